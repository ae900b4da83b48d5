#include "demo/returning_bots.hpp"

#include "bots/bot_tokens.hpp"
#include "config/cannot_start.hpp"
#include "config/store_sentences.hpp"
#include "transfer/pages.hpp"

namespace agentbackend::host {
namespace {

result<std::vector<sandbox::bot_registration>> read_bots(store& data, const token_sealer& sealer) {
    std::vector<sandbox::bot_registration> found;
    AGENTBACKEND_ASSIGN(const auto state, data.read());
    auto& view = state->view();
    const auto page = [&](agent_ref after) { return view.agents(after, transfer::page_size); };
    const auto row = [&](const agent& a) -> result<void> {
        if (a.status == agent_status::archived || a.identity.platform_id == 0) return success();
        auto token = sealer.open(a.token, token_purpose(a));
        if (!token) return success();
        found.push_back({.token = std::move(*token),
                         .id = a.identity.platform_id,
                         .username = a.identity.username,
                         .name = a.name});
        return success();
    };
    AGENTBACKEND_TRY(transfer::each_row(
        agent_ref{}, page, [](const agent& a) { return a.ref; }, row));
    return found;
}

}  // namespace

std::vector<sandbox::bot_registration> returning_bots(const database_files& files,
                                                      spdlog::logger& log) {
    if (!std::filesystem::exists(files.database)) return {};
    const auto opened = open_database(files, log);
    const aes_token_sealer sealer(opened.key);
    auto found = read_bots(*opened.data, sealer);
    if (!found) throw cannot_start(store_sentence(found.error(), files.database.string()));
    return std::move(*found);
}

}  // namespace agentbackend::host
