// The bots that the demo's page makes.

#include "demo_page/contacts.hpp"

#include <stdexcept>

#include "sandbox_fixture.hpp"

namespace agentbackend::demo_page {
namespace {

class new_contacts : public sandbox::sandbox_world {
protected:
    contacts bots_{world_, {{"alpha_bot", "Alpha", true, {}}}};
};

TEST_F(new_contacts, are_bots_of_the_world_with_a_token_of_their_own) {
    const auto made = bots_.make("Gamma");
    EXPECT_EQ(made.username, "gamma_bot");
    EXPECT_FALSE(made.is_main);
    EXPECT_EQ(verdict("getMe", "{}", made.token), "ok");
    EXPECT_EQ(verdict("getMe", "{}", made.token + "0"), "Unauthorized");
    EXPECT_EQ(bots_.find("gamma_bot")->name, "Gamma");
}

TEST_F(new_contacts, get_a_username_out_of_any_name_and_never_twice_the_same) {
    EXPECT_EQ(bots_.make("Alpha").username, "alpha2_bot");
    EXPECT_EQ(bots_.make("ALPHA!").username, "alpha3_bot");
    EXPECT_EQ(bots_.make("礼品卡").username, "shop_bot");
    EXPECT_EQ(bots_.make("24 hours").username, "shop24hours_bot");
    EXPECT_EQ(bots_.make(std::string(64, 'x')).username, std::string(20, 'x') + "_bot");
}

TEST_F(new_contacts, raise_the_version_and_refused_ones_do_not) {
    const auto before = bots_.version();
    EXPECT_THROW(bots_.make(""), std::invalid_argument);
    EXPECT_THROW(bots_.make(std::string(65, 'x')), std::invalid_argument);
    EXPECT_EQ(bots_.version(), before);
    EXPECT_EQ(bots_.all().size(), 1u);
    bots_.make("Gamma");
    EXPECT_GT(bots_.version(), before);
}

}  // namespace
}  // namespace agentbackend::demo_page
