#include "serve.hpp"

#include <agentbackend/sqlite_store.hpp>

#include "database_lock.hpp"
#include "store_sentences.hpp"
#include "token_key_file.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t page_size = 100;

result<bool> has_sealed_tokens(store& data) {
    AGENTBACKEND_ASSIGN(const auto opened, data.read());
    agent_ref last;
    for (;;) {
        AGENTBACKEND_ASSIGN(const auto agents, opened->view().agents(last, page_size));
        if (agents.empty()) return false;
        for (const auto& a : agents) {
            if (!a.token.bytes.empty()) return true;
        }
        last = agents.back().ref;
    }
}

token_key make_key(const serve_config& config, store& data, spdlog::logger& log) {
    const auto sealed = has_sealed_tokens(data);
    if (!sealed) throw cannot_start(store_sentence(sealed.error(), config.database.string()));
    if (*sealed) {
        throw cannot_start(
            "The database " + config.database.string() +
            " holds bot tokens, but the key they were sealed with is missing: " +
            config.key_file.string() +
            ". Put it back, or name it with --token-key-file or AGENT_TOKEN_AES_KEY.");
    }
    auto key = create_token_key(config.key_file);
    log.info("made the key {}; keep a copy of it apart from the database",
             config.key_file.string());
    return key;
}

}  // namespace

opened_database open_database(const serve_config& config, spdlog::logger& log) {
    auto opened = open_sqlite_store(config.database.string());
    if (!opened) throw cannot_start(store_sentence(opened.error(), config.database.string()));
    const auto key = config.key ? *config.key : make_key(config, **opened, log);
    return {std::move(*opened), key};
}

exit_status serve(serve_config config, spdlog::logger& log) {
    const database_lock ours(config.database);
    const auto database = open_database(config, log);
    const aes_token_sealer sealer(database.key);
    service running(*database.data, sealer, std::move(config.service), log);
    running.stop_on_signals();
    const auto end = running.run();
    if (!end.is_orderly) {
        throw cannot_start("The Bot API refuses the main bot's token (" + end.reason +
                               "). Take the current one from @BotFather.",
                           exit_status::failure);
    }
    log.info("stopped");
    return exit_status::success;
}

}  // namespace agentbackend::host
