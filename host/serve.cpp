#include "serve.hpp"

#include <sys/resource.h>

#include "bot_api/base_url.hpp"
#include "config/database_lock.hpp"
#include "held_signals.hpp"

namespace agentbackend::host {
namespace {

// The memory of this process has every token and the key to them; a file of it would have them,
// too.
void leave_no_memory_image() {
    const struct rlimit none {};
    ::setrlimit(RLIMIT_CORE, &none);
}

// Tokens travel in the clear: to this machine nobody minds.
void warn_of_plain_http(const std::string& api_url, spdlog::logger& log) {
    const auto url = bot_api::parse_base_url(api_url);
    if (url.is_tls || url.is_this_machine()) return;
    log.warn(
        "--api-url is plain http to {}: bot tokens cross the network unencrypted. Use https, or "
        "make sure that nobody can listen in between",
        url.authority());
}

}  // namespace

exit_status serve(serve_config config, spdlog::logger& log) {
    leave_no_memory_image();
    warn_of_plain_http(config.service.api.base_url, log);
    const database_lock ours(config.files.database);
    const auto database = open_database(config.files, log);
    const aes_token_sealer sealer(database.key);
    service running(*database.data, sealer, std::move(config.service), log);
    running.stop_on_signals();
    let_end_signals_through();
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
