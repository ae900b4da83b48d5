#include <agentbackend/memory_store.hpp>
#include <agentbackend/testing/store_conformance_tests.hpp>

namespace agentbackend::testing {

INSTANTIATE_TEST_SUITE_P(my_store, store_conformance,
                         ::testing::Values(store_factory{.name = "my_store",
                                                         .create = make_memory_store}),
                         name_of_factory);

}  // namespace agentbackend::testing
