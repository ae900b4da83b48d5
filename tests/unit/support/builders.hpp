// The people and things of a test's story, with everything that the story does not mention filled
// in: `const agent alpha = an_agent("Alpha").with_markup("0.05");`

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/catalog.hpp>
#include <agentbackend/order.hpp>
#include <agentbackend/usdt.hpp>
#include <agentbackend/withdrawal.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace agentbackend::test {

inline constexpr user_id admin{1};
inline constexpr user_id owner{7};
inline constexpr user_id customer{42};
inline constexpr agent_ref alpha_ref{3};

// 2025-01-24T14:30:22Z: the moment every story begins.
inline constexpr timestamp story_start{std::chrono::sys_seconds{
    std::chrono::sys_days{std::chrono::year{2025} / 1 / 24} + std::chrono::hours{14} +
    std::chrono::minutes{30} + std::chrono::seconds{22}}};

inline const std::string payout_address = "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";
inline const std::string zero_address = "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb";
inline const std::string usdt_contract_address = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
inline const std::string a_txid(64, 'a');

inline usdt amount(std::string_view text) {
    return literals::operator""_usdt(text.data(), text.size());
}

// Ends below zero, which no typed amount can.
inline usdt minus(std::string_view text) { return -amount(text); }

class an_agent {
public:
    explicit an_agent(std::string_view name = "Alpha") {
        made_.ref = alpha_ref;
        made_.agent_id = "agent_20250124_143022";
        made_.name = name;
        made_.status = agent_status::running;
        made_.enabled = true;
        made_.owner = owner;
        made_.created_at = made_.updated_at = story_start;
    }
    an_agent& with_markup(std::string_view text) { return made_.markup = amount(text), *this; }
    an_agent& with_available(usdt available) { return made_.available = available, *this; }
    an_agent& with_available(std::string_view text) { return with_available(amount(text)); }
    an_agent& with_frozen(usdt frozen) { return made_.frozen = frozen, *this; }
    an_agent& with_frozen(std::string_view text) { return with_frozen(amount(text)); }
    an_agent& with_payouts(usdt payouts) { return made_.payouts = payouts, *this; }
    an_agent& with_payouts(std::string_view text) { return with_payouts(amount(text)); }
    an_agent& with_fees(std::string_view text) { return made_.fees = amount(text), *this; }
    an_agent& in(agent_status status) { return made_.status = status, *this; }
    an_agent& without_owner() { return made_.owner.reset(), *this; }
    operator agent() const { return made_; }

private:
    agent made_;
};

class a_product {
public:
    explicit a_product(std::string_view name = "Gift card") {
        made_.ref = {5};
        made_.name = name;
        made_.base_price = amount("10");
        made_.in_stock = 100;
    }
    a_product& at(std::string_view text) { return made_.base_price = amount(text), *this; }
    a_product& with_stock(std::int64_t items) { return made_.in_stock = items, *this; }
    a_product& withdrawn_from_sale() { return made_.listed = false, *this; }
    operator product() const { return made_; }

private:
    product made_;
};

class a_wallet {
public:
    explicit a_wallet(bot_ref bot = bot_ref::of(alpha_ref)) {
        made_.bot = bot;
        made_.user = customer;
    }
    a_wallet& holding(usdt balance) { return made_.balance = balance, *this; }
    a_wallet& holding(std::string_view text) { return holding(amount(text)); }
    operator wallet() const { return made_; }

private:
    wallet made_;
};

// Of 50.00, fee 1.00, to a good address, with the marks of the way it has come.
class a_withdrawal {
public:
    explicit a_withdrawal(withdrawal_status status = withdrawal_status::pending) {
        made_.ref = {11};
        made_.request_id = "aw_20250124_143022_abc123";
        made_.agent = alpha_ref;
        made_.owner = owner;
        made_.amount = amount("50");
        made_.fee = amount("1");
        made_.address = payout_address;
        made_.status = status;
        made_.created_at = story_start;
        if (status == withdrawal_status::approved || status == withdrawal_status::paid ||
            status == withdrawal_status::rejected) {
            made_.reviewed_at = story_start + std::chrono::minutes{1};
            made_.reviewed_by = admin;
        }
        if (status == withdrawal_status::paid) {
            made_.paid_at = story_start + std::chrono::minutes{2};
            made_.paid_by = admin;
            made_.txid = std::string(64, 'e');
        }
        if (status == withdrawal_status::cancelled) {
            made_.cancelled_at = story_start + std::chrono::minutes{1};
            made_.cancelled_by = owner;
        }
    }
    a_withdrawal& to(std::string_view address) { return made_.address = address, *this; }
    operator withdrawal() const { return made_; }

private:
    withdrawal made_;
};

}  // namespace agentbackend::test
