// The SQLite store: the suite, and what is SQLite's own: which files it opens, and beside whom.

#include "conformance/support/sqlite_place.hpp"

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

namespace agentbackend::testing {

store_factory sqlite_factory() {
    const auto place = std::make_shared<std::unique_ptr<test::sqlite_place>>();
    return {.name = "sqlite",
            .create =
                [place] {
                    *place = std::make_unique<test::sqlite_place>();
                    return must((*place)->open());
                },
            .reopen = [place] { return must((*place)->open()); }};
}

INSTANTIATE_TEST_SUITE_P(sqlite, store_conformance, ::testing::Values(sqlite_factory()),
                         name_of_factory);

}  // namespace agentbackend::testing

namespace agentbackend::test {
namespace {

using testing::code_of;
using testing::must;
using testing::sample_agent;

void insert_agent(store& shop, const std::string& agent_id) {
    const auto open = must(shop.begin());
    must(open->work().insert_agent(sample_agent(agent_id)));
    must(open->commit());
}

std::size_t count_agents(store& shop) {
    return must(must(shop.read())->view().agents({}, 100)).size();
}

class sqlite_store_test : public ::testing::Test {
protected:
    // The error says where and what to do, not only which.
    void expect_refused(const result<std::unique_ptr<store>>& opened, errc code) const {
        ASSERT_FALSE(opened) << name(code);
        EXPECT_EQ(name(opened.error().code()), name(code));
        EXPECT_FALSE(opened.error().facts().subject.empty());
        EXPECT_NE(opened.error().facts().detail.find(place.path()), std::string::npos);
        EXPECT_NE(opened.error().facts().detail.find(';'), std::string::npos) << "a next step";
    }

    sqlite_place place;
};

// --- Which files it opens ----------------------------------------------------------------------

TEST_F(sqlite_store_test, a_new_file_says_whose_it_is) {
    must(place.open());
    auto raw = place.raw();
    EXPECT_EQ(raw.execAndGet("PRAGMA application_id").getInt(), 0x41424b44);
    EXPECT_EQ(raw.execAndGet("PRAGMA user_version").getInt(), 1);
    EXPECT_EQ(raw.execAndGet("PRAGMA journal_mode").getString(), "wal");
    EXPECT_EQ(raw.execAndGet("PRAGMA integrity_check").getString(), "ok");
}

TEST_F(sqlite_store_test, an_empty_file_is_filled) {
    place.write_file("");
    insert_agent(*must(place.open()), "a");
    EXPECT_EQ(count_agents(*must(place.open())), 1U);
}

TEST_F(sqlite_store_test, a_newer_file_is_left_alone) {
    must(place.open());
    place.raw().exec("PRAGMA user_version = 99");
    for (const auto& opened : {place.open(), place.open_to_read()}) {
        expect_refused(opened, errc::store_newer);
        EXPECT_EQ(opened.error().facts().count, 99);
        EXPECT_EQ(opened.error().facts().count_limit, 1);
    }
}

TEST_F(sqlite_store_test, an_older_file_is_not_brought_forward_by_reading) {
    must(place.open());
    place.raw().exec("PRAGMA user_version = 0");
    const auto opened = place.open_to_read();
    expect_refused(opened, errc::store_read_only);
    EXPECT_EQ(opened.error().facts().count, 0);
    EXPECT_EQ(opened.error().facts().count_limit, 1);
}

TEST_F(sqlite_store_test, a_format_that_nobody_writes_is_damage) {
    must(place.open());
    place.raw().exec("PRAGMA user_version = -1");
    expect_refused(place.open(), errc::store_corrupt);
    expect_refused(place.open_to_read(), errc::store_corrupt);
}

TEST_F(sqlite_store_test, another_programs_database_is_left_alone) {
    place.raw().exec("CREATE TABLE notes (text)");
    const auto before = place.bytes();
    expect_refused(place.open(), errc::store_not_ours);
    expect_refused(place.open_to_read(), errc::store_not_ours);
    EXPECT_EQ(place.bytes(), before);
}

TEST_F(sqlite_store_test, an_empty_database_marked_by_another_program_is_left_alone) {
    place.raw().exec("PRAGMA application_id = 7");
    const auto before = place.bytes();
    expect_refused(place.open(), errc::store_not_ours);
    EXPECT_EQ(place.bytes(), before);
}

TEST_F(sqlite_store_test, what_is_not_a_database_is_left_alone) {
    for (const auto& content : {std::string("hello"), std::string(10'000, 'x')}) {
        place.write_file(content);
        expect_refused(place.open(), errc::store_not_a_database);
        expect_refused(place.open_to_read(), errc::store_not_a_database);
        EXPECT_EQ(place.bytes(), content);
    }
}

TEST_F(sqlite_store_test, a_folder_is_not_a_database) {
    std::filesystem::create_directory(place.path());
    expect_refused(place.open(), errc::store_not_a_database);
}

TEST_F(sqlite_store_test, a_pipe_or_a_device_is_not_a_database) {
    ASSERT_EQ(mkfifo(place.path().c_str(), 0600), 0);
    expect_refused(place.open(), errc::store_not_a_database);
    expect_refused(place.open_to_read(), errc::store_not_a_database);
    std::filesystem::remove(place.path());
    std::filesystem::create_symlink("/dev/null", place.path());
    expect_refused(place.open(), errc::store_not_a_database);
    expect_refused(place.open_to_read(), errc::store_not_a_database);
    EXPECT_EQ(code_of(open_sqlite_store("")), errc::store_not_a_database);
}

// Each name has a write-ahead log of its own: two writers would not see each other's commits.
TEST_F(sqlite_store_test, a_file_with_a_second_name_is_read_and_not_written) {
    insert_agent(*must(place.open()), "a");
    const auto second = place.folder() / "second.db";
    std::filesystem::create_hard_link(place.path(), second);
    expect_refused(place.open(), errc::store_read_only);
    EXPECT_EQ(code_of(open_sqlite_store(second.string())), errc::store_read_only);
    EXPECT_EQ(count_agents(*must(place.open_to_read())), 1U);
    std::filesystem::remove(second);
    insert_agent(*must(place.open()), "b");
}

TEST_F(sqlite_store_test, a_second_name_that_is_given_to_an_open_file_does_not_stop_its_writer) {
    const auto shop = must(place.open());
    const auto second = place.folder() / "second.db";
    std::filesystem::create_hard_link(place.path(), second);
    insert_agent(*shop, "a");
    EXPECT_EQ(code_of(open_sqlite_store(second.string())), errc::store_read_only);
}

TEST_F(sqlite_store_test, a_missing_folder_is_said_to_be_missing) {
    const auto opened = open_sqlite_store((place.folder() / "missing" / "shop.db").string());
    ASSERT_EQ(code_of(opened), errc::store_missing_folder);
    EXPECT_NE(opened.error().facts().detail.find("create the folder"), std::string::npos);
}

TEST_F(sqlite_store_test, reading_creates_nothing) {
    expect_refused(place.open_to_read(), errc::store_io);
    EXPECT_FALSE(std::filesystem::exists(place.path()));
    place.write_file("");
    expect_refused(place.open_to_read(), errc::store_not_ours);
    EXPECT_EQ(std::filesystem::file_size(place.path()), 0U);
}

// Opens the place as a user without rights, in a process of its own. Zero when it is opened.
int open_as_nobody(const sqlite_place& place, sqlite_options::access mode) {
    const auto child = fork();
    if (child == 0) {
        constexpr uid_t nobody = 65'534;
        if (geteuid() == 0 && setuid(nobody) != 0) _exit(255);
        const auto opened = place.open({.mode = mode, .busy_timeout = no_wait});
        _exit(opened ? 0 : static_cast<int>(opened.error().code()) - 700);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr int exit_code(errc code) { return static_cast<int>(code) - 700; }

TEST_F(sqlite_store_test, a_file_that_cannot_be_written_is_said_to_be_read_only) {
    using std::filesystem::perms;
    insert_agent(*must(place.open()), "a");
    const auto readable = perms::owner_read | perms::group_read | perms::others_read;
    const auto enterable = perms::owner_exec | perms::group_exec | perms::others_exec;
    std::filesystem::permissions(place.path(), readable);
    std::filesystem::permissions(place.folder(), readable | enterable);
    const auto written = open_as_nobody(place, sqlite_options::access::read_write);
    const auto read = open_as_nobody(place, sqlite_options::access::read_only);
    std::filesystem::permissions(place.folder(), perms::owner_all);
    if (written == 255) GTEST_SKIP() << "this process may not change its user";
    EXPECT_EQ(written, exit_code(errc::store_read_only));
    // In a folder where it cannot be written beside, a file in WAL mode cannot even be read.
    EXPECT_EQ(read, exit_code(errc::store_read_only));
}

TEST_F(sqlite_store_test, a_folder_that_cannot_be_written_is_said_to_be_read_only) {
    using std::filesystem::perms;
    std::filesystem::permissions(place.folder(), perms::owner_read | perms::owner_exec |
                                                     perms::others_read | perms::others_exec);
    const auto outcome = open_as_nobody(place, sqlite_options::access::read_write);
    std::filesystem::permissions(place.folder(), perms::owner_all);
    if (outcome == 255) GTEST_SKIP() << "this process may not change its user";
    EXPECT_EQ(outcome, exit_code(errc::store_read_only));
}

// --- Beside others -----------------------------------------------------------------------------

TEST_F(sqlite_store_test, another_connections_write_lock_is_told) {
    const auto shop = must(place.open({.busy_timeout = no_wait}));
    auto raw = place.raw();
    raw.exec("BEGIN IMMEDIATE");
    const auto begun = shop->begin();
    ASSERT_EQ(code_of(begun), errc::store_locked);
    EXPECT_NE(begun.error().facts().detail.find(place.path()), std::string::npos);
    raw.exec("ROLLBACK");
    insert_agent(*shop, "a");
}

TEST_F(sqlite_store_test, a_file_that_is_locked_as_a_whole_is_not_opened) {
    must(place.open());
    auto raw = place.raw();
    raw.exec("PRAGMA locking_mode = EXCLUSIVE");
    raw.exec("BEGIN EXCLUSIVE");
    expect_refused(place.open({.busy_timeout = no_wait}), errc::store_locked);
    expect_refused(place.open_to_read(), errc::store_locked);
}

TEST_F(sqlite_store_test, a_second_transaction_of_this_process_is_told_that_the_store_is_busy) {
    const auto shop = must(place.open({.busy_timeout = no_wait}));
    auto first = must(shop->begin());
    EXPECT_EQ(code_of(shop->begin()), errc::store_busy);
    first.reset();
    EXPECT_TRUE(shop->begin());
}

TEST_F(sqlite_store_test, a_snapshot_and_a_writer_do_not_wait_for_each_other) {
    const auto shop = must(place.open({.busy_timeout = no_wait}));
    insert_agent(*shop, "a");
    const auto before = must(shop->read());
    insert_agent(*shop, "b");
    const auto open = must(shop->begin());
    must(open->work().insert_agent(sample_agent("c")));
    EXPECT_EQ(must(before->view().agents({}, 10)).size(), 1U);
    EXPECT_EQ(count_agents(*shop), 2U) << "the third is not committed";
}

TEST_F(sqlite_store_test, readers_of_their_own_follow_a_live_writer) {
    const auto shop = must(place.open());
    insert_agent(*shop, "a");
    const auto audit = must(place.open_to_read());
    EXPECT_EQ(count_agents(*audit), 1U);
    insert_agent(*shop, "b");
    EXPECT_EQ(count_agents(*audit), 2U);
}

TEST_F(sqlite_store_test, a_store_opened_to_read_writes_nothing) {
    must(place.open());
    const auto shop = must(place.open_to_read());
    EXPECT_EQ(code_of(shop->begin()), errc::store_read_only);
}

TEST_F(sqlite_store_test, two_programs_may_write_by_turns) {
    const auto host = must(place.open());
    const auto import = must(place.open());
    insert_agent(*host, "a");
    insert_agent(*import, "b");
    insert_agent(*host, "c");
    EXPECT_EQ(count_agents(*import), 3U);
}

// --- What is in it -----------------------------------------------------------------------------

TEST_F(sqlite_store_test, a_value_that_is_never_written_is_damage) {
    const auto shop = must(place.open());
    insert_agent(*shop, "a");
    place.raw().exec("UPDATE agents SET available = 9223372036854775807");
    const auto found = must(shop->read())->view().find_agent_by_id("a");
    ASSERT_EQ(code_of(found), errc::store_corrupt);
    EXPECT_NE(found.error().facts().detail.find(place.path()), std::string::npos);
}

TEST_F(sqlite_store_test, damage_to_one_column_is_found_in_each) {
    const auto shop = must(place.open());
    insert_agent(*shop, "a");
    {
        const auto open = must(shop->begin());
        must(open->work().append(testing::sample_entry({})));
        must(open->commit());
    }
    auto raw = place.raw();
    for (const auto* damage :
         {"UPDATE agents SET extra_links = '5:short,'", "UPDATE agents SET extra_links = '1:a,'",
          "UPDATE agents SET extra_links = 'x'"}) {
        raw.exec(damage);
        EXPECT_EQ(code_of(must(shop->read())->view().agents({}, 10)), errc::store_corrupt)
            << damage;
    }
    for (const auto* damage :
         {"UPDATE journal SET movement = 77", "UPDATE journal SET movement = 3, hash = x'00'",
          "UPDATE journal SET hash = zeroblob(32), postings = '[[9,0,0,1]]'",
          "UPDATE journal SET postings = '[[1,0,0]]'", "UPDATE journal SET postings = '[]x'",
          "UPDATE journal SET postings = ''"}) {
        raw.exec(damage);
        EXPECT_EQ(code_of(must(shop->read())->view().journal(0, 10)), errc::store_corrupt)
            << damage;
    }
}

TEST_F(sqlite_store_test, an_operator_can_read_the_journal_in_the_shell) {
    const auto shop = must(place.open());
    {
        const auto open = must(shop->begin());
        must(open->work().append(testing::sample_entry({})));
        must(open->commit());
    }
    auto raw = place.raw();
    SQLite::Statement lines(raw,
                            "SELECT movement, account, bot_ref, user_id, micro_usdt "
                            "FROM journal_lines ORDER BY micro_usdt");
    std::vector<std::string> read;
    while (lines.executeStep()) {
        std::string line;
        for (int column = 0; column < 5; ++column)
            line += lines.getColumn(column).getString() + ' ';
        read.push_back(line);
    }
    EXPECT_EQ(read, (std::vector<std::string>{"order_paid customer 3 42 -30150000 ",
                                              "order_paid available 3 0 150000 ",
                                              "order_paid revenue 0 0 30000000 "}));
}

// It may be goods that were bought, or the code of an invitation.
TEST_F(sqlite_store_test, what_a_message_said_is_gone_when_the_message_is_done) {
    {
        const auto shop = must(place.open());
        const auto open = must(shop->begin());
        auto& work = open->work();
        must(work.mark_sent(must(work.enqueue(testing::sample_message()))));
        must(work.mark_failed(must(work.enqueue(testing::sample_message())), "blocked"));
        must(open->commit());
    }
    EXPECT_EQ(place.raw().execAndGet("SELECT count(*) FROM outbox WHERE body <> x''").getInt(), 0);
    EXPECT_EQ(place.raw().execAndGet("SELECT count(*) FROM outbox").getInt(), 2);
}

TEST_F(sqlite_store_test, a_sealed_journal_is_still_a_chain_after_a_reopen) {
    {
        const auto shop = must(place.open());
        const auto open = must(shop->begin());
        for (int n = 1; n <= 3; ++n) {
            const entry_draft draft{
                .what = movement::wallet_credited,
                .subject = n,
                .postings = {{account::deposits(), testing::micros(-n)},
                             {account::customer({}, user_id{7}), testing::micros(n)}},
                .note = testing::awkward("note")};
            must(open->work().append(seal(draft, testing::at(n), must(open->work().head()))));
        }
        must(open->commit());
    }
    const auto shop = must(place.open_to_read());
    const auto now = must(shop->read());
    journal_head reached;
    for (const auto& entry : must(now->view().journal(0, 10))) {
        EXPECT_EQ(entry.previous, reached.hash);
        EXPECT_EQ(entry.hash, hash_of(entry));
        reached = testing::head_after(entry);
    }
    EXPECT_EQ(must(now->view().head()), reached);
    EXPECT_EQ(reached.sequence, 3);
}

}  // namespace
}  // namespace agentbackend::test
