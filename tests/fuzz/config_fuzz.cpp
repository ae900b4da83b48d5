// The configuration file: whatever is in it, `serve` starts with settings it has checked, or stops
// with a sentence.

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <variant>

#include <sys/mman.h>
#include <unistd.h>

#include "command_line/command_line.hpp"
#include "config/serve_config.hpp"

namespace {

using namespace agentbackend::host;

// A file in memory, under a name that can be opened.
class file_in_memory {
public:
    file_in_memory() : file_(memfd_create("config", MFD_CLOEXEC)) {
        if (file_ < 0) std::abort();
    }
    std::string put(const std::uint8_t* data, std::size_t size) const {
        const bool is_written =
            ftruncate(file_, 0) == 0 && pwrite(file_, data, size, 0) == static_cast<ssize_t>(size);
        if (!is_written) std::abort();
        return "/proc/self/fd/" + std::to_string(file_);
    }

private:
    int file_;
};

// None of the files that the settings name is opened: what is on this machine is not the question.
settings without_files(settings given) {
    given.database = "/nowhere/shop.db";
    given.bot_token_file.clear();
    given.token_key_file.clear();
    given.bot_token = "1000001:made-up-token-for-tests-0000000000000";
    return given;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const file_in_memory file;
    const auto path = file.put(data, size);
    const char* words[] = {"agentbackend", "serve", "--config", path.c_str()};
    std::ostringstream out;
    std::ostringstream err;
    const auto read = read_command_line(4, words, {out, err});
    const auto* asked = std::get_if<invocation>(&read);
    if (asked == nullptr) {
        if (out.str().empty() && err.str().empty()) std::abort();
        return 0;
    }
    try {
        const auto config = check(without_files(asked->given));
        const auto& policy = config.service.policy;
        const bool is_sound = !policy.admins.empty() && check_policy(policy.withdrawals) &&
                              !policy.agents.markup_ceiling.is_negative();
        if (!is_sound) std::abort();
    } catch (const cannot_start& why) {
        if (std::string_view(why.what()).empty()) std::abort();
    }
    return 0;
}
