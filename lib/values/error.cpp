#include <agentbackend/error.hpp>
#include <agentbackend/usdt.hpp>

#include <boost/throw_exception.hpp>

#include <stdexcept>

#include "invariant.hpp"
#include "values/text.hpp"

namespace agentbackend {
namespace {

constexpr std::size_t max_subject_bytes = 64;

struct description {
    std::string_view name;
    error_class consequence;
};

description describe(errc code) noexcept {
    using enum error_class;
    switch (code) {
        case errc::amount_malformed: return {"amount_malformed", malformed};
        case errc::amount_too_precise: return {"amount_too_precise", malformed};
        case errc::amount_out_of_range: return {"amount_out_of_range", malformed};
        case errc::address_malformed: return {"address_malformed", malformed};
        case errc::address_wrong_length: return {"address_wrong_length", malformed};
        case errc::address_wrong_prefix: return {"address_wrong_prefix", malformed};
        case errc::address_bad_checksum: return {"address_bad_checksum", malformed};
        case errc::txid_malformed: return {"txid_malformed", malformed};
        case errc::name_malformed: return {"name_malformed", malformed};
        case errc::link_malformed: return {"link_malformed", malformed};
        case errc::button_title_malformed: return {"button_title_malformed", malformed};
        case errc::button_url_malformed: return {"button_url_malformed", malformed};
        case errc::quantity_out_of_range: return {"quantity_out_of_range", malformed};
        case errc::text_too_long: return {"text_too_long", malformed};
        case errc::text_empty: return {"text_empty", malformed};
        case errc::user_id_malformed: return {"user_id_malformed", malformed};
        case errc::token_malformed: return {"token_malformed", malformed};
        case errc::policy_malformed: return {"policy_malformed", malformed};

        case errc::agent_not_found: return {"agent_not_found", refused};
        case errc::product_not_found: return {"product_not_found", refused};
        case errc::category_not_found: return {"category_not_found", refused};
        case errc::order_not_found: return {"order_not_found", refused};
        case errc::withdrawal_not_found: return {"withdrawal_not_found", refused};
        case errc::quote_not_found: return {"quote_not_found", refused};
        case errc::button_not_found: return {"button_not_found", refused};
        case errc::claim_not_found: return {"claim_not_found", refused};

        case errc::not_an_agent_bot: return {"not_an_agent_bot", refused};
        case errc::not_the_owner: return {"not_the_owner", refused};
        case errc::not_an_admin: return {"not_an_admin", refused};
        case errc::not_the_customer: return {"not_the_customer", refused};

        case errc::illegal_transition: return {"illegal_transition", conflict};
        case errc::agent_archived: return {"agent_archived", refused};
        case errc::agent_has_open_withdrawal: return {"agent_has_open_withdrawal", refused};
        case errc::agent_has_balance: return {"agent_has_balance", refused};
        case errc::bot_already_registered: return {"bot_already_registered", refused};
        case errc::product_withdrawn: return {"product_withdrawn", conflict};
        case errc::price_changed: return {"price_changed", conflict};
        case errc::quote_expired: return {"quote_expired", conflict};
        case errc::order_already_refunded: return {"order_already_refunded", conflict};
        case errc::txid_already_used: return {"txid_already_used", refused};
        case errc::claim_used: return {"claim_used", refused};
        case errc::claim_expired: return {"claim_expired", refused};
        case errc::key_reused_with_different_body:
            return {"key_reused_with_different_body", refused};
        case errc::token_needed: return {"token_needed", refused};
        case errc::agent_id_taken: return {"agent_id_taken", refused};

        case errc::below_minimum: return {"below_minimum", refused};
        case errc::insufficient_available: return {"insufficient_available", refused};
        case errc::insufficient_wallet: return {"insufficient_wallet", refused};
        case errc::insufficient_stock: return {"insufficient_stock", conflict};
        case errc::markup_above_ceiling: return {"markup_above_ceiling", refused};
        case errc::too_many_buttons: return {"too_many_buttons", refused};
        case errc::address_is_zero: return {"address_is_zero", refused};
        case errc::address_is_usdt_contract: return {"address_is_usdt_contract", refused};
        case errc::address_is_operators_own: return {"address_is_operators_own", refused};
        case errc::rate_limited: return {"rate_limited", retryable};

        case errc::amount_overflow: return {"amount_overflow", refused};

        case errc::store_busy: return {"store_busy", retryable};
        case errc::store_full: return {"store_full", retryable};
        case errc::store_read_only: return {"store_read_only", internal};
        case errc::store_missing_folder: return {"store_missing_folder", internal};
        case errc::store_not_a_database: return {"store_not_a_database", internal};
        case errc::store_not_ours: return {"store_not_ours", internal};
        case errc::store_newer: return {"store_newer", internal};
        case errc::store_locked: return {"store_locked", retryable};
        case errc::store_io: return {"store_io", retryable};
        case errc::store_corrupt: return {"store_corrupt", internal};
        case errc::store_conflict: return {"store_conflict", internal};
        case errc::transaction_lost: return {"transaction_lost", retryable};
        case errc::outcome_unknown: return {"outcome_unknown", retryable};
        case errc::queue_full: return {"queue_full", retryable};
        case errc::stopped: return {"stopped", retryable};
    }
    return {"unknown", internal};
}

}  // namespace

error_class classify(errc code) noexcept { return describe(code).consequence; }

std::string_view name(errc code) noexcept { return describe(code).name; }

error&& error::amount(usdt value) && {
    facts_.amount_micros = value.micros();
    return std::move(*this);
}

error&& error::limit(usdt value) && {
    facts_.limit_micros = value.micros();
    return std::move(*this);
}

error&& error::count(std::int64_t asked, std::int64_t bound) && {
    facts_.count = asked;
    facts_.count_limit = bound;
    return std::move(*this);
}

error&& error::subject(std::string_view text) && {
    facts_.subject = text::shorten(text, max_subject_bytes);
    return std::move(*this);
}

error&& error::states(std::string_view state, std::string_view attempted) && {
    facts_.state = state;
    facts_.attempted = attempted;
    return std::move(*this);
}

error&& error::because(errc cause) && {
    facts_.cause = cause;
    return std::move(*this);
}

error&& error::detail(std::string text) && {
    facts_.detail = std::move(text);
    return std::move(*this);
}

std::string error::to_string() const {
    std::string line(name(code_));
    const auto add = [&line](std::string_view label, std::string_view value) {
        if (!value.empty()) line.append(" ").append(label).append("=").append(value);
    };
    const auto add_amount = [&add](std::string_view label, std::optional<std::int64_t> micros) {
        if (micros) add(label, usdt::from_micros(*micros).to_string());
    };
    const auto add_count = [&add](std::string_view label, std::optional<std::int64_t> value) {
        if (value) add(label, std::to_string(*value));
    };
    add("subject", facts_.subject);
    add("state", facts_.state);
    add("attempted", facts_.attempted);
    add_amount("amount", facts_.amount_micros);
    add_amount("limit", facts_.limit_micros);
    add_count("count", facts_.count);
    add_count("count_limit", facts_.count_limit);
    if (facts_.cause) add("cause", name(*facts_.cause));
    add("detail", facts_.detail);
    return line;
}

void throw_exception_from_error(const error& e, const boost::source_location& where) {
    boost::throw_exception(std::runtime_error(e.to_string()), where);
}

}  // namespace agentbackend
