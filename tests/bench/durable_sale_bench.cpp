// Sales that are on the disk when they are answered, beside the yardstick of raw_sales.hpp.
//
// Both sides take turns within each iteration, so that a disk that has a slow minute is slow for
// both. `ratio` is the library's speed over the yardstick's.

#include "bench/busy_shop.hpp"
#include "bench/raw_sales.hpp"

#include <agentbackend/committer.hpp>
#include <agentbackend/sqlite_store.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <latch>
#include <stdexcept>
#include <string>

namespace agentbackend::bench {
namespace {

namespace fs = std::filesystem;

// A folder of its own below the current one, so that the files are on the disk to be measured.
class scratch_folder {
public:
    scratch_folder() {
        std::string made = (fs::current_path() / "bench-XXXXXX").string();
        if (::mkdtemp(made.data()) == nullptr) throw std::runtime_error("cannot make " + made);
        path_ = made;
    }
    ~scratch_folder() { fs::remove_all(path_); }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;

    std::string file(const char* name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

class stopped_clock final : public clock {
public:
    timestamp now() const override { return busy_shop::opened_at(); }
};

// The same shop in two files: one for the library, one for the yardstick.
class two_shops {
public:
    explicit two_shops(std::int64_t sales)
        : store_(std::move(open_sqlite_store(folder_.file("library.db"))).value()),
          shop_(*store_, sales),
          raw_((fill_for_yardstick(sales), folder_.file("yardstick.db"))) {}

    store& library_store() { return *store_; }
    const busy_shop& library() const { return shop_; }
    raw_sales& yardstick() { return raw_; }

private:
    void fill_for_yardstick(std::int64_t sales) const {
        const auto store = std::move(open_sqlite_store(folder_.file("yardstick.db"))).value();
        busy_shop filled(*store, sales);
    }

    scratch_folder folder_;
    std::unique_ptr<store> store_;
    busy_shop shop_;
    raw_sales raw_;
};

using seconds = std::chrono::duration<double>;

template <class Work>
seconds time_of(Work work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - began;
}

// Runs both sides in turns of `sales_in_turn`, and reports their speeds.
template <class Library, class Yardstick>
void compare(benchmark::State& state, std::int64_t sales_in_turn, Library library,
             Yardstick yardstick) {
    seconds spent_by_library{};
    seconds spent_by_yardstick{};
    std::int64_t next = 0;
    for (auto _ : state) {
        const auto turn = time_of([&] { library(next); });
        spent_by_library += turn;
        spent_by_yardstick += time_of([&] { yardstick(next); });
        state.SetIterationTime(turn.count());
        next += sales_in_turn;
    }
    const auto sold = static_cast<double>(next);
    state.counters["library/s"] = sold / spent_by_library.count();
    state.counters["yardstick/s"] = sold / spent_by_yardstick.count();
    state.counters["ratio"] = spent_by_yardstick / spent_by_library;
}

// One sale, one transaction, on the caller's thread.
void durable_sale(benchmark::State& state) {
    constexpr std::int64_t in_turn = 4;
    two_shops shops(state.max_iterations * in_turn);
    compare(
        state, in_turn,
        [&](std::int64_t first) {
            for (std::int64_t n = first; n < first + in_turn; ++n) {
                const auto unit = std::move(shops.library_store().begin()).value();
                shops.library().sell(unit->work(), busy_shop::opened_at(), n).value();
                unit->work().set_committed_at(busy_shop::opened_at()).value();
                unit->commit().value();
            }
        },
        [&](std::int64_t first) {
            for (std::int64_t n = first; n < first + in_turn; ++n) shops.yardstick().sell(n, 1);
        });
}
BENCHMARK(durable_sale)->Iterations(4'000)->UseManualTime()->Unit(benchmark::kMillisecond);

// The same through the committer, whose caller waits for each sale.
void durable_sale_committed(benchmark::State& state) {
    constexpr std::int64_t in_turn = 4;
    two_shops shops(state.max_iterations * in_turn);
    const stopped_clock clock;
    committer commits(shops.library_store(), clock);
    compare(
        state, in_turn,
        [&](std::int64_t first) {
            for (std::int64_t n = first; n < first + in_turn; ++n) {
                const auto sold = commits.run([&](unit_of_work& work, timestamp now) {
                    return shops.library().sell(work, now, n);
                });
                sold.value();
            }
        },
        [&](std::int64_t first) {
            for (std::int64_t n = first; n < first + in_turn; ++n) shops.yardstick().sell(n, 1);
        });
}
BENCHMARK(durable_sale_committed)
    ->Iterations(4'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// Many callers at once: groups of a size, against transactions of the same size.
void durable_sales_grouped(benchmark::State& state) {
    constexpr std::int64_t in_turn = 2'048;
    const std::int64_t group = state.range(0);
    two_shops shops(state.max_iterations * in_turn);
    const stopped_clock clock;
    committer commits(shops.library_store(), clock, {.max_group = static_cast<std::size_t>(group)});
    compare(
        state, in_turn,
        [&](std::int64_t first) {
            std::latch answered(in_turn);
            for (std::int64_t n = first; n < first + in_turn; ++n) {
                commits
                    .submit([&, n](unit_of_work& work,
                                   timestamp now) { return shops.library().sell(work, now, n); },
                            [&](const result<void>& sold) {
                                if (!sold) std::abort();
                                answered.count_down();
                            })
                    .value();
            }
            answered.wait();
        },
        [&](std::int64_t first) {
            for (std::int64_t n = first; n < first + in_turn; n += group) {
                shops.yardstick().sell(n, group);
            }
        });
}
BENCHMARK(durable_sales_grouped)
    ->Arg(64)
    ->Arg(256)
    ->Iterations(20)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace agentbackend::bench
