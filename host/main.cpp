#include <fcntl.h>
#include <unistd.h>

#include <iostream>

#include "command_line/backup_command.hpp"
#include "command_line/check_config_command.hpp"
#include "command_line/command_line.hpp"
#include "command_line/export_command.hpp"
#include "command_line/goods_commands.hpp"
#include "command_line/import_command.hpp"
#include "command_line/verify_command.hpp"
#include "demo/demo.hpp"
#include "held_signals.hpp"
#include "log/logging.hpp"
#include "serve.hpp"

namespace agentbackend::host {
namespace {

exit_status carry_out(const serve_request&, const settings& given, const terminal&) {
    const auto log = make_log(check_log_level(given.log_level), check_log_format(given.log_format));
    return serve(check(given), *log);
}

exit_status carry_out(const demo_request& asked, const settings&, const terminal& at) {
    return demo(asked, at.out);
}

// Whoever starts a program without one of the three has its number given to the file that is opened
// next, and the log written into that.
void open_standard_streams() {
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        const bool is_open = ::fcntl(number, F_GETFD) != -1;
        if (!is_open && ::open("/dev/null", O_RDWR) < 0) return;
    }
}

// What was printed is part of what was asked for: a full disk must not look like success.
exit_status flush_output(exit_status so_far) {
    if (std::cout.flush()) return so_far;
    std::cerr << "agentbackend: not all of the output could be written to where standard output "
                 "leads. Look at that disk or pipe; the command has otherwise come to its end.\n";
    return so_far == exit_status::success ? exit_status::failure : so_far;
}

exit_status run(int argc, const char* const* argv) {
    hold_end_signals();
    const terminal here{std::cout, std::cerr, ::isatty(STDERR_FILENO) != 0};
    try {
        const auto read = read_command_line(argc, argv, here);
        if (const auto* said = std::get_if<exit_status>(&read)) return *said;
        const auto& invoked = std::get<invocation>(read);
        if (!std::holds_alternative<serve_request>(invoked.asked)) let_end_signals_through();
        return std::visit([&](const auto& what) { return carry_out(what, invoked.given, here); },
                          invoked.asked);
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

int main(int argc, char** argv) {
    using namespace agentbackend::host;
    open_standard_streams();
    return static_cast<int>(flush_output(run(argc, argv)));
}
