#include "sqlite/merged_pages.hpp"
#include "sqlite/packed_texts.hpp"
#include "sqlite/work.hpp"

#include <cstddef>
#include <functional>
#include <utility>

namespace agentbackend::sqlite {
namespace {

constexpr fragment agent_columns =
    "ref, agent_id, name, status, status_reason, enabled, owner_id, markup, available, frozen, "
    "payouts, fees, support_link, channel_link, announcement_link, extra_links, token, "
    "platform_id, username, created_at, updated_at";

std::string pack_links(const std::vector<link_button>& links) {
    std::string packed;
    for (const auto& [title, url] : links) {
        pack(packed, title);
        pack(packed, url);
    }
    return packed;
}

std::vector<link_button> read_links(row& columns) {
    auto texts = unpack(columns.text());
    if (!texts || texts->size() % 2 != 0) {
        columns.mark_unsound();
        return {};
    }
    std::vector<link_button> links;
    for (std::size_t title = 0; title < texts->size(); title += 2) {
        links.push_back({std::move((*texts)[title]), std::move((*texts)[title + 1])});
    }
    return links;
}

agent_status read_agent_status(row& columns) {
    const auto status = parse_agent_status(columns.text());
    if (!status) columns.mark_unsound();
    return status.value_or(agent_status::stopped);
}

agent read_agent(row& columns) {
    return {.ref = columns.ref<agent_ref>(),
            .agent_id = columns.text(),
            .name = columns.text(),
            .status = read_agent_status(columns),
            .status_reason = columns.text(),
            .enabled = columns.flag(),
            .owner = columns.ref_or_none<user_id>(),
            .markup = columns.amount(),
            .available = columns.amount(),
            .frozen = columns.amount(),
            .payouts = columns.amount(),
            .fees = columns.amount(),
            .links = {.support_link = columns.text(),
                      .channel_link = columns.text(),
                      .announcement_link = columns.text(),
                      .extra_links = read_links(columns)},
            .token = {.bytes = columns.bytes()},
            .identity = {.platform_id = columns.integer(), .username = columns.text()},
            .created_at = columns.time(),
            .updated_at = columns.time()};
}

constexpr std::size_t most_agents_remembered = 256;

// Whether nothing is different but what sales and withdrawals move.
bool differ_in_balances_alone(const agent& before, agent after) {
    after.available = before.available;
    after.frozen = before.frozen;
    after.payouts = before.payouts;
    after.fees = before.fees;
    after.updated_at = before.updated_at;
    return before == after;
}

}  // namespace

result<const agent*> work::look_up_agent(agent_ref ref) {
    AGENTBACKEND_TRY(database_.require_transaction());
    if (const auto known = agents_.find(ref.value); known != agents_.end()) return &known->second;
    AGENTBACKEND_ASSIGN(
        auto found,
        database_.one(read_agent, sql<"SELECT ", agent_columns, " FROM agents WHERE ref = ?">,
                      ref));
    if (!found) return nullptr;
    // A group of commands is about few agents; a long transaction of another kind is not.
    if (agents_.size() >= most_agents_remembered) agents_.clear();
    return &agents_.emplace(ref.value, std::move(*found)).first->second;
}

result<std::optional<agent>> work::find_agent(agent_ref ref) {
    AGENTBACKEND_ASSIGN(const auto* found, look_up_agent(ref));
    if (found == nullptr) return std::optional<agent>();
    return std::optional(*found);
}

result<std::optional<agent>> work::find_agent_by_id(std::string_view agent_id) {
    return database_.one(
        read_agent, sql<"SELECT ", agent_columns, " FROM agents WHERE agent_id = ?">, agent_id);
}

result<std::optional<agent>> work::find_agent_by_platform_id(std::int64_t platform_id) {
    return database_.one(read_agent,
                         sql<"SELECT ", agent_columns,
                             " FROM agents "
                             "WHERE platform_id = ? AND platform_id <> 0 AND status <> 'archived'">,
                         platform_id);
}

result<std::vector<agent>> work::agents(agent_ref after, std::size_t limit) {
    return database_.all(
        read_agent,
        sql<"SELECT ", agent_columns, " FROM agents WHERE ref > ? ORDER BY ref LIMIT ?">, after,
        sql_limit(limit));
}

result<std::vector<agent>> work::agents_in(std::span<const agent_status> statuses, agent_ref after,
                                           std::size_t limit) {
    const auto read_page = [&](agent_status status) {
        return database_.all(read_agent,
                             sql<"SELECT ", agent_columns,
                                 " FROM agents WHERE status = ? AND ref > ? ORDER BY ref LIMIT ?">,
                             name(status), after, sql_limit(limit));
    };
    return merged_pages<agent>(statuses, limit, read_page, std::ranges::less());
}

result<agent_ref> work::insert_agent(const agent& row) {
    ++writes_;
    return database_.insert<agent_ref>(
        sql<"INSERT INTO agents (", agent_columns,
            ") VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)">,
        row.agent_id, row.name, name(row.status), row.status_reason, std::int64_t{row.enabled},
        row.owner, row.markup, row.available, row.frozen, row.payouts, row.fees,
        row.links.support_link, row.links.channel_link, row.links.announcement_link,
        pack_links(row.links.extra_links), blob{row.token.bytes}, row.identity.platform_id,
        row.identity.username, row.created_at, row.updated_at);
}

// Sales and withdrawals change balances and nothing else. Leaving the other columns alone spares
// their commits the pages of three indexes.
result<void> work::update_agent(const agent& row) {
    ++writes_;
    AGENTBACKEND_ASSIGN(const auto* before, look_up_agent(row.ref));
    if (before != nullptr && differ_in_balances_alone(*before, row)) {
        AGENTBACKEND_TRY(database_.execute(
            sql<"UPDATE agents SET available = ?, frozen = ?, payouts = ?, fees = ?, "
                "updated_at = ? WHERE ref = ?">,
            row.available, row.frozen, row.payouts, row.fees, row.updated_at, row.ref));
    } else {
        AGENTBACKEND_TRY(check_found(
            database_.execute(
                sql<"UPDATE agents SET agent_id = ?, name = ?, status = ?, status_reason = ?, "
                    "enabled = ?, owner_id = ?, markup = ?, available = ?, frozen = ?, "
                    "payouts = ?, fees = ?, support_link = ?, channel_link = ?, "
                    "announcement_link = ?, extra_links = ?, token = ?, platform_id = ?, "
                    "username = ?, created_at = ?, updated_at = ? WHERE ref = ?">,
                row.agent_id, row.name, name(row.status), row.status_reason,
                std::int64_t{row.enabled}, row.owner, row.markup, row.available, row.frozen,
                row.payouts, row.fees, row.links.support_link, row.links.channel_link,
                row.links.announcement_link, pack_links(row.links.extra_links),
                blob{row.token.bytes}, row.identity.platform_id, row.identity.username,
                row.created_at, row.updated_at, row.ref),
            "agent"));
    }
    agents_.insert_or_assign(row.ref.value, row);
    return success();
}

}  // namespace agentbackend::sqlite
