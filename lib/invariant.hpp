// Assertions that stay on in release builds: a broken invariant ends the process before it can
// reach the journal.

#pragma once

#include <agentbackend/error.hpp>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace agentbackend {

[[noreturn]] inline void broken_invariant(const char* what, const char* file, int line) {
    std::fprintf(stderr, "agentbackend: broken invariant: %s (%s:%d)\n", what, file, line);
    std::abort();
}

[[noreturn]] inline void unreachable(const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE()) {
    broken_invariant("a value outside its enumeration", file, line);
}

}  // namespace agentbackend

#define AGENTBACKEND_INVARIANT(condition) \
    ((condition) ? void() : ::agentbackend::broken_invariant(#condition, __FILE__, __LINE__))
