// Why the program cannot do what it was started for, in a sentence for whoever started it.

#pragma once

#include <stdexcept>
#include <string>

namespace agentbackend::host {

// What a process answers its parent.
enum class exit_status : int {
    success = 0,
    failure = 1,           // it began, and did not end well
    bad_configuration = 2  // it did not begin: nothing was changed
};

// Ends in main(), which prints the sentence and exits with the status.
class cannot_start : public std::runtime_error {
public:
    explicit cannot_start(const std::string& sentence,
                          exit_status status = exit_status::bad_configuration)
        : std::runtime_error(sentence), status_(status) {}

    exit_status status() const noexcept { return status_; }

private:
    exit_status status_;
};

}  // namespace agentbackend::host
