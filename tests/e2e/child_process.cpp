#include "e2e/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace agentbackend::test {
namespace {

constexpr std::chrono::seconds patience{60};
constexpr uid_t nobody = 65534;
constexpr int cannot_run = 127;

// Of two values of a name the first counts.
std::vector<std::string> environment_of(const launch& l) {
    std::vector<std::string> all;
    for (const auto& [name, value] : l.environment) all.push_back(name + "=" + value);
    for (const char* name :
         {"PATH", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && !l.environment.contains(name)) {
            all.push_back(name + std::string("=") + value);
        }
    }
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// After the fork: nothing here allocates.
[[noreturn]] void become(const launch& l, char** arguments, char** environment, int output) {
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    // A signal that is held back stays so, and stays there, in what the process becomes.
    if (l.is_told_to_end_at_once) {
        sigset_t held;
        ::sigemptyset(&held);
        ::sigaddset(&held, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &held, nullptr);
        ::kill(::getpid(), SIGTERM);
    }
    if (l.gives_up_privileges && ::geteuid() == 0 &&
        (::setgid(nobody) != 0 || ::setuid(nobody) != 0)) {
        ::_exit(cannot_run);
    }
    ::execve(arguments[0], arguments, environment);
    ::_exit(cannot_run);
}

}  // namespace

child_process::child_process(const launch& l) {
    std::vector<std::string> arguments{l.program.empty() ? AGENTBACKEND_EXECUTABLE : l.program};
    arguments.insert(arguments.end(), l.arguments.begin(), l.arguments.end());
    auto environment = environment_of(l);
    const auto argument_pointers = pointers_to(arguments);
    const auto environment_pointers = pointers_to(environment);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    process_ = ::fork();
    if (process_ == 0) {
        become(l, const_cast<char**>(argument_pointers.data()),
               const_cast<char**>(environment_pointers.data()), ends[1]);
    }
    ::close(ends[1]);
    if (process_ < 0) {
        ::close(ends[0]);
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    reader_ = std::thread([this, descriptor = ends[0]] { read_output(descriptor); });
}

child_process::~child_process() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    reader_.join();
}

void child_process::terminate() { ::kill(process_, SIGTERM); }
void child_process::kill() { ::kill(process_, SIGKILL); }

void child_process::await_output(std::string_view fragment) {
    std::unique_lock lock(mutex_);
    const auto is_there = [&] { return output_.find(fragment) != std::string::npos; };
    changed_.wait_for(lock, patience, [&] { return is_there() || has_closed_output_; });
    if (is_there()) return;
    lock.unlock();
    give_up("to print \"" + std::string(fragment) + "\"");
}

int child_process::await_exit() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [&] { return has_closed_output_; });
    const bool has_ended = has_closed_output_;
    lock.unlock();
    if (!has_ended) give_up("to end");
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string child_process::output() const {
    const std::lock_guard lock(mutex_);
    return output_;
}

void child_process::read_output(int descriptor) {
    std::array<char, 4'096> part{};
    for (;;) {
        const auto size = ::read(descriptor, part.data(), part.size());
        if (size < 0 && errno == EINTR) continue;
        const std::lock_guard lock(mutex_);
        has_closed_output_ = size <= 0;
        if (size > 0) output_.append(part.data(), static_cast<std::size_t>(size));
        changed_.notify_all();
        if (has_closed_output_) break;
    }
    ::close(descriptor);
}

void child_process::give_up(const std::string& waited_for) const {
    throw std::runtime_error("Waited for the executable " + waited_for + ". It printed:\n" +
                             output());
}

ending run_to_its_end(const launch& l) {
    child_process process(l);
    const auto status = process.await_exit();
    return {status, process.output()};
}

std::size_t count_of(std::string_view fragment, std::string_view text) {
    std::size_t count = 0;
    for (auto at = text.find(fragment); at != std::string_view::npos;
         at = text.find(fragment, at + fragment.size())) {
        ++count;
    }
    return count;
}

}  // namespace agentbackend::test
