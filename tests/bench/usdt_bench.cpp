// Amounts as text, both ways.

#include <agentbackend/usdt.hpp>

#include <benchmark/benchmark.h>

namespace agentbackend {
namespace {

constexpr const char* typed[] = {"0.05",     "10.05",          "50",
                                 "0.000001", "1234567.891234", "999999999.99"};

void usdt_parse(benchmark::State& state) {
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(usdt::parse(typed[next++ % std::size(typed)]));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(usdt_parse);

void usdt_format(benchmark::State& state) {
    usdt amounts[std::size(typed)];
    for (std::size_t i = 0; i < std::size(typed); ++i) amounts[i] = usdt::parse(typed[i]).value();
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(amounts[next++ % std::size(typed)].to_string());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(usdt_format);

}  // namespace
}  // namespace agentbackend
