// An admin's use cases on agents, and the host's reports of their bots.

#include <agentbackend/backend.hpp>

#include "backend/support.hpp"
#include "invariant.hpp"

namespace agentbackend {
namespace {

// The first of `agent_…`, `agent_…_2`, `agent_…_3` that is free. Ids of one second are taken
// without holes, but for imported ones, so the end is found in a logarithm of their number.
result<std::string> free_agent_id(reader& store, timestamp now) {
    const auto is_taken = [&](int ordinal) -> result<bool> {
        AGENTBACKEND_ASSIGN(const auto found,
                            store.find_agent_by_id(format_agent_id(now, ordinal)));
        return found.has_value();
    };
    int taken = 0;
    int free = 1;
    for (;;) {
        AGENTBACKEND_ASSIGN(const bool is_end_beyond, is_taken(free));
        if (!is_end_beyond) break;
        taken = free;
        free *= 2;
    }
    while (free - taken > 1) {
        const int middle = taken + (free - taken) / 2;
        AGENTBACKEND_ASSIGN(const bool is_end_above, is_taken(middle));
        (is_end_above ? taken : free) = middle;
    }
    return format_agent_id(now, free);
}

// Error: `bot_already_registered` when the platform's bot belongs to another unarchived agent.
result<void> check_bot_is_free(reader& store, const bot_identity& identity, agent_ref but_for) {
    if (identity.platform_id == 0) return success();
    AGENTBACKEND_ASSIGN(const auto holder, store.find_agent_by_platform_id(identity.platform_id));
    if (holder && holder->ref != but_for) {
        return error(errc::bot_already_registered).subject(holder->name);
    }
    return success();
}

}  // namespace

result<agent> backend::create_agent(unit_of_work& work, const command_context& context,
                                    const new_agent& asked) const {
    AGENTBACKEND_ASSIGN(auto name, check_name(asked.name));
    if (!asked.agent_id.empty()) AGENTBACKEND_TRY(check_agent_id(asked.agent_id));
    if (asked.owner) AGENTBACKEND_TRY(check_user(*asked.owner));
    AGENTBACKEND_TRY(require_admin(*this, context));
    auto body = request("create_agent")
                    .text(name)
                    .i64(asked.owner.value_or(user_id{}).value)
                    .i64(asked.identity.platform_id);
    if (!asked.agent_id.empty()) body.text(asked.agent_id);
    const repeatable once(context, body);
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return existing_agent(work, agent_ref{*earlier});
    AGENTBACKEND_TRY(check_bot_is_free(work, asked.identity, {}));
    if (!asked.agent_id.empty()) {
        AGENTBACKEND_ASSIGN(const auto holder, work.find_agent_by_id(asked.agent_id));
        if (holder) return error(errc::agent_id_taken).subject(asked.agent_id);
    }

    agent created{.agent_id = asked.agent_id,
                  .name = std::move(name),
                  .owner = asked.owner,
                  .token = asked.token,
                  .identity = asked.identity,
                  .created_at = context.now,
                  .updated_at = context.now};
    if (created.agent_id.empty()) {
        AGENTBACKEND_ASSIGN(created.agent_id, free_agent_id(work, context.now));
    }
    AGENTBACKEND_ASSIGN(created.ref, work.insert_agent(created));
    AGENTBACKEND_TRY(once.remember(work, created.ref.value));
    return created;
}

result<agent> backend::start_agent(unit_of_work& work, const command_context& context,
                                   agent_ref ref) const {
    AGENTBACKEND_ASSIGN(auto current, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    const bool is_up =
        current.status == agent_status::starting || current.status == agent_status::running;
    if (is_up && current.enabled) return current;
    if (!is_up) {
        AGENTBACKEND_ASSIGN(current.status, transition(current.status, agent_event::start));
        if (current.token.bytes.empty()) {
            return error(errc::token_needed).subject(current.agent_id);
        }
    }
    current.enabled = true;
    current.status_reason.clear();
    return save(work, context, std::move(current));
}

result<agent> backend::stop_agent(unit_of_work& work, const command_context& context,
                                  agent_ref ref) const {
    AGENTBACKEND_ASSIGN(auto current, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    const bool is_down = current.status == agent_status::stopped;
    if (is_down && !current.enabled) return current;
    if (!is_down) {
        AGENTBACKEND_ASSIGN(current.status, transition(current.status, agent_event::stop));
    }
    current.enabled = false;
    current.status_reason.clear();
    return save(work, context, std::move(current));
}

result<agent> backend::archive_agent(unit_of_work& work, const command_context& context,
                                     agent_ref ref) const {
    AGENTBACKEND_ASSIGN(auto current, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    AGENTBACKEND_ASSIGN(const auto open, work.open_withdrawals(ref));
    AGENTBACKEND_ASSIGN(current.status, archive(current, {.open_withdrawals = open}));
    current.enabled = false;
    current.status_reason.clear();
    return save(work, context, std::move(current));
}

result<agent> backend::rename_agent(unit_of_work& work, const command_context& context,
                                    agent_ref ref, std::string_view typed) const {
    AGENTBACKEND_ASSIGN(auto name, check_name(typed));
    AGENTBACKEND_ASSIGN(auto current, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    AGENTBACKEND_TRY(check_not_archived(current));
    current.name = std::move(name);
    return save(work, context, std::move(current));
}

result<agent> backend::change_owner(unit_of_work& work, const command_context& context,
                                    agent_ref ref, user_id owner) const {
    AGENTBACKEND_TRY(check_user(owner));
    AGENTBACKEND_ASSIGN(auto current, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    AGENTBACKEND_TRY(check_not_archived(current));
    current.owner = owner;
    AGENTBACKEND_TRY(work.erase_claim(ref));
    return save(work, context, std::move(current));
}

result<agent> backend::replace_token(unit_of_work& work, const command_context& context,
                                     agent_ref ref, const sealed_token& token,
                                     const bot_identity& identity) const {
    AGENTBACKEND_ASSIGN(auto current, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    AGENTBACKEND_TRY(check_not_archived(current));
    AGENTBACKEND_TRY(check_bot_is_free(work, identity, ref));
    current.token = token;
    current.identity = identity;
    return save(work, context, std::move(current));
}

result<agent> backend::report_bot(unit_of_work& work, const command_context& context, agent_ref ref,
                                  const bot_report& report) const {
    AGENTBACKEND_INVARIANT(report.what != agent_event::archive);
    AGENTBACKEND_ASSIGN(auto current, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_system(context));
    AGENTBACKEND_ASSIGN(current.status, transition(current.status, report.what));
    current.status_reason = current.status == agent_status::error ? report.reason : std::string();
    return save(work, context, std::move(current));
}

}  // namespace agentbackend
