#include "serve.hpp"

#include "database_lock.hpp"

namespace agentbackend::host {

exit_status serve(serve_config config, spdlog::logger& log) {
    const database_lock ours(config.files.database);
    const auto database = open_database(config.files, log);
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
