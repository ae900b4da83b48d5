// Rows as their exports show them: names and values, the same for every format. Pure values.

#pragma once

#include <agentbackend/journal.hpp>
#include <agentbackend/order.hpp>
#include <agentbackend/store.hpp>
#include <agentbackend/withdrawal.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace agentbackend::transfer {

// Nothing, a number or a text.
using exported_value = std::variant<std::monostate, std::int64_t, std::string>;
using exported_fields = std::vector<std::pair<std::string_view, exported_value>>;

// Agents by their references, as exports name them.
class agent_names {
public:
    // Reads them all. Errors: the reader's.
    static result<agent_names> read(reader&);

    struct agent_name {
        std::string agent_id{};
        std::string name{};
    };
    // An agent that is not there has its number for an id.
    agent_name of(agent_ref) const;

private:
    std::map<agent_ref, agent_name> names_;
};

// The agent without its links and its token.
exported_fields fields_of(const agent&);
exported_fields fields_of(const order&, const agent_names&);
exported_fields fields_of(const withdrawal&, const agent_names&);
// The entry without its postings. `request_id` is of the withdrawal it belongs to, else empty.
exported_fields fields_of(const journal_entry&, std::string_view request_id);
exported_fields fields_of(const posting&, const agent_names&);
exported_value value_of(std::string_view text);

// The request_id of the withdrawal that an entry belongs to; empty for other entries.
result<std::string> request_of(const journal_entry&, reader&);

}  // namespace agentbackend::transfer
