#include <iostream>

#include "demo/demo.hpp"
#include "logging.hpp"
#include "serve.hpp"
#include "settings.hpp"
#include "verify_command.hpp"

namespace agentbackend::host {
namespace {

exit_status carry_out(const invocation& asked) {
    switch (asked.command) {
        case command_name::serve: {
            const auto log = make_log(check_log_level(asked.given.log_level));
            return serve(check(asked.given), *log);
        }
        case command_name::verify: return verify_database(asked.given.database, std::cout);
        case command_name::demo: return demo(asked.given, std::cout);
    }
    return exit_status::failure;
}

exit_status run(int argc, const char* const* argv) {
    try {
        const auto asked = read_command_line(argc, argv, {std::cout, std::cerr});
        if (const auto* said = std::get_if<exit_status>(&asked)) return *said;
        return carry_out(std::get<invocation>(asked));
    } catch (const cannot_start& why) {
        std::cerr << "agentbackend: " << why.what() << "\n";
        return why.status();
    } catch (const std::exception& defect) {
        std::cerr << "agentbackend: ended by a defect: " << defect.what() << "\n";
        return exit_status::failure;
    }
}

}  // namespace
}  // namespace agentbackend::host

int main(int argc, char** argv) { return static_cast<int>(agentbackend::host::run(argc, argv)); }
