// Customers' wallets in the hands of the admins: choosing a bot, a customer, and crediting them.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "console/notices.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t rows_on_a_page = 8;
constexpr std::size_t label_characters = 40;
constexpr std::size_t name_characters = 64;

// --- Whose wallets ---------------------------------------------------------------------------

screen shops_screen(const viewer& who, const page<agent>& agents, agent_ref after) {
    screen shown{who.say(phrase::wallets_choose_shop), {}};
    if (!after) shown.rows.push_back({who.tap(phrase::label_main_bot, action::tap_wallets)});
    for (const auto& next : agents.rows) {
        shown.rows.push_back({who.tap(ellipsis(next.name, label_characters), action::tap_wallets,
                                      {0, bot_ref::of(next.ref).value()})});
    }
    add_paging(who, shown,
               {.what = action::tap_wallet_shops,
                .shown_after = after.value,
                .next_after = agents.has_more ? agents.rows.back().ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_admin_menu)});
    return shown;
}

result<void> choose_shop(turn& t) { return show_wallet_shops(t, {t.args[0]}); }

result<void> list_wallets(turn& t) {
    return show_wallets(t, bot_ref::from_value(t.args[1]), {t.args[0]});
}

// --- One wallet ------------------------------------------------------------------------------

result<void> show_purse(turn& t, const wallet& purse, styled_text notice = {}) {
    const auto shop = name_of_shop(t, purse.bot);
    if (!shop) return t.refuse(shop.error());
    AGENTBACKEND_ASSIGN(const auto known, t.work.find_person(purse.bot, purse.user));
    auto text = lines(t.view)
                    .title(phrase::wallet_title)
                    .add(phrase::wallet_shop, {{"shop", *shop}})
                    .add(phrase::wallet_user,
                         {{"user", std::to_string(purse.user.value), text_style::code}});
    if (!known) {
        text.add(phrase::wallet_stranger);
    } else if (!known->name.empty()) {
        text.add(phrase::wallet_name, {{"name", ellipsis(known->name, name_characters)}});
    }
    text.add(phrase::wallet_balance, {{"balance", purse.balance.to_string()}});
    const arguments about{purse.user.value, purse.bot.value()};
    screen shown{text,
                 {{t.view.tap(phrase::label_credit_wallet, action::tap_credit_wallet, about)},
                  {t.view.tap(phrase::label_refresh, action::tap_wallet, about),
                   t.view.tap(phrase::label_back, action::tap_wallets, {0, purse.bot.value()})}}};
    t.show(with_notice(std::move(notice), std::move(shown)));
    return success();
}

result<void> open_wallet(turn& t) {
    return show_wallet(t, bot_ref::from_value(t.args[1]), {t.args[0]});
}

result<void> ask_user(turn& t) {
    const auto shop = bot_ref::from_value(t.args[1]);
    if (const auto name = name_of_shop(t, shop); !name) return t.refuse(name.error());
    return t.ask(action::awaiting_wallet_user, credit_draft{.shop = shop},
                 t.view.say(phrase::ask_wallet_user));
}

result<void> take_user(turn& t) {
    const auto begun = t.gathered<credit_draft>();
    if (!begun) return t.lose_thread();
    const auto user = read_user_id(t.text);
    if (!user) return t.ask_again(user.error());
    AGENTBACKEND_TRY(t.end_dialog());
    return show_wallet(t, begun->shop, *user);
}

// --- Crediting -------------------------------------------------------------------------------

result<void> show_credited(turn& t, const wallet_credit& paid, const wallet& purse) {
    const auto shop = name_of_shop(t, paid.bot);
    if (!shop) return t.refuse(shop.error());
    AGENTBACKEND_TRY(
        show_purse(t, purse,
                   t.view.say(phrase::wallet_credited, {{"user", std::to_string(paid.user.value)},
                                                        {"shop", *shop},
                                                        {"amount", paid.amount.to_string()},
                                                        {"balance", purse.balance.to_string()}})));
    return tell_person(t, paid.bot, paid.user, [&](const viewer& who) {
        return news_of_wallet(
            who, purse, who.say(phrase::customer_credited, {{"amount", paid.amount.to_string()}}));
    });
}

result<void> ask_amount(turn& t) {
    const auto shop = bot_ref::from_value(t.args[1]);
    if (const auto name = name_of_shop(t, shop); !name) return t.refuse(name.error());
    return t.ask(action::awaiting_credit_amount,
                 credit_draft{.shop = shop, .customer = {t.args[0]}},
                 t.view.say(phrase::ask_credit_amount, {{"user", std::to_string(t.args[0])}}));
}

result<void> take_amount(turn& t) {
    auto begun = t.gathered<credit_draft>();
    if (!begun) return t.lose_thread();
    const auto amount = read_amount(t.text);
    if (!amount) return t.ask_again(amount.error());
    if (amount->is_zero()) {
        return t.ask_again(error(errc::amount_out_of_range).amount(*amount));
    }
    begun->amount = *amount;
    return t.ask_next(
        action::awaiting_credit_note, *begun,
        t.view.say(phrase::ask_credit_note, {{"user", std::to_string(begun->customer.value)},
                                             {"amount", amount->to_string()}}));
}

// `main`, or an agent's public id.
result<bot_ref> find_shop(turn& t, std::string_view id) {
    if (id == "main") return bot_ref::main();
    AGENTBACKEND_ASSIGN(const auto found, t.work.find_agent_by_id(id));
    if (!found) return error(errc::agent_not_found).subject(id);
    return bot_ref::of(found->ref);
}

result<void> credit_by_command(turn& t) {
    const auto [id, after_id] = next_word(t.text);
    const auto [number, after_number] = next_word(after_id);
    const auto [sum, note] = next_word(after_number);
    if (sum.empty()) return explain_usage(t);
    const auto user = read_user_id(number);
    if (!user) return t.refuse(user.error());
    const auto amount = read_amount(sum);
    if (!amount) return t.refuse(amount.error());
    const auto shop = find_shop(t, id);
    if (!shop) return t.refuse(shop.error());

    const wallet_credit paid{
        .bot = *shop, .user = *user, .amount = *amount, .note = std::string(note)};
    const auto credited = t.with.shop.credit_wallet(t.work, t.by_person(t.delivery_key()), paid);
    if (!credited) return t.refuse(credited.error());
    return show_credited(t, paid, *credited);
}

}  // namespace

screen news_of_wallet(const viewer& who, const wallet& purse, const styled_text& what) {
    return {
        lines(who).add(what).add(phrase::wallet_balance, {{"balance", purse.balance.to_string()}}),
        {{who.tap(phrase::label_products, action::tap_products),
          who.tap(phrase::label_account, action::tap_account)}}};
}

result<std::string> name_of_person(turn& t, bot_ref bot, user_id user) {
    AGENTBACKEND_ASSIGN(const auto known, t.work.find_person(bot, user));
    if (!known) return t.view.text(phrase::person_unknown);
    if (known->name.empty()) return std::to_string(user.value);
    return ellipsis(known->name, name_characters);
}

result<std::string> name_of_shop(turn& t, bot_ref bot) {
    if (bot.is_main()) return t.view.text(phrase::main_bot_name);
    AGENTBACKEND_ASSIGN(const auto found, existing_agent(t.work, bot.agent()));
    return found.name;
}

result<void> show_wallet_shops(turn& t, agent_ref after) {
    AGENTBACKEND_ASSIGN(auto found, t.work.agents(after, rows_on_a_page + 1));
    t.show(shops_screen(t.view, cut(std::move(found), rows_on_a_page), after));
    return success();
}

result<void> show_wallets(turn& t, bot_ref shop, user_id after) {
    const auto name = name_of_shop(t, shop);
    if (!name) return t.refuse(name.error());
    AGENTBACKEND_ASSIGN(auto found, t.work.wallets_of(shop, after, rows_on_a_page + 1));
    const auto purses = cut(std::move(found), rows_on_a_page);

    auto text = lines(t.view).title(phrase::wallets_title, {{"shop", *name}});
    if (purses.rows.empty()) text.add(phrase::wallets_none);
    screen shown{text, {}};
    for (const auto& purse : purses.rows) {
        shown.rows.push_back({t.view.tap(
            t.view.text(phrase::label_wallet, {{"user", std::to_string(purse.user.value)},
                                               {"balance", purse.balance.to_string()}}),
            action::tap_wallet, {purse.user.value, shop.value()})});
    }
    add_paging(t.view, shown,
               {.what = action::tap_wallets,
                .shown_after = after.value,
                .next_after = purses.has_more ? purses.rows.back().user.value : 0,
                .filter = shop.value()});
    shown.rows.push_back(
        {t.view.tap(phrase::label_find_wallet, action::tap_find_wallet, {0, shop.value()}),
         t.view.tap(phrase::label_back, action::tap_wallet_shops)});
    t.show(std::move(shown));
    return success();
}

result<void> show_wallet(turn& t, bot_ref shop, user_id customer) {
    AGENTBACKEND_ASSIGN(const auto purse, t.work.find_wallet(shop, customer));
    return show_purse(t, purse);
}

result<void> take_credit_note(turn& t) {
    const auto begun = t.gathered<credit_draft>();
    if (!begun) return t.lose_thread();
    const wallet_credit paid{
        .bot = begun->shop, .user = begun->customer, .amount = begun->amount, .note = t.text};
    const auto credited = t.with.shop.credit_wallet(t.work, t.by_person(t.dialog_key()), paid);
    if (!credited) {
        AGENTBACKEND_TRY(t.end_dialog());
        return t.refuse(credited.error());
    }
    AGENTBACKEND_TRY(t.end_dialog());
    return show_credited(t, paid, *credited);
}

void add_wallets(routes& all) {
    on(all, default_group, action::command_credit, credit_by_command);
    on(all, default_group, action::tap_wallet_shops, choose_shop);
    on(all, default_group, action::tap_wallets, list_wallets);
    on(all, default_group, action::tap_find_wallet, ask_user);
    on(all, default_group, action::awaiting_wallet_user, take_user);
    on(all, default_group, action::tap_wallet, open_wallet);
    on(all, default_group, action::tap_credit_wallet, ask_amount);
    on(all, default_group, action::awaiting_credit_amount, take_amount);
    on(all, default_group, action::awaiting_credit_note, take_credit_note);
}

}  // namespace agentbackend::console
