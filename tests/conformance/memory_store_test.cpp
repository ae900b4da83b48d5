#include <agentbackend/memory_store.hpp>
#include <agentbackend/testing/store_conformance.hpp>

namespace agentbackend::testing {

INSTANTIATE_TEST_SUITE_P(memory, store_conformance,
                         ::testing::Values(store_factory{.name = "memory",
                                                         .create = make_memory_store}),
                         name_of_factory);

}  // namespace agentbackend::testing
