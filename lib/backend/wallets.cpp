// Money that customers bring in.

#include <agentbackend/backend.hpp>

#include "backend/support.hpp"
#include "values/text.hpp"

namespace agentbackend {
namespace {

result<void> check_credit(const wallet_credit& asked) {
    const auto limit = usdt::from_micros(usdt::max_input_micros);
    if (asked.amount <= usdt() || asked.amount > limit) {
        return error(errc::amount_out_of_range).amount(asked.amount).limit(limit);
    }
    return check_user(asked.user);
}

}  // namespace

result<wallet> backend::credit_wallet(unit_of_work& work, const command_context& context,
                                      const wallet_credit& asked) const {
    AGENTBACKEND_TRY(check_credit(asked));
    auto note = text::kept_remark(asked.note);
    if (!asked.bot.is_main()) AGENTBACKEND_TRY(existing_agent(work, asked.bot.agent()));
    AGENTBACKEND_TRY(require_admin(*this, context));
    const repeatable once(context, request("credit_wallet")
                                       .i64(asked.bot.value())
                                       .i64(asked.user.value)
                                       .amount(asked.amount)
                                       .text(note));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    AGENTBACKEND_ASSIGN(auto purse, work.find_wallet(asked.bot, asked.user));
    if (earlier) return purse;
    AGENTBACKEND_TRY(open_shop(work, asked.bot));
    AGENTBACKEND_ASSIGN(purse.balance, add(purse.balance, asked.amount));

    // Only the store can fail from here.
    AGENTBACKEND_TRY(work.put_wallet(purse));
    AGENTBACKEND_TRY(post(work, context,
                          {.what = movement::wallet_credited,
                           .postings = {{account::deposits(), -asked.amount},
                                        {account::customer(asked.bot, asked.user), asked.amount}},
                           .note = std::move(note)}));
    AGENTBACKEND_TRY(once.remember(work, asked.user.value));
    return purse;
}

}  // namespace agentbackend
