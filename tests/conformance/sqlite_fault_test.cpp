// The SQLite store over a disk that fails: nothing is half written, and nobody is told that it is
// written when it may not be.

#include "conformance/support/sqlite_place.hpp"
#include "support/faulty_disk.hpp"

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

namespace agentbackend::test {
namespace {

using testing::code_of;
using testing::must;
using testing::sample_agent;
using operation = faulty_disk::operation;

class sqlite_fault_test : public ::testing::Test {
protected:
    void SetUp() override {
        shop = must(place.open({.vfs = disk.name()}));
        const auto open = must(shop->begin());
        must(open->work().insert_agent(sample_agent("before")));
        must(open->commit());
    }

    // More than SQLite keeps in its cache, so that some of it is written before the commit.
    static result<void> write_much(unit_of_work& work) {
        auto message = testing::sample_message();
        message.body = std::string(100'000, 'x');
        for (int n = 0; n < 100; ++n) AGENTBACKEND_TRY(work.enqueue(message));
        return success();
    }
    // In one transaction, from beginning it to its commit.
    result<void> insert_two(const std::string& agent_id) {
        AGENTBACKEND_ASSIGN(const auto open, shop->begin());
        AGENTBACKEND_TRY(open->work().insert_agent(sample_agent(agent_id + "a")));
        AGENTBACKEND_TRY(open->work().insert_agent(sample_agent(agent_id + "b")));
        return open->commit();
    }
    bool has_agent(const std::string& agent_id) {
        return must(must(shop->read())->view().find_agent_by_id(agent_id)).has_value();
    }
    void expect_whole_and_usable() {
        disk.heal();
        {
            const auto open = must(shop->begin());
            must(open->work().insert_agent(sample_agent("after")));
            must(open->commit());
        }
        EXPECT_TRUE(has_agent("before"));
        EXPECT_TRUE(has_agent("after"));
        EXPECT_EQ(place.raw().execAndGet("PRAGMA integrity_check").getString(), "ok");
    }

    faulty_disk disk;
    sqlite_place place;
    std::unique_ptr<store> shop;
};

struct fault {
    const char* name;
    int code;
    errc expected;
};

TEST_F(sqlite_fault_test, a_failed_write_ends_the_transaction_and_every_call_says_so) {
    for (const auto& [name, code, expected] :
         {fault{"full disk", SQLITE_FULL, errc::store_full},
          fault{"bad disk", SQLITE_IOERR_WRITE, errc::store_io}}) {
        SCOPED_TRACE(name);
        auto open = must(shop->begin());
        auto& work = open->work();
        must(work.insert_agent(sample_agent("lost")));
        disk.fail(operation::write, 1, code);
        EXPECT_EQ(code_of(write_much(work)), expected);
        ASSERT_TRUE(disk.has_failed());
        disk.heal();

        EXPECT_EQ(code_of(work.insert_agent(sample_agent("alone"))), errc::transaction_lost);
        EXPECT_EQ(code_of(work.find_agent_by_id("before")), errc::transaction_lost);
        EXPECT_EQ(code_of(work.withdrawal_totals()), errc::transaction_lost);
        EXPECT_EQ(code_of(open->commit()), errc::transaction_lost);
        open.reset();
        EXPECT_FALSE(has_agent("lost"));
        EXPECT_FALSE(has_agent("alone")) << "a statement has run on its own";
    }
    expect_whole_and_usable();
}

TEST_F(sqlite_fault_test, a_failed_commit_is_of_unknown_outcome_and_the_next_transaction_goes_on) {
    for (const auto& [what, code] :
         {std::pair{operation::write, SQLITE_IOERR_WRITE}, std::pair{operation::write, SQLITE_FULL},
          std::pair{operation::sync, SQLITE_IOERR_FSYNC}}) {
        auto open = must(shop->begin());
        must(open->work().insert_agent(sample_agent("perhaps")));
        disk.fail(what, 1, code);
        const auto committed = open->commit();
        EXPECT_EQ(code_of(committed), errc::outcome_unknown);
        EXPECT_NE(committed.error().facts().detail.find(place.path()), std::string::npos);
        ASSERT_TRUE(disk.has_failed());
        EXPECT_EQ(code_of(open->work().find_agent_by_id("perhaps")), errc::transaction_lost);
        open.reset();
        disk.heal();

        // Whatever has become of it, it is one of the two, and stays so.
        const bool happened = has_agent("perhaps");
        EXPECT_EQ(must(must(shop->begin())->work().find_agent_by_id("perhaps")).has_value(),
                  happened);
        EXPECT_EQ(has_agent("perhaps"), happened);
        ASSERT_FALSE(happened) << "the next round needs the name";
    }
    expect_whole_and_usable();
}

// The whole of it: the n-th write or sync fails, for every n until the transaction gets through.
TEST_F(sqlite_fault_test, whatever_write_or_sync_fails_all_is_there_or_nothing) {
    for (const auto what : {operation::write, operation::sync}) {
        bool has_got_through = false;
        for (int nth = 1; !has_got_through; ++nth) {
            const auto agent_id =
                std::to_string(static_cast<int>(what)) + ":" + std::to_string(nth);
            disk.fail(what, nth, what == operation::sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE);
            const auto committed = insert_two(agent_id);
            has_got_through = !disk.has_failed();
            disk.heal();

            EXPECT_EQ(has_agent(agent_id + "a"), has_agent(agent_id + "b")) << agent_id;
            EXPECT_TRUE(!committed || has_agent(agent_id + "a")) << agent_id;
        }
    }
    expect_whole_and_usable();
}

// What another process wrote before it was killed may not be on the disk yet.
TEST_F(sqlite_fault_test, opening_syncs_what_is_found_also_while_somebody_reads) {
    place.raw().exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const auto snapshot = must(shop->read());
    EXPECT_FALSE(must(snapshot->view().find_agent_by_id("later")));
    ASSERT_TRUE(insert_two("later"));
    disk.fail(operation::sync, 1'000'000, SQLITE_IOERR_FSYNC);  // to count from here
    const auto other = must(place.open({.vfs = disk.name()}));
    EXPECT_GE(disk.operations(operation::sync), 1);
    disk.heal();
    expect_whole_and_usable();
}

TEST_F(sqlite_fault_test, a_full_disk_can_still_be_asked_what_is_on_it) {
    const auto snapshot = must(shop->read());
    EXPECT_FALSE(must(snapshot->view().find_agent_by_id("later")));
    ASSERT_TRUE(insert_two("later"));
    disk.fail(operation::write, 1, SQLITE_FULL);
    EXPECT_FALSE(insert_two("perhaps"));
    // Opened again by this, beside a reader who keeps the log from being copied.
    const auto asking = shop->begin();
    ASSERT_TRUE(asking) << asking.error().to_string();
    EXPECT_TRUE(must(asking.value()->work().find_agent_by_id("latera")));
    EXPECT_FALSE(must(asking.value()->work().find_agent_by_id("perhapsa")));
    must(asking.value()->commit());
    disk.heal();
}

TEST_F(sqlite_fault_test, a_file_that_is_gone_is_missed_and_not_made_anew) {
    const auto aside = place.path() + ".aside";
    std::filesystem::rename(place.path(), aside);
    EXPECT_EQ(code_of(shop->begin()), errc::store_io);
    EXPECT_FALSE(std::filesystem::exists(place.path()));
    place.write_file("");
    EXPECT_EQ(code_of(shop->begin()), errc::store_io);
    EXPECT_EQ(place.bytes(), "");
    std::filesystem::rename(aside, place.path());
    expect_whole_and_usable();
}

TEST_F(sqlite_fault_test, a_file_that_is_gone_is_missed_by_snapshots_too) {
    EXPECT_TRUE(has_agent("before"));  // its connection is kept for the next snapshot
    const auto aside = place.path() + ".aside";
    std::filesystem::rename(place.path(), aside);
    EXPECT_EQ(code_of(shop->read()), errc::store_io);
    std::filesystem::rename(aside, place.path());
    expect_whole_and_usable();
}

TEST_F(sqlite_fault_test, a_failed_read_ends_a_snapshot) {
    {
        const auto open = must(shop->begin());
        must(write_much(open->work()));
        must(open->commit());
    }
    auto now = must(shop->read());
    disk.fail(operation::read, 1, SQLITE_IOERR_READ);
    EXPECT_EQ(code_of(now->view().queued_messages({}, 1'000)), errc::store_io);
    ASSERT_TRUE(disk.has_failed());
    disk.heal();
    EXPECT_EQ(code_of(now->view().find_agent_by_id("before")), errc::transaction_lost);
    now.reset();
    EXPECT_EQ(must(must(shop->read())->view().queued_messages({}, 1'000)).size(), 100U);
}

TEST_F(sqlite_fault_test, a_transaction_that_only_asked_commits_whatever_the_disk_does) {
    auto open = must(shop->begin());
    must(open->work().find_agent_by_id("before"));
    must(open->work().set_committed_at(testing::at(1)));
    disk.fail(operation::write, 1, SQLITE_FULL);
    EXPECT_TRUE(open->commit());
    open.reset();
    EXPECT_FALSE(disk.has_failed()) << "it has written";
    expect_whole_and_usable();
}

}  // namespace
}  // namespace agentbackend::test
