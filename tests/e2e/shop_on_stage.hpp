// The shop that end-to-end tests play in: the real executable before the people of the cast, with
// shorthands for what most tests begin with. Used by one thread.

#pragma once

#include <agentbackend/sqlite_store.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

#include "demo/books.hpp"
#include "demo/cast.hpp"
#include "demo/story.hpp"
#include "e2e/process_stage.hpp"

namespace agentbackend::test {

namespace cast = host::cast;
using namespace agentbackend::literals;

inline constexpr std::string_view a_txid =
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

class shop_on_stage : public ::testing::Test {
protected:
    void TearDown() override {
        if (stage.is_running()) stage.stop_host();
    }

    // --- What is there when a test begins ------------------------------------------------------

    // Alpha and Beta are up; Alpha's customer 42 has 100 USDT, and there are five gift cards.
    void given_a_stocked_shop() {
        story.agents_open_their_shops();
        story.the_shop_is_stocked();
    }
    void given_markup(std::string_view amount) {
        owner()
            .sends("/agent")
            .expect("代理后台 · Alpha")
            .taps("💰 设置差价")
            .expect("请发送新的差价")
            .sends(std::string(amount))
            .expect("差价已设为每件");
    }
    // Alpha has sold one card, and has so much to withdraw.
    void given_earnings(std::string_view amount) {
        given_markup(amount);
        given_credit(std::string(amount));
        buys("alpha_bot", "1");
    }
    void given_credit(const std::string& amount, const std::string& shop = "") {
        admin()
            .sends("/credit " + (shop.empty() ? story.alpha_id() : shop) + " 42 " + amount)
            .expect("余额");
    }
    // Answers the id of the request.
    std::string given_withdrawal(const std::string& amount) {
        auto chat = owner();
        chat.sends("/agent")
            .expect("代理后台")
            .taps("💸 发起提现")
            .expect("请发送提现金额")
            .sends(amount)
            .expect("请发送 TRC20 收款地址")
            .sends(std::string(cast::payout_address))
            .expect("提现申请已提交");
        const auto id = word_in(chat.reads(), "aw_");
        admin().await([&](const auto& seen) { return seen.shows(id); });  // the notice
        return id;
    }

    // --- What people do ------------------------------------------------------------------------

    sandbox::conversation admin() { return person(cast::admin).in("shop_bot"); }
    sandbox::conversation owner() { return person(cast::alpha_owner).in("alpha_bot"); }
    sandbox::conversation customer(std::string_view bot = "alpha_bot") {
        return person(cast::customer).in(bot);
    }
    sandbox::conversation stranger(std::string_view bot) {
        return stage.world().person(99, "Stranger 99", "en").in(bot);
    }
    sandbox::person person(const cast::person& who) {
        return stage.world().person(who.id, std::string(who.name), std::string(who.language));
    }
    // The screen that confirms a purchase of gift cards.
    sandbox::conversation chooses(std::string_view bot, std::string_view quantity) {
        auto chat = customer(bot);
        chat.sends("/start").expect("Welcome").taps("🛍 Products").expect("Products");
        chat.taps(label_with(chat, "Gift card")).expect("Price:").taps(quantity).expect("Total:");
        return chat;
    }
    sandbox::conversation buys(std::string_view bot, std::string_view quantity) {
        auto chat = chooses(bot, quantity);
        chat.taps("✅ Buy now").expect("Paid. Thank you!");
        return chat;
    }
    void restarts() {
        stage.stop_host();
        stage.start_host();
    }

    // --- What is there now ---------------------------------------------------------------------

    // Asks the file, beside the host.
    template <class Question>
    auto asks(Question question) const {
        sqlite_options options;
        options.mode = sqlite_options::access::read_only;
        const auto data = open_sqlite_store(stage.database().string(), options);
        const auto state = data.value()->read();
        return question(state.value()->view()).value();
    }
    host::books books() const {
        auto read = host::read_books(stage.database());
        return read ? *read : throw std::runtime_error(read.error().to_string());
    }
    agent named(std::string_view name) const {
        for (const auto& found : books().agents) {
            if (found.name == name) return found;
        }
        throw std::runtime_error("no agent " + std::string(name));
    }
    usdt purse(std::string_view agent_name = "Alpha") const {
        return asks([&](reader& rows) {
                   return rows.find_wallet(bot_ref::of(named(agent_name).ref),
                                           user_id{cast::customer.id});
               })
            .balance;
    }
    void expect_unchanged(const host::books& before) const {
        const auto after = books();
        EXPECT_EQ(after.agents, before.agents);
        EXPECT_EQ(after.wallets, before.wallets);
        EXPECT_EQ(after.withdrawals, before.withdrawals);
    }

    // --- Reading chats -------------------------------------------------------------------------

    // The label of the newest button that begins like this.
    static std::string label_with(const sandbox::conversation& chat, std::string_view beginning) {
        const auto seen = chat.reads();
        for (auto message = seen.messages.rbegin(); message != seen.messages.rend(); ++message) {
            for (const auto& row : message->keyboard) {
                for (const auto& button : row) {
                    if (button.label.starts_with(beginning)) return button.label;
                }
            }
        }
        throw std::runtime_error("no button begins with " + std::string(beginning) + ":\n" +
                                 sandbox::to_text(seen));
    }
    // The newest word that begins like this.
    static std::string word_in(const sandbox::transcript& chat, std::string_view beginning) {
        for (auto message = chat.messages.rbegin(); message != chat.messages.rend(); ++message) {
            const auto at = message->text.find(beginning);
            if (at == std::string::npos) continue;
            const auto end = message->text.find_first_of(" \n，。「」", at);
            return message->text.substr(at, end - at);
        }
        throw std::runtime_error("no word begins with " + std::string(beginning) + ":\n" +
                                 sandbox::to_text(chat));
    }
    static sandbox::message newest(const sandbox::conversation& chat) {
        return *chat.reads().newest_from_bot();
    }
    // All labels of the newest message that has buttons.
    static std::vector<std::string> labels(const sandbox::conversation& chat) {
        const auto seen = chat.reads();
        std::vector<std::string> found;
        for (auto message = seen.messages.rbegin(); message != seen.messages.rend(); ++message) {
            for (const auto& row : message->keyboard) {
                for (const auto& button : row) found.push_back(button.label);
            }
            if (!found.empty()) return found;
        }
        return found;
    }
    static bool has(const std::vector<std::string>& labels, std::string_view wanted) {
        return std::ranges::find(labels, wanted) != labels.end();
    }

    process_stage stage;
    silence quiet;
    host::story story{stage, quiet};
};

}  // namespace agentbackend::test
