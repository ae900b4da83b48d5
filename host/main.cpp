#include <unistd.h>

#include <iostream>

#include "command_line/command_line.hpp"
#include "demo/demo.hpp"
#include "logging.hpp"
#include "serve.hpp"
#include "verify_command.hpp"

namespace agentbackend::host {
namespace {

// Carries out what was asked, with these settings, for whoever is at the terminal.
class program {
public:
    program(const settings& given, const terminal& at) : given_(given), at_(at) {}

    exit_status operator()(const serve_request&) const {
        const auto log = make_log(check_log_level(given_.log_level));
        return serve(check(given_), *log);
    }
    exit_status operator()(const demo_request& asked) const { return demo(asked, at_.out); }
    exit_status operator()(const verify_request&) const {
        return verify_database(given_.database, at_.out);
    }

private:
    const settings& given_;
    const terminal& at_;
};

exit_status run(int argc, const char* const* argv) {
    const terminal here{std::cout, std::cerr, ::isatty(STDERR_FILENO) != 0};
    try {
        const auto read = read_command_line(argc, argv, here);
        if (const auto* said = std::get_if<exit_status>(&read)) return *said;
        const auto& [given, asked] = std::get<invocation>(read);
        return std::visit(program(given, here), asked);
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
