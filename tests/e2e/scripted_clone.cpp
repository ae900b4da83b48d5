#include "e2e/scripted_clone.hpp"

#include <cstdlib>
#include <fstream>

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;

constexpr auto scripts = {"host/run", "tests/run",           "tests/tidy", "tests/browser/install",
                          ".ci/run",  "cmake/bootstrap.bash"};

}  // namespace

scripted_clone::scripted_clone() {
    const fs::path source = AGENTBACKEND_SOURCE_DIR;
    for (const auto* script : scripts) {
        fs::create_directories((folder() / script).parent_path());
        fs::copy_file(source / script, folder() / script);
    }
    for (const auto* file :
         {"tests/browser/package.json", "tests/browser/package-lock.json", "lib/rules/order.cpp"}) {
        fs::create_directories((folder() / file).parent_path());
        fs::copy_file(source / file, folder() / file);
    }
    const auto built = folder() / ".build/release/host";
    fs::create_directories(built);
    fs::create_symlink(AGENTBACKEND_EXECUTABLE, built / "agentbackend");

    fs::create_directories(stand_ins());
    for (const auto* program : {"cmake", "clang-tidy", "npm", "node", "chromium"}) {
        stand_in(program, "exit 0");
    }
    stand_in("dpkg-query", "echo installed");
    stand_in("ctest", report_of(3, 0, 1, 0));
}

launch scripted_clone::typed(const std::string& line) const {
    const char* path = std::getenv("PATH");
    launch shell;
    shell.program = "/bin/bash";
    shell.arguments = {"-c", "cd '" + folder().string() + "' && exec env " + line};
    shell.environment = {
        {"PATH", stand_ins().string() + ":" + (path == nullptr ? "" : std::string(path))}};
    return shell;
}

void scripted_clone::stand_in(const std::string& program, const std::string& script) const {
    const auto path = stand_ins() / program;
    std::ofstream(path) << "#!/bin/sh\necho " << program << " \"$@\" >> '"
                        << (space_.path() / "calls").string() << "'\n"
                        << script << "\n";
    fs::permissions(path, fs::perms::owner_all);
}

std::vector<std::string> scripted_clone::calls() const {
    std::ifstream in(space_.path() / "calls");
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string report_of(int tests, int failures, int skipped, int status) {
    const auto attribute = [](const std::string& name, int value) {
        return " " + name + "=\"" + std::to_string(value) + "\"";
    };
    return "while [ \"$1\" != --output-junit ]; do shift; done\n"
           "mkdir -p \"${2%/*}\"\n"
           "echo '<testsuite" +
           attribute("tests", tests) + attribute("failures", failures) + attribute("disabled", 0) +
           attribute("skipped", skipped) + "><testcase/></testsuite>' > \"$2\"\nexit " +
           std::to_string(status);
}

}  // namespace agentbackend::test
