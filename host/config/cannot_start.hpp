// Why the program cannot do what it was started for, in a sentence for whoever started it.

#pragma once

#include <stdexcept>
#include <string>

namespace agentbackend::host {

// What a process answers its parent.
enum class exit_status : int {
    success = 0,
    failure = 1,           // it did not end well, or what is in its way may pass: worth another try
    bad_configuration = 2  // it did not begin, changed nothing, and would not begin another time
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
