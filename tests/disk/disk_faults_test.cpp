// The disk proof: a busy day on a real file, over a disk that fails at one of its reads, writes and
// syncs, one day for each. Whatever failed, after reopening every command that was acknowledged is
// there, one that was refused is not, and none is half done; playing the day again ends it as if
// nothing had gone wrong, and `verify` finds nothing.
//
// A day for a sample of the reads, writes and syncs; one for each, with several power cuts, when
// AGENTBACKEND_NIGHTLY=1. That the proof can fail shows in its last test, where the disk lies about
// syncs; with `synchronous=OFF` in lib/sqlite/open.cpp both tests of power cuts fail.

#include "disk/busy_day.hpp"
#include "faults/support/money_picture.hpp"
#include "support/faulty_disk.hpp"
#include "support/proof_size.hpp"
#include "support/temporary_folder.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/memory_store.hpp>
#include <agentbackend/sqlite_store.hpp>
#include <agentbackend/verify.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;
using operation = faulty_disk::operation;

bool is_nightly() {
    const char* nightly = std::getenv("AGENTBACKEND_NIGHTLY");
    return nightly && std::string_view(nightly) == "1";
}

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string picture(store& db) { return money_picture(std::move(db.read()).value()->view()); }

void expect_clean(store& db) {
    const auto report = verify(std::move(db.read()).value()->view());
    ASSERT_OK(report);
    for (const auto& found : report->findings) ADD_FAILURE() << found.sentence;
}

class disk_faults : public ::testing::Test {
protected:
    static constexpr std::uint64_t seed = 20'250'124;

    disk_faults() {
        remember_morning();
        remember_pictures();
        count_operations();
    }

    // One folder with the shop as it is in the morning: its last writer was killed, so that most of
    // it is in the log.
    class place {
    public:
        explicit place(const disk_faults& test) {
            std::ofstream(database(), std::ios::binary) << test.morning_database_;
            std::ofstream(database() + "-wal", std::ios::binary) << test.morning_log_;
        }
        place() = default;
        const fs::path& path() const { return folder_.path(); }
        std::string database() const { return (folder_.path() / "shop.db").string(); }
        result<std::unique_ptr<store>> open(const std::string& vfs = "") const {
            return open_sqlite_store(database(), {.vfs = vfs});
        }

    private:
        temporary_folder folder_;
    };

    // Which of `count` operations get a day of their own.
    static std::vector<int> chosen(int count, int sample) {
        constexpr auto slowness = static_cast<int>(slowness_of_this_build);
        const int stride =
            is_nightly() ? 1 : std::clamp(count * slowness / sample, 1, std::max(1, count));
        std::vector<int> all;
        for (int n = 1 + static_cast<int>(seed % static_cast<std::uint64_t>(stride)); n <= count;
             n += stride) {
            all.push_back(n);
        }
        return all;
    }
    int count_of(operation what) const { return counts_.at(what); }

    // Plays the day until something fails, and closes the shop, all over the one disk.
    day_so_far play(const place& where, const faulty_disk& disk) const {
        const auto db = where.open(disk.name());
        if (!db) return {.first_refusal = db.error().to_string()};
        return day_.play(**db);
    }

    // Every command acknowledged is there, every one in doubt or none, and nothing else.
    void expect_whole(store& db, const day_so_far& day) const {
        const auto seen = picture(db);
        const bool is_before = seen == pictures_.at(day.acknowledged);
        const bool is_after = seen == pictures_.at(day.acknowledged + day.in_doubt);
        EXPECT_TRUE(is_before || is_after) << day.acknowledged << " acknowledged, " << day.in_doubt
                                           << " in doubt, " << day.first_refusal << "\nis\n"
                                           << seen << "after what was acknowledged\n"
                                           << pictures_.at(day.acknowledged);
        expect_clean(db);
    }
    // The day again, with the same keys: all of it succeeds, and nothing has happened twice.
    void expect_day_ends_well(store& db) const {
        const auto again = day_.play(db);
        EXPECT_EQ(again.acknowledged, day_.commands()) << again.first_refusal;
        EXPECT_EQ(picture(db), pictures_.back());
        expect_clean(db);
    }
    // What the power leaves opens, is whole, and the day can go on.
    void expect_survives_power_cut(const faulty_disk& disk, const day_so_far& day,
                                   std::uint64_t chance) const {
        const place left;
        disk.leave_after_power_cut(left.path(), chance);
        const faulty_disk sound;
        const auto db = left.open(sound.name());
        ASSERT_OK(db);
        expect_whole(**db, day);
        expect_day_ends_well(**db);
    }

    // A fault in a process that goes on when the disk is well again; and in one that is started
    // anew.
    template <class Plan>
    void expect_recovery(Plan plan) const {
        for (const bool starts_anew : {false, true}) {
            const place where(*this);
            faulty_disk disk;
            plan(disk);
            auto db = where.open(disk.name());
            const auto day = db ? day_.play(**db) : day_so_far{};
            if (starts_anew && db) db->reset();
            disk.heal();
            if (!db || starts_anew) db = where.open(disk.name());
            ASSERT_OK(db);
            expect_whole(**db, day);
            expect_day_ends_well(**db);
            expect_survives_power_cut(disk, {.acknowledged = day_.commands()}, seed);
        }
    }

    const busy_day day_;

private:
    void remember_morning() {
        const place where;
        const auto db = std::move(where.open()).value();
        day_.open(*db);
        morning_database_ = content_of(where.database());
        morning_log_ = content_of(where.database() + "-wal");
    }
    void remember_pictures() {
        for (std::size_t count = 0; count <= day_.commands(); ++count) {
            const auto db = make_memory_store();
            day_.open(*db);
            day_.play_first(*db, count);
            pictures_.push_back(picture(*db));
        }
    }
    void count_operations() {
        const place where(*this);
        const faulty_disk disk;
        const auto day = play(where, disk);
        EXPECT_EQ(day.acknowledged, day_.commands()) << day.first_refusal;
        for (const auto what : {operation::read, operation::write, operation::sync}) {
            counts_[what] = disk.operations(what);
        }
        // One for each commit; the rest are of checkpoints, in the middle of the day and at its
        // end.
        EXPECT_GE(disk.operations(operation::sync), static_cast<int>(day_.groups()) + 4);
    }

    std::string morning_database_;
    std::string morning_log_;
    std::vector<std::string> pictures_;  // after so many commands
    std::map<operation, int> counts_;
};

TEST_F(disk_faults, a_read_that_fails) {
    for (const int n : chosen(count_of(operation::read), 40)) {
        SCOPED_TRACE("read " + std::to_string(n));
        expect_recovery(
            [&](faulty_disk& disk) { disk.fail_once(operation::read, n, SQLITE_IOERR_READ); });
    }
}

TEST_F(disk_faults, a_write_that_fails) {
    for (const int n : chosen(count_of(operation::write), 40)) {
        SCOPED_TRACE("write " + std::to_string(n));
        expect_recovery(
            [&](faulty_disk& disk) { disk.fail_once(operation::write, n, SQLITE_IOERR_WRITE); });
    }
}

TEST_F(disk_faults, a_write_that_is_torn) {
    for (const int n : chosen(count_of(operation::write), 40)) {
        SCOPED_TRACE("write " + std::to_string(n));
        expect_recovery(
            [&](faulty_disk& disk) { disk.tear_once(n, seed * static_cast<std::uint64_t>(n)); });
    }
}

TEST_F(disk_faults, a_disk_that_is_full) {
    for (const int n : chosen(count_of(operation::write), 40)) {
        SCOPED_TRACE("write " + std::to_string(n));
        expect_recovery([&](faulty_disk& disk) { disk.fail(operation::write, n, SQLITE_FULL); });
    }
}

TEST_F(disk_faults, a_sync_that_fails_and_syncs_that_go_on_failing) {
    for (const int n : chosen(count_of(operation::sync), 40)) {
        SCOPED_TRACE("sync " + std::to_string(n));
        expect_recovery(
            [&](faulty_disk& disk) { disk.fail_once(operation::sync, n, SQLITE_IOERR_FSYNC); });
        expect_recovery(
            [&](faulty_disk& disk) { disk.fail(operation::sync, n, SQLITE_IOERR_FSYNC); });
    }
}

TEST_F(disk_faults, a_power_cut) {
    const int count = count_of(operation::write) + count_of(operation::sync);
    for (const int n : chosen(count, 80)) {
        const place where(*this);
        faulty_disk disk;
        disk.cut_power(n);
        const auto day = play(where, disk);
        for (int chance = 0; chance < (is_nightly() ? 5 : 2); ++chance) {
            SCOPED_TRACE("write or sync " + std::to_string(n) + ", chance " +
                         std::to_string(chance));
            expect_survives_power_cut(disk, day,
                                      seed + static_cast<std::uint64_t>(n * 10 + chance));
        }
    }
}

// Killed between writing and syncing, started again, asked again, answered: now it must be durable,
// although the second process has not written it.
TEST_F(disk_faults, a_kill_and_then_a_power_cut) {
    const int count = count_of(operation::write) + count_of(operation::sync);
    for (const int n : chosen(count, 60)) {
        SCOPED_TRACE("write or sync " + std::to_string(n));
        const place where(*this);
        faulty_disk disk;
        disk.kill(n);
        const auto killed = play(where, disk);
        disk.heal();
        const auto db = where.open(disk.name());
        ASSERT_OK(db);
        expect_whole(**db, killed);
        const auto again = day_.play(**db);
        EXPECT_EQ(again.acknowledged, day_.commands()) << again.first_refusal;
        expect_survives_power_cut(disk, again, seed + static_cast<std::uint64_t>(n));
    }
}

TEST_F(disk_faults, a_disk_that_lies_about_syncs_is_found_out) {
    const place where(*this);
    faulty_disk disk;
    disk.lie_about_syncs();
    const auto day = play(where, disk);
    ASSERT_EQ(day.acknowledged, day_.commands());
    bool has_lost_something = false;
    for (std::uint64_t chance = 0; chance < 20 && !has_lost_something; ++chance) {
        const place left;
        disk.leave_after_power_cut(left.path(), chance);
        const auto db = left.open();
        has_lost_something = !db || picture(**db) != picture(*std::move(where.open()).value());
    }
    EXPECT_TRUE(has_lost_something);
}

}  // namespace
}  // namespace agentbackend::test
