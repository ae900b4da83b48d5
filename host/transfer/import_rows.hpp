// The rows of an installation that moves in, as its files have them: read, not judged. Values.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/withdrawal.hpp>

#include <optional>
#include <string>
#include <vector>

#include "transfer/remarks.hpp"

namespace agentbackend::transfer {

// A document of `agents`. What is missing has the default that reads as nothing.
struct agent_row {
    std::string document_id{};  // of the database it comes from; empty when not given
    std::string agent_id{};
    std::optional<std::string> name{};
    std::string token{};  // as written there: readable, encrypted in an unknown way, or empty
    std::string status{};
    std::optional<user_id> owner{};
    usdt markup{};
    usdt available{};
    usdt frozen{};
    usdt total_paid{};
    agent_links links{};
    std::optional<timestamp> created_at{};
    std::optional<timestamp> updated_at{};
    friend bool operator==(const agent_row&, const agent_row&) = default;
};

// A document of `agent_withdrawals`.
struct withdrawal_row {
    std::string document_id{};
    std::string request_id{};
    std::string agent_id{};
    std::optional<user_id> owner{};
    usdt amount{};
    std::optional<usdt> fee{};
    std::string address{};
    withdrawal_status status = withdrawal_status::pending;
    std::optional<timestamp> created_at{};
    std::optional<timestamp> reviewed_at{};
    std::optional<user_id> reviewed_by{};
    std::optional<timestamp> paid_at{};
    std::optional<user_id> paid_by{};
    std::string txid{};
    std::string reject_reason{};
    std::optional<timestamp> cancelled_at{};
    std::optional<user_id> cancelled_by{};
    std::string cancel_reason{};
    friend bool operator==(const withdrawal_row&, const withdrawal_row&) = default;
};

template <class Row>
struct found_row {
    place at{};
    Row row{};
};

// Everything that was in the files.
struct import_rows {
    std::vector<found_row<agent_row>> agents{};
    std::vector<found_row<withdrawal_row>> withdrawals{};
};

}  // namespace agentbackend::transfer
