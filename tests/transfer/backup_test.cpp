// A copy of a database that somebody is writing to.

#include "transfer/backup.hpp"

#include "backend/support/manual_clock.hpp"
#include "support/temporary_folder.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/backend.hpp>
#include <agentbackend/sqlite_store.hpp>
#include <agentbackend/verify.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <latch>
#include <thread>

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// Credits a wallet once, in a commit of its own.
result<void> credit_once(store& database, const backend& rules, id_source& ids) {
    AGENTBACKEND_ASSIGN(const auto unit, database.begin());
    const command_context by_admin{
        .now = story_start, .ids = ids, .who = actor::person(admin, bot_ref::main())};
    AGENTBACKEND_TRY(rules.credit_wallet(unit->work(), by_admin,
                                         {.user = customer, .amount = amount("1"), .note = "x"}));
    return unit->commit();
}

class a_backup : public ::testing::Test {
protected:
    std::string in_folder(const std::string& name) const {
        return (folder_.path() / name).string();
    }

    static std::int64_t entries_of(const std::string& path) {
        const auto copy = open_sqlite_store(path, {.mode = sqlite_options::access::read_only});
        const auto state = std::move(copy.value()->read().value());
        const auto report = verify(state->view()).value();
        EXPECT_TRUE(report.is_clean());
        return report.entries;
    }

    temporary_folder folder_;
    const std::string live_ = in_folder("live.db");
    std::unique_ptr<store> database_ = std::move(open_sqlite_store(live_).value());
    backend rules_ = backend::make({.admins = {admin}}).value();
    std::unique_ptr<id_source> ids_ = make_seeded_ids(1);
};

TEST_F(a_backup, holds_what_the_database_holds) {
    ASSERT_OK(credit_once(*database_, rules_, *ids_));
    const auto report = transfer::back_up({.database = live_, .copy = in_folder("copy.db")});
    ASSERT_OK(report);
    EXPECT_EQ(report->bytes, static_cast<std::int64_t>(fs::file_size(in_folder("copy.db"))));
    EXPECT_EQ(entries_of(in_folder("copy.db")), 1);
    EXPECT_FALSE(fs::exists(in_folder("copy.db.partial")));
}

TEST_F(a_backup, is_for_its_owners_eyes) {
    ASSERT_OK(transfer::back_up({.database = live_, .copy = in_folder("copy.db")}));
    EXPECT_EQ(fs::status(in_folder("copy.db")).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(a_backup, beside_a_writer_is_one_state_of_the_database) {
    std::atomic<bool> is_over = false;
    std::latch has_written(1);
    std::thread writer([&] {
        bool is_first = true;
        while (!is_over) {
            EXPECT_OK(credit_once(*database_, rules_, *ids_));
            if (std::exchange(is_first, false)) has_written.count_down();
        }
    });
    has_written.wait();
    std::int64_t last = 0;
    for (int i = 0; i < 10; ++i) {
        const auto copy = in_folder("copy-" + std::to_string(i) + ".db");
        EXPECT_OK(transfer::back_up({.database = live_, .copy = copy}));
        const auto entries = entries_of(copy);
        EXPECT_GE(entries, last);
        last = entries;
    }
    is_over = true;
    writer.join();
    EXPECT_GT(last, 0);
}

TEST_F(a_backup, is_a_database_that_can_be_worked_with) {
    ASSERT_OK(transfer::back_up({.database = live_, .copy = in_folder("copy.db")}));
    const auto copy = open_sqlite_store(in_folder("copy.db"));
    ASSERT_OK(copy);
    EXPECT_OK(credit_once(**copy, rules_, *ids_));
}

// Most of all before a newer program brings an older format forward.
TEST_F(a_backup, is_made_of_older_and_newer_formats) {
    database_.reset();
    for (const char format : {'\x00', '\x63'}) {
        constexpr std::streamoff low_byte_of_the_format = 63;
        const auto copy = in_folder("copy-" + std::to_string(format) + ".db");
        std::fstream(live_, std::ios::in | std::ios::out | std::ios::binary)
            .seekp(low_byte_of_the_format)
            .put(format);
        ASSERT_OK(transfer::back_up({.database = live_, .copy = copy}));
        std::ifstream made(copy, std::ios::binary);
        made.seekg(low_byte_of_the_format);
        EXPECT_EQ(made.get(), format);
    }
}

TEST_F(a_backup, is_never_written_over_a_file) {
    std::ofstream(in_folder("letter.txt")) << "dear";
    const auto refused = transfer::back_up({.database = live_, .copy = in_folder("letter.txt")});
    ASSERT_REFUSED(refused, errc::store_conflict);
    EXPECT_THAT(refused.error().facts().detail, HasSubstr("is there already"));
    EXPECT_EQ(fs::file_size(in_folder("letter.txt")), 4u);
    EXPECT_REFUSED(transfer::back_up({.database = live_, .copy = live_}), errc::store_conflict);
}

TEST_F(a_backup, that_was_interrupted_is_in_the_way_until_it_is_removed) {
    std::ofstream(in_folder("copy.db.partial")) << "half";
    const transfer::backup_paths paths{.database = live_, .copy = in_folder("copy.db")};
    const auto refused = transfer::back_up(paths);
    ASSERT_REFUSED(refused, errc::store_conflict);
    EXPECT_THAT(refused.error().facts().detail, HasSubstr("copy.db.partial is there already"));
    fs::remove(in_folder("copy.db.partial"));
    EXPECT_OK(transfer::back_up(paths));
}

TEST_F(a_backup, that_cannot_be_made_says_why_and_leaves_nothing) {
    EXPECT_REFUSED(transfer::back_up({.database = live_, .copy = in_folder("no/copy.db")}),
                   errc::store_missing_folder);
    EXPECT_REFUSED(
        transfer::back_up({.database = in_folder("none.db"), .copy = in_folder("copy.db")}),
        errc::store_io);
    const auto nameless =
        transfer::back_up({.database = live_, .copy = in_folder(std::string(300, 'x'))});
    ASSERT_REFUSED(nameless, errc::store_io);
    EXPECT_THAT(nameless.error().facts().detail, HasSubstr("is too long. Choose a shorter one."));
    std::ofstream(in_folder("letter.txt")) << std::string(4'096, 'x');
    EXPECT_REFUSED(
        transfer::back_up({.database = in_folder("letter.txt"), .copy = in_folder("copy.db")}),
        errc::store_not_a_database);
    EXPECT_FALSE(fs::exists(in_folder("copy.db")));
    EXPECT_FALSE(fs::exists(in_folder("copy.db.partial")));
}

TEST_F(a_backup, of_a_damaged_database_names_the_database) {
    for (int n = 0; n < 200; ++n) ASSERT_OK(credit_once(*database_, rules_, *ids_));
    database_.reset();
    // All but the first page, which says whose file it is.
    constexpr std::size_t page = 4'096;
    std::fstream(live_, std::ios::in | std::ios::out | std::ios::binary).seekp(page)
        << std::string(fs::file_size(live_) - page, 'x');
    const auto report = transfer::back_up({.database = live_, .copy = in_folder("copy.db")});
    ASSERT_REFUSED(report, errc::store_corrupt);
    EXPECT_THAT(report.error().facts().detail, HasSubstr(live_ + " is damaged"));
    EXPECT_FALSE(fs::exists(in_folder("copy.db")));
}

}  // namespace
}  // namespace agentbackend::test
