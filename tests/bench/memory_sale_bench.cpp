// One sale over the store in memory: what the rules cost by themselves.

#include "bench/busy_shop.hpp"

#include <agentbackend/memory_store.hpp>

#include <benchmark/benchmark.h>

namespace agentbackend::bench {
namespace {

constexpr std::int64_t sales = 20'000;

void memory_sale(benchmark::State& state) {
    const auto store = make_memory_store();
    const busy_shop shop(*store, sales);
    std::int64_t number = 0;
    for (auto _ : state) {
        const auto unit = std::move(store->begin()).value();
        shop.sell(unit->work(), busy_shop::opened_at(), number++).value();
        unit->commit().value();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(memory_sale)->Iterations(sales);

}  // namespace
}  // namespace agentbackend::bench
