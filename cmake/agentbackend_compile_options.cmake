# What every target of the project is compiled with. Consumers inherit only C++20.

add_library(agentbackend_compile_options INTERFACE)
target_compile_features(agentbackend_compile_options INTERFACE cxx_std_20)
target_compile_options(agentbackend_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion
  $<$<BOOL:${AGENTBACKEND_WERROR}>:-Werror>)
# GCC 12 sees overlapping copies in inlined std::string operations where there are none (GCC bug
# 105651), and mismatched allocation in coroutine frames whose promise has its own operators; later
# compilers keep the warnings.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(agentbackend_compile_options INTERFACE
    -Wno-restrict -Wno-mismatched-new-delete)
endif()

# Compiled by heaps, a source's own names look to GCC as if a header had them.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(agentbackend_compile_options INTERFACE -Wno-subobject-linkage)
endif()

if(AGENTBACKEND_SANITIZE)
  target_compile_options(agentbackend_compile_options INTERFACE
    -fsanitize=${AGENTBACKEND_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(agentbackend_compile_options INTERFACE
    -fsanitize=${AGENTBACKEND_SANITIZE})
  if(AGENTBACKEND_SANITIZE MATCHES "thread")
    # The sanitizer does not model fences; Asio's would warn.
    target_compile_definitions(agentbackend_compile_options INTERFACE
      BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()
