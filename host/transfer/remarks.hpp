// What there is to say about the lines of a file, in sentences for the person who brought it.
// Values; not thread-safe.

#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::transfer {

// Where something stands. The name belongs to the `source`, which must outlive this.
struct place {
    std::string_view file{};
    std::int64_t line = 0;  // zero: no one line
};

struct remark {
    std::string file{};
    std::int64_t line = 0;
    std::string sentence{};
};

// Remarks in the order they were made, and fit for a terminal whatever they quote. A file of any
// size leads to a report of bounded size: beyond the first `max_kept` they are counted only.
class remarks {
public:
    static constexpr std::size_t max_kept = 1'000;

    void add(const place&, std::string_view sentence);

    bool empty() const noexcept { return count_ == 0; }
    std::int64_t count() const noexcept { return count_; }
    const std::vector<remark>& kept() const noexcept { return kept_; }

private:
    std::vector<remark> kept_;
    std::int64_t count_ = 0;
};

// A line for each, `agents.json:12: …`, indented; and how many were not kept.
std::ostream& operator<<(std::ostream&, const remarks&);

// "1 agent", "3 agents".
std::string counted(std::int64_t count, std::string_view noun);

}  // namespace agentbackend::transfer
