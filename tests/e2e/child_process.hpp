// The real executable, or what leads to it, run as a child: started, watched through what it
// prints, stopped.
//
// Used by one thread.

#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace agentbackend::test {

struct launch {
    std::string program{};  // empty: the project's executable
    std::vector<std::string> arguments{};
    // Besides these the child gets PATH, TMPDIR and what sanitizers listen to, nothing else.
    std::map<std::string, std::string> environment{};
    // Runs as a user who owns nothing, where the test itself may do everything.
    bool gives_up_privileges = false;
    // A SIGTERM waits for it from before its first instruction.
    bool is_told_to_end_at_once = false;
};

class child_process {
public:
    explicit child_process(const launch&);
    ~child_process();  // kills it, if it still runs
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;

    // Asks it to end.
    void terminate();
    // Ends it where it stands, as a power cut does. Also from another thread, before `await_exit`.
    void kill();

    int id() const noexcept { return process_; }

    // Each waits until it is so, and throws std::runtime_error with the output after a long while.
    void await_output(std::string_view fragment);
    int await_exit();  // the exit status; 128 + the signal's number when a signal ended it

    // Everything printed so far, on both streams.
    std::string output() const;

private:
    void read_output(int descriptor);
    [[noreturn]] void give_up(const std::string& waited_for) const;

    int process_ = -1;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::string output_;
    bool has_closed_output_ = false;
    std::thread reader_;
};

// How a child ended, and what it had printed by then.
struct ending {
    int status = 0;
    std::string output;
};

ending run_to_its_end(const launch&);

// How often a text has a fragment.
std::size_t count_of(std::string_view fragment, std::string_view text);

}  // namespace agentbackend::test
