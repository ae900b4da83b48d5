#include <agentbackend/claim.hpp>

#include "values/sha256.hpp"

#include <cstdio>
#include <span>

namespace agentbackend {

result<void> check_policy(const claim_policy& policy) {
    if (policy.lifetime <= std::chrono::minutes::zero()) {
        return error(errc::policy_malformed).count(policy.lifetime.count(), 1);
    }
    return success();
}

std::string draw_claim_code(id_source& ids) {
    char text[33];
    const unsigned long long first = ids.next();
    const unsigned long long second = ids.next();
    const int size = std::snprintf(text, sizeof text, "%016llx%016llx", first, second);
    return {text, static_cast<std::size_t>(size)};
}

digest hash_claim_code(std::string_view code) {
    return sha256({reinterpret_cast<const std::uint8_t*>(code.data()), code.size()});
}

bool is_code_of(const claim& made, std::string_view code) {
    return is_same_secret(made.code_hash, hash_claim_code(code));
}

result<claim> use_claim(const claim& made, const claim_facts& facts) {
    AGENTBACKEND_TRY(check_not_archived(facts.wanted));
    if (made.used_by) return error(errc::claim_used).subject(facts.wanted.name);
    const bool is_in_time = facts.now < made.expires_at;
    if (!is_in_time || !facts.maker_is_admin) {
        return error(errc::claim_expired).subject(facts.wanted.name);
    }

    auto used = made;
    used.used_by = facts.claimant;
    used.used_at = facts.now;
    return used;
}

}  // namespace agentbackend
