// The suite itself; which stores it runs against is said in the files named after them.

#include <agentbackend/testing/store_conformance_tests.hpp>
