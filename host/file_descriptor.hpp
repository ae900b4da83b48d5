// An open file of the operating system, closed with its owner.

#pragma once

#include <unistd.h>

#include <utility>

namespace agentbackend::host {

class file_descriptor {
public:
    explicit file_descriptor(int number) noexcept : number_(number) {}  // −1: none
    file_descriptor(file_descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    file_descriptor& operator=(file_descriptor&&) = delete;
    ~file_descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    bool is_open() const noexcept { return number_ >= 0; }
    int number() const noexcept { return number_; }

private:
    int number_;
};

}  // namespace agentbackend::host
