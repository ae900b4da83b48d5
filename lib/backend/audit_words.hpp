// How findings word amounts and whose they are. Pure.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/order.hpp>
#include <agentbackend/usdt.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <string>

namespace agentbackend {

// Sums of any number of amounts; wide enough for 10¹⁸ of them.
using wide = boost::multiprecision::checked_int128_t;

inline std::string to_text(const wide& micros) {
    const bool is_amount = micros >= -usdt::max_micros && micros <= usdt::max_micros;
    if (is_amount) return usdt::from_micros(static_cast<std::int64_t>(micros)).to_string();
    return micros.str() + " micro-USDT";
}

// "… is 60.05, should be 50.05: difference 10.00 USDT".
inline std::string disagreement(std::string subject, const wide& kept, const wide& expected) {
    return subject.append(" is ")
        .append(to_text(kept))
        .append(", should be ")
        .append(to_text(expected))
        .append(": difference ")
        .append(to_text(kept - expected))
        .append(" USDT");
}

inline std::string title(const agent& who) {
    return "agent " + who.name + " (" + who.agent_id + ")";
}

inline std::string title(const wallet& purse) {
    return "wallet of user " + std::to_string(purse.user.value) +
           (purse.bot.is_main() ? std::string(" in the main bot")
                                : " in bot " + std::to_string(purse.bot.value()));
}

}  // namespace agentbackend
