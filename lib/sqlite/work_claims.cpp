#include "sqlite/work.hpp"

namespace agentbackend::sqlite {
namespace {

claim read_claim(row& columns) {
    return {.agent = columns.ref<agent_ref>(),
            .code_hash = columns.hash(),
            .made_by = columns.ref<user_id>(),
            .made_at = columns.time(),
            .expires_at = columns.time(),
            .used_by = columns.ref_or_none<user_id>(),
            .used_at = columns.time_or_none()};
}

}  // namespace

result<std::optional<claim>> work::find_claim(agent_ref agent) {
    return database_.one(read_claim,
                         sql<"SELECT agent_ref, code_hash, made_by, made_at, expires_at, used_by, "
                             "used_at FROM claims WHERE agent_ref = ?">,
                         agent);
}

result<void> work::put_claim(const claim& row) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(
        sql<"INSERT OR REPLACE INTO claims "
            "(agent_ref, code_hash, made_by, made_at, expires_at, used_by, used_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)">,
        row.agent, row.code_hash, row.made_by, row.made_at, row.expires_at, row.used_by,
        row.used_at));
    return success();
}

result<void> work::erase_claim(agent_ref agent) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(sql<"DELETE FROM claims WHERE agent_ref = ?">, agent));
    return success();
}

}  // namespace agentbackend::sqlite
