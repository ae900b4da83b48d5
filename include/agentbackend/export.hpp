// What the library shows of itself. The library is compiled with hidden symbols; what a public
// header declares is visible, and nothing else is.
//
// A program that links the static library keeps all of it to itself.

#pragma once

#ifdef AGENTBACKEND_SHARED  // set by the targets and the pkg-config files of a shared library
#define AGENTBACKEND_PUBLIC [[gnu::visibility("default")]]
#else
#define AGENTBACKEND_PUBLIC
#endif
