// What all bots share, row by row: B1 to B4 of the requirements.

#include "e2e/shop_on_stage.hpp"

#include <set>

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

}  // namespace
}  // namespace agentbackend::test
