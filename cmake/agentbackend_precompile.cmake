# agentbackend_precompile(<target> [<header>...])
#
# Compiles once for the target what nearly every source of ours includes, and the headers named
# here. Other people's headers alone: a source that forgets one of the project's own does not
# compile.
function(agentbackend_precompile target)
  target_precompile_headers(${target} PRIVATE
    <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <variant> <vector> <boost/system/result.hpp> ${ARGN})
endfunction()
