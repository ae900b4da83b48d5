// The running host over a real file, when the disk is full or somebody else holds the file.

#include <agentbackend/sqlite_store.hpp>
#include <agentbackend/verify.hpp>

#include <sqlite3.h>

#include "host/service_fixture.hpp"
#include "host/stubborn_disk.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::host {
namespace {

constexpr std::string_view refused = "The shop cannot save anything right now";

bool is_told(const sandbox::transcript& chat, std::string_view english, std::string_view chinese) {
    return chat.shows(english) || chat.shows(chinese);
}

class bad_weather : public running_service {
protected:
    bad_weather() {
        sqlite_options options;
        options.vfs = disk.name();
        options.busy_timeout = std::chrono::milliseconds(20);
        data = open_sqlite_store(path(), options).value();
        alpha = given_agent("alpha", agent_status::running);
        start();
        expect_answer(alpha);
        admin.in("shop_bot").await([](const auto& chat) { return chat.shows("Admin menu"); });
    }

    ~bad_weather() override {
        if (running) stop();
        data.reset();  // before the disk it is on
    }

    std::string path() const { return (folder.path() / "shop.db").string(); }

    usdt wallet() {
        auto state = data->read();
        return state.value()->view().find_wallet(bot_ref::main(), user_id{42}).value().balance;
    }

    void expect_sound_books() {
        auto state = data->read();
        EXPECT_TRUE(verify(state.value()->view()).value().is_clean());
    }

    // While it is bad, and when it is over.
    void expect_money_is_refused(std::string_view english, std::string_view chinese) {
        admin.in("shop_bot").sends("/credit main 42 100").expect(refused);
        customer.in(alpha.username).sends("/start").expect(refused);
        customer.in(alpha.username).taps("👤 My account").expect(refused);
        admin.in("shop_bot").await([&](const auto& chat) {
            return is_told(chat, english, chinese);
        });
    }

    void expect_business_as_usual() {
        admin.in("shop_bot").sends("/credit main 42 5").expect("5.00 USDT");
        expect_answer(alpha);
        admin.in("shop_bot").await([](const auto& chat) {
            return is_told(chat, "can be written again", "恢复正常");
        });
        stop();
        EXPECT_EQ(wallet(), usdt::from_units(5));
        expect_sound_books();
        EXPECT_NE(lines.str().find("nothing can be saved"), std::string::npos);
        EXPECT_NE(lines.str().find(path()), std::string::npos);
    }

    test::stubborn_disk disk;
    temporary_folder folder;
    bot alpha;
};

TEST_F(bad_weather, a_full_disk_refuses_money_and_is_over_when_there_is_room) {
    disk.answer_writes(SQLITE_FULL);
    expect_money_is_refused("disk is full", "磁盘已满");
    EXPECT_EQ(wallet(), usdt());
    disk.heal();
    expect_business_as_usual();
}

// Who was told that nothing was done does it again by hand.
TEST_F(bad_weather, what_was_refused_is_not_done_when_it_is_delivered_again) {
    disk.answer_writes(SQLITE_FULL);
    admin.in("shop_bot").sends("/credit main 42 100").expect(refused);
    disk.heal();
    world.redeliver("shop_bot");
    expect_business_as_usual();
}

TEST_F(bad_weather, what_was_refused_is_confirmed_before_the_host_ends) {
    disk.answer_writes(SQLITE_FULL);
    world.faults().always_matching({"getUpdates", "shop_bot"}, sandbox::silence());
    admin.in("shop_bot").sends("/credit main 42 100").expect(refused);
    world.faults().clear();
    stop();
    EXPECT_EQ(world.pending_updates("shop_bot"), 0U);
}

TEST_F(bad_weather, what_is_not_committed_is_not_confirmed) {
    // A disk that fails in an unknown way may have kept what it failed on: nothing is given up.
    disk.answer_syncs(SQLITE_IOERR_FSYNC);
    customer.in(alpha.username).sends("/id");
    admin.in("shop_bot").await([](const auto& chat) {
        return is_told(chat, "cannot be written", "无法写入");
    });
    EXPECT_EQ(world.pending_updates(alpha.username), 1U);
    disk.heal();
    customer.in(alpha.username).await([](const auto& chat) {
        return chat.shows("Your user id: 42");
    });
    // The poll that brings the next update confirms the one before it.
    customer.in(alpha.username).sends("/help").expect("/start");
    EXPECT_LE(world.pending_updates(alpha.username), 1U);
    stop();
    expect_sound_books();
}

TEST_F(bad_weather, a_file_that_another_program_keeps_locked_refuses_money_for_as_long) {
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
    sqlite3_busy_timeout(other, 10'000);  // the host may be at it, too
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    expect_money_is_refused("keeps the database locked", "锁定着数据库");
    EXPECT_EQ(wallet(), usdt());
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    expect_business_as_usual();
    sqlite3_close(other);
}

}  // namespace
}  // namespace agentbackend::host
