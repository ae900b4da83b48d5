#include "command_line/backup_command.hpp"

#include <ostream>

#include "config/store_sentences.hpp"
#include "transfer/backup.hpp"

namespace agentbackend::host {

exit_status carry_out(const backup_request& asked, const settings& given, const terminal& at) {
    const auto made = transfer::back_up({.database = given.database, .copy = asked.copy});
    if (!made) {
        const auto& why = made.error();
        const auto& detail = why.facts().detail;
        throw cannot_start(detail.empty() ? store_sentence(why, given.database) : detail);
    }
    at.out
        << "Copied " << given.database << " to " << asked.copy << ", " << made->bytes
        << " bytes.\nThe copy holds no key: keep a copy of the key file, too, in another place.\n";
    return exit_status::success;
}

}  // namespace agentbackend::host
