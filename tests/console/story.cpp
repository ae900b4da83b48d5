#include "story.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace agentbackend::console {
namespace {

using namespace std::chrono_literals;

backend make_rules() {
    return *backend::make(
        {.admins = {story::admin_id, story::second_admin_id}, .agents = {}, .withdrawals = {}});
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

// What every platform we know of can show.
void expect_to_fit(const screen& shown) {
    EXPECT_FALSE(shown.text.empty());
    EXPECT_LE(characters_in(shown.text.text()), 4'096u);
    EXPECT_LE(shown.rows.size(), 12u);
    for (const auto& row : shown.rows) {
        EXPECT_FALSE(row.empty());
        EXPECT_LE(row.size(), 8u);
        for (const auto& b : row) {
            EXPECT_FALSE(b.label.empty());
            EXPECT_NE(b.payload.empty(), b.url.empty()) << b.label;
            EXPECT_LE(b.payload.size(), payload::max_text_size) << b.label;
        }
    }
}

void expect_to_fit(const response& led_to) {
    if (led_to.answer) {
        EXPECT_LE(characters_in(led_to.answer->text), 200u);
    }
    for (const auto& message : led_to.messages) {
        if (const auto* sent = std::get_if<outgoing::send>(&message.what)) {
            expect_to_fit(sent->what);
        } else if (const auto* edit = std::get_if<outgoing::edit>(&message.what)) {
            expect_to_fit(edit->what);
        } else if (const auto* file = std::get_if<outgoing::upload>(&message.what)) {
            EXPECT_LE(characters_in(file->what.caption.text()), 1'024u);
        }
    }
}

usdt amount(std::string_view text) { return *usdt::parse(text); }

template <class Value>
Value expect(result<Value> answer) {
    EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().to_string());
    return std::move(answer).value();
}

}  // namespace

// --- The sealer ------------------------------------------------------------------------------

sealed_token reversing_sealer::seal(std::string_view token, std::string_view purpose) const {
    return {std::string(purpose) + "|" + std::string(token.rbegin(), token.rend())};
}

result<std::string> reversing_sealer::open(const sealed_token& sealed,
                                           std::string_view purpose) const {
    const auto prefix = std::string(purpose) + "|";
    if (!sealed.bytes.starts_with(prefix)) return errc::token_malformed;
    const auto reversed = sealed.bytes.substr(prefix.size());
    return std::string(reversed.rbegin(), reversed.rend());
}

// --- People ----------------------------------------------------------------------------------

input someone::makes(decltype(input::what) what) const {
    return {.bot = bot_,
            .bot_username = "shop_bot",
            .chat = chat_id{who_.value},
            .from = {.user = who_,
                     .name = "Person " + std::to_string(who_.value),
                     .language_code = language_},
            .delivery = tale_->next_delivery(),
            .what = std::move(what)};
}

reaction someone::sends(input in) {
    auto led_to = tale_->deliver(in);
    answer_ = led_to.answer ? led_to.answer->text : std::string();
    return led_to;
}

reaction someone::types(std::string_view text) { return sends(makes(typed{std::string(text)})); }

reaction someone::sends_file(std::string_view file_id, std::int64_t size) {
    return sends(
        makes(attached{.file_id = std::string(file_id), .file_name = "stock.txt", .size = size}));
}

reaction someone::sends_payload(std::string payload, std::int64_t message_id) {
    return sends(makes(tapped{std::move(payload), message_id}));
}

reaction someone::taps(std::string_view label) {
    for (auto message = chat().rbegin(); message != chat().rend(); ++message) {
        for (const auto& row : message->what.rows) {
            for (const auto& b : row) {
                if (b.label == label) return sends_payload(b.payload, message->id);
            }
        }
    }
    ADD_FAILURE() << "no button \"" << label << "\" below: " << reads();
    return {};
}

std::optional<button> someone::find_button(std::string_view label) const {
    for (const auto& row : newest().what.rows) {
        for (const auto& b : row) {
            if (b.label == label) return b;
        }
    }
    return std::nullopt;
}

std::string someone::reads() const {
    if (!answer_.empty()) return answer_;
    return newest().what.text.text();
}

const shown_message& someone::newest() const {
    static const shown_message none;
    const auto newest = std::max_element(
        chat().begin(), chat().end(),
        [](const shown_message& a, const shown_message& b) { return a.touched < b.touched; });
    return newest == chat().end() ? none : *newest;
}

const std::vector<shown_message>& someone::chat() const {
    return tale_->chat(bot_, chat_id{who_.value});
}

std::string someone::dialog() const {
    std::string state;
    tale_->in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto open, work.find_dialog({bot_, chat_id{who_.value}, who_}));
        if (open) state = open->state;
        return success();
    });
    return state;
}

// --- The story -------------------------------------------------------------------------------

story::story(std::string language)
    : language_(std::move(language)),
      rows_(make_memory_store()),
      ids_(make_seeded_ids(7)),
      rules_(make_rules()),
      bots_(rules_, sealer_, *ids_),
      now_(std::chrono::sys_days{2025y / 1 / 24} + 14h + 30min + 22s) {}

void story::in_transaction(const std::function<result<void>(unit_of_work&)>& command) {
    auto begun = rows_->begin();
    ASSERT_TRUE(begun.has_value());
    const auto done = command((*begun)->work());
    ASSERT_TRUE(done.has_value()) << done.error().to_string();
    const auto committed = (*begun)->commit();
    ASSERT_TRUE(committed.has_value()) << committed.error().to_string();
}

command_context story::by(user_id user, bot_ref through, std::string key) {
    return {.now = now_, .ids = *ids_, .who = actor::person(user, through), .key = std::move(key)};
}

reaction story::deliver(const input& in) {
    response led_to;
    in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(work.record_update(in.delivery, now_));
        AGENTBACKEND_ASSIGN(led_to, bots_.handle(work, now_, in));
        return success();
    });
    EXPECT_EQ(led_to.answer.has_value(), std::holds_alternative<tapped>(in.what));
    return post(std::move(led_to));
}

reaction story::post(response led_to) {
    expect_to_fit(led_to);
    reaction seen{.answer = led_to.answer, .messages = led_to.messages.size()};
    for (auto& message : led_to.messages) {
        auto& chat = chats_[{message.bot, message.chat}];
        const auto add = [&](shown_message what) {
            what.id = ++message_ids_;
            what.touched = ++touches_;
            what.errand = message.errand;
            chat.push_back(std::move(what));
        };
        if (auto* sent = std::get_if<outgoing::send>(&message.what)) {
            add({.what = std::move(sent->what), .name = sent->name});
        } else if (auto* upload = std::get_if<outgoing::upload>(&message.what)) {
            add({.what = screen{upload->what.caption, {}}, .file = upload->what});
        } else if (auto* edit = std::get_if<outgoing::edit>(&message.what)) {
            const auto edited =
                std::find_if(chat.rbegin(), chat.rend(), [&](const shown_message& m) {
                    return edit->name.empty() ? m.id == edit->message_id : m.name == edit->name;
                });
            if (edited == chat.rend()) {
                add({.what = std::move(edit->what), .name = edit->name});
            } else {
                edited->what = std::move(edit->what);
                edited->touched = ++touches_;
            }
        }
    }
    for (auto& asked : led_to.effects) {
        if (const auto* refresh = std::get_if<refresh_commands>(&asked.what)) {
            refreshed_.push_back(*refresh);
        } else {
            effects_.push_back(std::move(asked));
        }
    }
    return seen;
}

const std::vector<shown_message>& story::chat(bot_ref bot, chat_id chat) {
    return chats_[{bot, chat}];
}

reaction story::comes_back(const effect_outcome& outcome) {
    if (effects_.empty()) {
        ADD_FAILURE() << "no effect is open";
        return {};
    }
    const auto oldest = effects_.front();
    effects_.erase(effects_.begin());
    return comes_back(oldest, outcome);
}

reaction story::comes_back(const effect& asked, const effect_outcome& outcome) {
    response led_to;
    in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(led_to, bots_.resume(work, now_, asked, outcome));
        return success();
    });
    return post(std::move(led_to));
}

reaction story::host_reports(bot_ref bot, const backend::bot_report& report) {
    response led_to;
    in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(led_to, bots_.bot_reported(work, now_, bot.agent(), report));
        return success();
    });
    return post(std::move(led_to));
}

reaction story::newest_does_not_arrive(bot_ref bot, chat_id chat, std::string_view reason) {
    auto& messages = chats_[{bot, chat}];
    const auto lost = messages.back();
    messages.pop_back();
    response led_to;
    in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(
            led_to,
            bots_.undelivered(
                work, now_,
                {.bot = bot, .chat = chat, .errand = lost.errand, .reason = std::string(reason)}));
        return success();
    });
    return post(std::move(led_to));
}

// --- Given -----------------------------------------------------------------------------------

bot_ref story::given_agent(std::string_view name, user_id owner, std::string_view markup) {
    bot_ref bot;
    in_transaction([&](unit_of_work& work) -> result<void> {
        const auto by_admin = by(admin_id, bot_ref::main());
        AGENTBACKEND_ASSIGN(
            const auto made,
            rules_.create_agent(work, by_admin,
                                {.name = std::string(name),
                                 .owner = owner,
                                 .token = sealer_.seal("token", "given"),
                                 .identity = {++platform_ids_, std::string(name) + "_bot"}}));
        bot = bot_ref::of(made.ref);
        AGENTBACKEND_TRY(rules_.start_agent(work, by_admin, made.ref));
        AGENTBACKEND_TRY(rules_.set_markup(work, by(owner, bot), amount(markup)));
        return success();
    });
    host_reports(bot, {.what = agent_event::came_up});
    return bot;
}

product_ref story::given_product(std::string_view name, std::string_view price,
                                 std::vector<std::string> stock) {
    product_ref ref;
    in_transaction([&](unit_of_work& work) -> result<void> {
        const auto by_admin = by(admin_id, bot_ref::main());
        AGENTBACKEND_ASSIGN(const auto made, rules_.add_product(work, by_admin,
                                                                {.name = std::string(name),
                                                                 .base_price = amount(price)}));
        ref = made.ref;
        if (!stock.empty()) AGENTBACKEND_TRY(rules_.add_stock(work, by_admin, ref, stock));
        return success();
    });
    return ref;
}

void story::given_wallet(bot_ref bot, user_id user, std::string_view credited) {
    in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(
            rules_.credit_wallet(work, by(admin_id, bot_ref::main()),
                                 {.bot = bot, .user = user, .amount = amount(credited)}));
        return success();
    });
}

void story::given_earnings(bot_ref bot, std::string_view earned) {
    const auto earner = agent_of(bot);
    const auto owner = *earner.owner;
    in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(rules_.set_markup(work, by(owner, bot), amount(earned)));
        auto by_host = by({}, bot);
        by_host.who = actor::system();
        AGENTBACKEND_TRY(rules_.record_profit(work, by_host, bot.agent(), 1, "given"));
        AGENTBACKEND_TRY(rules_.set_markup(work, by(owner, bot), earner.markup));
        return success();
    });
}

withdrawal story::given_withdrawal(bot_ref bot, std::string_view wanted) {
    withdrawal opened;
    const auto owner = *agent_of(bot).owner;
    in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(
            const auto outcome,
            rules_.request_withdrawal(work, by(owner, bot, "given:" + std::to_string(++updates_)),
                                      {.amount = amount(wanted), .address = address}));
        opened = outcome.now;
        return success();
    });
    return opened;
}

// --- How things stand ------------------------------------------------------------------------

agent story::agent_of(bot_ref bot) {
    const auto seen = expect(rows_->read());
    return *expect(seen->view().find_agent(bot.agent()));
}

std::string story::balance_of(bot_ref bot, user_id user) {
    const auto seen = expect(rows_->read());
    return expect(seen->view().find_wallet(bot, user)).balance.to_string();
}

std::vector<withdrawal> story::withdrawals() { return everything().withdrawals; }

story::standing story::everything() {
    constexpr std::size_t all = 1'000;
    const auto seen = expect(rows_->read());
    auto& view = seen->view();
    return {expect(view.agents({}, all)),          expect(view.products({}, all)),
            expect(view.orders({}, all)),          expect(view.wallets({}, all)),
            expect(view.withdrawals({}, {}, all)), expect(view.head())};
}

}  // namespace agentbackend::console
