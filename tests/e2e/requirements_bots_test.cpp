// What all bots share, row by row: B1 to B4 of the requirements.

#include "e2e/shop_on_stage.hpp"

#include <algorithm>
#include <set>

#include "e2e/loopback_http.hpp"

namespace agentbackend::test {
namespace {

class requirements_of_bots : public shop_on_stage {
protected:
    void SetUp() override { given_a_stocked_shop(); }

    static std::set<std::string> names(const std::vector<sandbox::bot_command>& menu) {
        std::set<std::string> all;
        for (const auto& command : menu) all.insert(command.name);
        return all;
    }
    // Menus are registered beside the conversations; this looks again after each of a few words.
    static bool comes_to_see(sandbox::conversation chat, const std::string& command) {
        constexpr int patience = 200;
        for (int words = 0; words < patience; ++words) {
            if (names(chat.sees_commands()).contains(command)) return true;
            chat.sends("/id").expect("ID");
        }
        return false;
    }

    std::string site() const { return "http://127.0.0.1:" + std::to_string(port_.number()); }
    // The host that is started next has its updates posted, behind no proxy.
    void has_updates_posted() {
        stage.set("WEBHOOK_URL", site());
        stage.set("WEBHOOK_LISTEN", "127.0.0.1:" + std::to_string(port_.number()));
    }
    void has_updates_polled() { stage.set("WEBHOOK_URL", ""); }
    static std::size_t answers(const sandbox::conversation& chat, std::string_view text) {
        const auto seen = chat.reads();
        return static_cast<std::size_t>(
            std::count_if(seen.messages.begin(), seen.messages.end(), [&](const auto& message) {
                return message.from_bot && message.text.find(text) != std::string::npos;
            }));
    }

    reserved_port port_;
};

TEST_F(requirements_of_bots, B1_an_input_is_answered_by_one_handler) {
    auto chat = owner();
    const auto answers_to = [&](const std::string& text) {
        const auto before = chat.reads().messages.size();
        chat.sends(text);
        chat.await_reply();
        chat.sends("/id").expect("用户 ID");
        return chat.reads().messages.size() - before - 3;  // the text, /id and its answer
    };
    EXPECT_EQ(answers_to("/agent"), 1u) << "the agent's console";
    EXPECT_EQ(answers_to("/start"), 1u) << "the shop";
    EXPECT_EQ(answers_to("/nonsense"), 1u) << "the catch-all";
    EXPECT_EQ(answers_to("hello"), 1u) << "the catch-all";
}

TEST_F(requirements_of_bots, B2_each_bot_knows_whose_it_is) {
    given_markup("2");
    given_credit("50", "main");
    buys("shop_bot", "1");
    EXPECT_TRUE(named("Alpha").available.is_zero());
    chooses("alpha_bot", "1").expect("Total: 12.00 USDT");
    chooses("beta_bot", "1").expect("Total: 10.00 USDT");
    buys("alpha_bot", "2");
    EXPECT_EQ(named("Alpha").available, "4"_usdt);
    EXPECT_TRUE(named("Beta").available.is_zero());
}

TEST_F(requirements_of_bots, B3_people_are_answered_in_their_language_until_they_choose) {
    auto chat = customer();
    chat.sends("/start").expect("Welcome to Alpha");
    chat.sends("/lang").expect("language").taps("中文").expect("语言已设为中文");
    chat.sends("/start").expect("欢迎光临 Alpha");
    restarts();
    chat.sends("/start").expect("欢迎光临 Alpha");
    customer("beta_bot").sends("/start").expect("Welcome to Beta");
    owner().sends("/start").expect("欢迎光临 Alpha");
}

TEST_F(requirements_of_bots, B4_menus_of_commands_are_those_of_the_reader) {
    const std::set<std::string> for_everybody{"start", "help", "id", "cancel", "lang"};
    auto visitor = customer();
    visitor.sends("/start").expect("Welcome");
    EXPECT_TRUE(comes_to_see(owner(), "agent"));
    EXPECT_TRUE(comes_to_see(admin(), "withdraw_list"));
    EXPECT_FALSE(names(visitor.sees_commands()).contains("agent"));
    for (const auto& command : names(visitor.sees_commands())) {
        EXPECT_TRUE(for_everybody.contains(command)) << command;
    }
    const auto of_admin = names(admin().sees_commands());
    for (const auto* command : {"admin", "withdraw_list", "withdraw_pay", "credit", "refund"}) {
        EXPECT_TRUE(of_admin.contains(command)) << command;
    }
    customer("shop_bot").sends("/withdraw_list").expect("Only an admin");
}

TEST_F(requirements_of_bots, B4_updates_are_posted_to_secret_addresses) {
    stage.stop_host();
    const auto polls = stage.world().requests_received("getUpdates");
    has_updates_posted();
    stage.start_host();
    auto chat = customer();
    chat.sends("/id").expect("Your user id: 42");
    const auto url = stage.world().webhook_url("alpha_bot");
    EXPECT_TRUE(url.starts_with(site())) << url;
    EXPECT_NE(url, stage.world().webhook_url("beta_bot"));

    const std::string forged =
        R"({"update_id":900000001,"message":{"message_id":1,"date":0,"text":"/id",)"
        R"("chat":{"id":42,"type":"private"},"from":{"id":42,"is_bot":false,"first_name":"X"}}})";
    EXPECT_EQ(status_of_post(url, "", forged), 404);
    EXPECT_EQ(status_of_post(url, std::string(64, 'a'), forged), 404);
    EXPECT_EQ(status_of_post(site() + "/", std::string(64, 'a'), forged), 404);
    buys("alpha_bot", "1");
    EXPECT_EQ(answers(chat, "Your user id"), 1u);
    stage.stop_host();
    EXPECT_EQ(stage.world().webhook_url("alpha_bot"), "");
    EXPECT_EQ(stage.world().requests_received("getUpdates"), polls);
}

TEST_F(requirements_of_bots, B4_changing_between_polls_and_webhooks_loses_no_update) {
    auto chat = customer();
    const auto goes_on = [&] {
        stage.stop_host();
        chat.sends("/id");
        stage.start_host();
        chat.sends("/help").expect("/start");
    };
    has_updates_posted();
    goes_on();
    EXPECT_NE(stage.world().webhook_url("alpha_bot"), "");
    has_updates_polled();
    goes_on();
    EXPECT_EQ(stage.world().webhook_url("alpha_bot"), "");
    has_updates_posted();
    goes_on();
    EXPECT_EQ(answers(chat, "Your user id: 42"), 3u);
}

}  // namespace
}  // namespace agentbackend::test
