// The text of a statement, put together while compiling. Every text is one object that lives for
// ever, so its address names it: the connection keeps prepared statements by that.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace agentbackend::sqlite {

// A piece of SQL that can be a template argument.
template <std::size_t Size>
struct fragment {
    std::array<char, Size> chars{};
    consteval fragment(const char (&text)[Size]) { std::copy_n(text, Size, chars.begin()); }
};

// What `sql` makes; there is no other way to get one.
class statement_text {
public:
    constexpr const char* chars() const noexcept { return chars_; }

private:
    template <fragment... Parts>
    friend struct joined;
    consteval explicit statement_text(const char* chars) : chars_(chars) {}
    const char* chars_;
};

template <fragment... Parts>
struct joined {
    static constexpr auto chars = [] {
        std::array<char, (0 + ... + (Parts.chars.size() - 1)) + 1> all{};
        auto end = all.begin();
        ((end = std::copy_n(Parts.chars.begin(), Parts.chars.size() - 1, end)), ...);
        return all;
    }();
    static constexpr statement_text text{chars.data()};
};

// `sql<"SELECT ", columns, " FROM agents">`, where `columns` is a `constexpr fragment`.
template <fragment... Parts>
inline constexpr statement_text sql = joined<Parts...>::text;

}  // namespace agentbackend::sqlite
