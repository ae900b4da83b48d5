#include <agentbackend/backend.hpp>

#include <algorithm>

#include "backend/support.hpp"
#include "values/sha256.hpp"

namespace agentbackend {

backend::backend(backend_policy policy, std::shared_ptr<const pricing_rule> pricing)
    : policy_(std::move(policy)), pricing_(std::move(pricing)) {}

result<backend> backend::make(backend_policy policy, std::shared_ptr<const pricing_rule> pricing) {
    AGENTBACKEND_TRY(check_policy(policy.withdrawals));
    AGENTBACKEND_TRY(check_policy(policy.claims));
    if (policy.agents.markup_ceiling.is_negative()) {
        return error(errc::policy_malformed).amount(policy.agents.markup_ceiling);
    }
    if (!pricing) pricing = make_base_plus_markup();
    return backend(std::move(policy), std::move(pricing));
}

bool backend::is_admin(user_id user) const noexcept {
    return std::find(policy_.admins.begin(), policy_.admins.end(), user) != policy_.admins.end();
}

result<void> require_admin(const backend& rules, const command_context& context) {
    const actor& who = context.who;
    const bool allowed = !who.is_system() && who.bot().is_main() && rules.is_admin(who.user());
    if (!allowed) return errc::not_an_admin;
    return success();
}

result<void> require_system(const command_context& context) {
    if (!context.who.is_system()) return errc::not_an_admin;
    return success();
}

result<void> check_user(user_id user) {
    if (user.value <= 0) {
        return error(errc::user_id_malformed).subject(std::to_string(user.value));
    }
    return success();
}

result<agent> own_agent(reader& store, const command_context& context) {
    if (context.who.bot().is_main()) return errc::not_an_agent_bot;
    AGENTBACKEND_ASSIGN(auto own, existing_agent(store, context.who.bot().agent()));
    if (context.who.is_system() || !own.is_owned_by(context.who.user())) return errc::not_the_owner;
    AGENTBACKEND_TRY(check_not_archived(own));
    return own;
}

result<std::optional<agent>> open_shop(reader& store, bot_ref bot) {
    if (bot.is_main()) return std::optional<agent>();
    AGENTBACKEND_ASSIGN(auto seller, existing_agent(store, bot.agent()));
    AGENTBACKEND_TRY(check_not_archived(seller));
    return std::optional(std::move(seller));
}

repeatable::repeatable(const command_context& context, const byte_writer& request)
    : record_{.scope = {context.who.bot(), context.who.user(), context.key},
              .body = sha256(request.bytes()),
              .at = context.now} {}

result<std::optional<std::int64_t>> repeatable::find_earlier(reader& store) const {
    if (record_.scope.key.empty()) return std::optional<std::int64_t>();
    AGENTBACKEND_ASSIGN(const auto earlier, store.find_key(record_.scope));
    if (!earlier) return std::optional<std::int64_t>();
    if (earlier->body != record_.body) {
        return error(errc::key_reused_with_different_body).subject(record_.scope.key);
    }
    return std::optional(earlier->entity);
}

result<void> repeatable::remember(unit_of_work& work, std::int64_t entity) const {
    if (record_.scope.key.empty()) return success();
    auto record = record_;
    record.entity = entity;
    return work.record_key(record);
}

result<void> post(unit_of_work& work, const command_context& context, entry_draft draft) {
    if (draft.postings.empty()) return success();
    AGENTBACKEND_ASSIGN(const auto head, work.head());
    return work.append(seal(std::move(draft), context.now, head));
}

result<agent> save(unit_of_work& work, const command_context& context, agent changed) {
    changed.updated_at = context.now;
    AGENTBACKEND_TRY(work.update_agent(changed));
    return changed;
}

}  // namespace agentbackend
