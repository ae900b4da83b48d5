#include <agentbackend/console/messages.hpp>

#include "invariant.hpp"

namespace agentbackend::console {
namespace {

phrase phrase_for(refusal why) {
    switch (why) {
        case refusal::not_an_agent_bot: return phrase::refused_not_an_agent_bot;
        case refusal::agent_not_found: return phrase::refused_agent_not_found;
        case refusal::agent_archived: return phrase::refused_agent_archived;
        case refusal::not_the_owner: return phrase::refused_not_the_owner;
        case refusal::not_an_admin: return phrase::refused_not_an_admin;
        case refusal::not_the_main_bot: return phrase::refused_not_the_main_bot;
        case refusal::not_a_private_chat: return phrase::refused_not_a_private_chat;
    }
    unreachable();
}

// A machine's status change and a withdrawal's are one code; its state tells which it was.
phrase transition_phrase(const error& refused) {
    return parse_withdrawal_status(refused.facts().state) ? phrase::error_withdrawal_transition
                                                          : phrase::error_agent_transition;
}

phrase phrase_for(const error& refused) {
    switch (refused.code()) {
        case errc::amount_malformed: return phrase::error_amount_malformed;
        case errc::amount_too_precise: return phrase::error_amount_too_precise;
        case errc::amount_out_of_range: return phrase::error_amount_out_of_range;
        case errc::address_malformed: return phrase::error_address_malformed;
        case errc::address_wrong_length: return phrase::error_address_wrong_length;
        case errc::address_wrong_prefix: return phrase::error_address_wrong_prefix;
        case errc::address_bad_checksum: return phrase::error_address_bad_checksum;
        case errc::txid_malformed: return phrase::error_txid_malformed;
        case errc::name_malformed: return phrase::error_name_malformed;
        case errc::link_malformed: return phrase::error_link_malformed;
        case errc::button_title_malformed: return phrase::error_button_title_malformed;
        case errc::button_url_malformed: return phrase::error_button_url_malformed;
        case errc::quantity_out_of_range: return phrase::error_quantity_out_of_range;
        case errc::text_too_long: return phrase::error_text_too_long;
        case errc::text_empty: return phrase::error_text_empty;
        case errc::user_id_malformed: return phrase::error_user_id_malformed;
        case errc::token_malformed: return phrase::error_token_malformed;

        case errc::agent_not_found: return phrase::error_agent_not_found;
        case errc::product_not_found: return phrase::error_product_not_found;
        case errc::category_not_found: return phrase::error_category_not_found;
        case errc::order_not_found: return phrase::error_order_not_found;
        case errc::withdrawal_not_found: return phrase::error_withdrawal_not_found;
        case errc::quote_not_found: return phrase::error_quote_not_found;
        case errc::button_not_found: return phrase::error_button_not_found;
        case errc::claim_not_found: return phrase::error_claim_not_found;

        case errc::not_an_agent_bot: return phrase::refused_not_an_agent_bot;
        case errc::not_the_owner: return phrase::refused_not_the_owner;
        case errc::not_an_admin: return phrase::refused_not_an_admin;
        case errc::not_the_customer: return phrase::error_not_the_customer;

        case errc::illegal_transition: return transition_phrase(refused);
        case errc::agent_archived: return phrase::refused_agent_archived;
        case errc::agent_has_open_withdrawal: return phrase::error_agent_has_open_withdrawal;
        case errc::agent_has_balance: return phrase::error_agent_has_balance;
        case errc::bot_already_registered: return phrase::error_bot_already_registered;
        case errc::product_withdrawn: return phrase::error_product_withdrawn;
        case errc::price_changed: return phrase::error_price_changed;
        case errc::quote_expired: return phrase::error_quote_expired;
        case errc::order_already_refunded: return phrase::error_order_already_refunded;
        case errc::txid_already_used: return phrase::error_txid_already_used;
        case errc::claim_used: return phrase::error_claim_used;
        case errc::claim_expired: return phrase::error_claim_expired;
        case errc::key_reused_with_different_body: return phrase::error_key_reused;
        case errc::token_needed: return phrase::error_token_needed;
        case errc::agent_id_taken: return phrase::error_agent_id_taken;

        case errc::below_minimum: return phrase::error_below_minimum;
        case errc::insufficient_available: return phrase::error_insufficient_available;
        case errc::insufficient_wallet: return phrase::error_insufficient_wallet;
        case errc::insufficient_stock:
            return refused.facts().count_limit.value_or(0) > 0 ? phrase::error_insufficient_stock
                                                               : phrase::error_sold_out;
        case errc::markup_above_ceiling: return phrase::error_markup_above_ceiling;
        case errc::too_many_buttons: return phrase::error_too_many_buttons;
        case errc::address_is_zero: return phrase::error_address_is_zero;
        case errc::address_is_usdt_contract: return phrase::error_address_is_usdt_contract;
        case errc::address_is_operators_own: return phrase::error_address_is_operators_own;
        case errc::rate_limited: return phrase::error_rate_limited;
        case errc::amount_overflow: return phrase::error_amount_overflow;

        case errc::store_busy:
        case errc::store_locked:
        case errc::store_conflict:
        case errc::transaction_lost:
        case errc::outcome_unknown:
        case errc::queue_full:
        case errc::stopped: return phrase::error_try_again;

        case errc::policy_malformed:
        case errc::store_full:
        case errc::store_read_only:
        case errc::store_missing_folder:
        case errc::store_not_a_database:
        case errc::store_not_ours:
        case errc::store_newer:
        case errc::store_io:
        case errc::store_corrupt: return phrase::error_internal;
    }
    unreachable();
}

std::string amount_text(std::int64_t micros) { return usdt::from_micros(micros).to_string(); }

// A limit is an amount or a number, whichever the code is about.
std::string limit_text(const error::facts_type& facts) {
    if (facts.limit_micros) return amount_text(*facts.limit_micros);
    if (facts.count_limit) return std::to_string(*facts.count_limit);
    return amount_text(usdt::max_input_micros);
}

// Both are kept in range by the use cases that name them.
std::string missing_text(const error::facts_type& facts) {
    const auto missing = subtract(usdt::from_micros(facts.amount_micros.value_or(0)),
                                  usdt::from_micros(facts.limit_micros.value_or(0)));
    return missing ? missing->to_string() : std::string();
}

std::string state_text(language tongue, std::string_view name) {
    if (const auto status = parse_withdrawal_status(name)) return word(tongue, *status);
    if (const auto status = parse_agent_status(name)) return word(tongue, *status);
    return std::string(name);
}

}  // namespace

styled_text sentence(language tongue, refusal why) { return say(tongue, phrase_for(why)); }

styled_text sentence(language tongue, const error& refused) {
    const auto& facts = refused.facts();
    return say(
        tongue, phrase_for(refused),
        {{"subject", facts.subject.empty() ? say(tongue, phrase::nothing).text() : facts.subject},
         {"amount", amount_text(facts.amount_micros.value_or(0))},
         {"limit", limit_text(facts)},
         {"missing", missing_text(facts)},
         {"count", std::to_string(facts.count.value_or(0))},
         {"state", state_text(tongue, facts.state)},
         {"attempted", state_text(tongue, facts.attempted)}});
}

}  // namespace agentbackend::console
