// How much of a proof this build can do in the time of one: instrumented code is many times as
// slow, and what sanitizers look for shows in fewer steps.

#pragma once

#include <cstdint>

namespace agentbackend::test {

#ifdef AGENTBACKEND_SANITIZED
inline constexpr std::int64_t slowness_of_this_build = 25;
#else
inline constexpr std::int64_t slowness_of_this_build = 1;
#endif

}  // namespace agentbackend::test
