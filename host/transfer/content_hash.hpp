// SHA-256 of content that comes piece by piece. Not thread-safe.

#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace agentbackend::transfer {

class content_hash {
public:
    content_hash();
    ~content_hash();
    content_hash(const content_hash&) = delete;
    content_hash& operator=(const content_hash&) = delete;

    // The pieces' borders count: "ab" and "c" are not "a" and "bc".
    void add(std::string_view piece);
    // In hexadecimal. Called once, last.
    std::string finish();

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace agentbackend::transfer
