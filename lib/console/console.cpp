#include <agentbackend/console/console.hpp>

#include "console/handlers.hpp"
#include "console/intake.hpp"
#include "console/menus.hpp"
#include "console/notices.hpp"
#include "console/outcomes.hpp"

namespace agentbackend::console {
namespace {

routes make_routes() {
    routes all;
    add_dashboard(all);
    add_earnings(all);
    add_own_withdrawals(all);
    add_shop_links(all);
    add_common(all);
    add_questions(all);
    add_shop(all);
    add_purchases(all);
    add_account(all);
    add_admin_menu(all);
    add_agent_list(all);
    add_bot_setup(all);
    add_agent_changes(all);
    add_claims(all);
    add_catalogue(all);
    add_product_changes(all);
    add_categories(all);
    add_stock(all);
    add_wallets(all);
    add_refunds(all);
    add_review(all);
    return all;
}

}  // namespace

struct console::parts {
    services with;
    routes handlers = make_routes();
};

console::console(const backend& shop, const token_sealer& sealer, id_source& ids,
                 console_options options)
    : parts_(new parts{{shop, sealer, ids, options}}) {}

console::~console() = default;

result<response> console::handle(unit_of_work& work, timestamp now, const input& in) const {
    turn t(parts_->with, work, now, {in.bot, in.chat, in.from.user});
    if (concerns_this_bot(in)) {
        AGENTBACKEND_TRY(take_in(t, in));
        AGENTBACKEND_ASSIGN(const bool may_go_on, admit(t, in));
        if (may_go_on) AGENTBACKEND_TRY(parts_->handlers.run(t));
    }
    const bool is_tap = std::holds_alternative<tapped>(in.what);
    if (is_tap && !t.out.answer) t.out.answer = tap_answer{};
    return std::move(t.out);
}

result<response> console::resume(unit_of_work& work, timestamp now, const effect& asked,
                                 const effect_outcome& outcome) const {
    AGENTBACKEND_ASSIGN(const bool was_open, work.close_effect(asked.ref));
    turn t(parts_->with, work, now, {asked.bot, asked.chat, asked.user});
    if (was_open) AGENTBACKEND_TRY(go_on_with(t, asked, outcome));
    return std::move(t.out);
}

result<response> console::bot_reported(unit_of_work& work, timestamp now, agent_ref ref,
                                       const backend::bot_report& report) const {
    turn t(parts_->with, work, now, {});
    AGENTBACKEND_TRY(take_report(t, ref, report));
    return std::move(t.out);
}

result<response> console::bot_is_up(unit_of_work& work, timestamp now, agent_ref ref) const {
    turn t(parts_->with, work, now, {});
    AGENTBACKEND_TRY(take_being_up(t, ref));
    return std::move(t.out);
}

result<response> console::undelivered(unit_of_work& work, timestamp now,
                                      const undelivered_message& lost) const {
    turn t(parts_->with, work, now, {lost.bot, lost.chat, {}});
    AGENTBACKEND_TRY(pass_on(t, lost));
    return std::move(t.out);
}

result<std::vector<command_menu>> console::menus(reader& state, bot_ref bot, user_id former) const {
    return menus_of(parts_->with.shop, state, bot, former);
}

}  // namespace agentbackend::console
