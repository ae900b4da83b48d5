#include "housekeeping.hpp"

#include <gtest/gtest.h>

#include <agentbackend/memory_store.hpp>

#include <spdlog/sinks/null_sink.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace agentbackend::host {
namespace {

class fixed_clock final : public clock {
public:
    explicit fixed_clock(timestamp at) : at_(at) {}
    timestamp now() const override { return at_; }

private:
    timestamp at_;
};

TEST(housekeeping, forgets_updates_after_seven_days_and_no_sooner) {
    const timestamp today{std::chrono::days(20'000)};
    const auto data = make_memory_store();
    const fixed_clock time(today);
    committer queue(*data, time);
    const auto received = [&](std::int64_t update, std::chrono::hours ago) {
        queue
            .run([&](unit_of_work& work, timestamp) {
                return work.record_update({1, update}, today - ago);
            })
            .value();
    };
    received(1, std::chrono::days(7) + std::chrono::hours(1));
    received(2, std::chrono::days(7) - std::chrono::hours(1));

    asio::io_context network;
    commands commits(queue, network.get_executor());
    spdlog::logger log("test", std::make_shared<spdlog::sinks::null_sink_mt>());
    housekeeping daily(network.get_executor(), commits, log);
    asio::co_spawn(network, daily.run(), rethrows{});
    const auto is_known = [&](std::int64_t update) {
        const auto state = data->read();
        return state.value()->view().has_update({1, update}).value();
    };
    while (is_known(1)) network.run_one();
    EXPECT_TRUE(is_known(2));
    daily.stop();
    network.run();
    queue.stop();
}

}  // namespace
}  // namespace agentbackend::host
