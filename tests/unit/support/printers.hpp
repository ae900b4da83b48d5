// How values look in a failed expectation: as a person would write them.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/error.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/journal.hpp>
#include <agentbackend/order.hpp>
#include <agentbackend/usdt.hpp>
#include <agentbackend/withdrawal.hpp>

#include <ostream>

namespace agentbackend {

inline void PrintTo(usdt amount, std::ostream* out) { *out << amount.to_string(); }
inline void PrintTo(errc code, std::ostream* out) { *out << name(code); }
inline void PrintTo(agent_status status, std::ostream* out) { *out << name(status); }
inline void PrintTo(order_status status, std::ostream* out) { *out << name(status); }
inline void PrintTo(withdrawal_status status, std::ostream* out) { *out << name(status); }
inline void PrintTo(const account& where, std::ostream* out) { *out << where.to_string(); }

inline void PrintTo(const posting& line, std::ostream* out) {
    *out << line.where.to_string() << ' ' << line.amount.to_string();
}

inline void PrintTo(const notice& told, std::ostream* out) {
    *out << (told.to == notice::audience::owner ? "owner" : "admins") << " hear of notice "
         << static_cast<int>(told.what);
}

template <class Tag>
void PrintTo(strong_id<Tag> id, std::ostream* out) {
    *out << '#' << id.value;
}

}  // namespace agentbackend
