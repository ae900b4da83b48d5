// The main screens, as readable text in both languages.

#include <agentbackend/console/messages.hpp>

#include <gtest/gtest.h>

#include "golden.hpp"

namespace agentbackend::console {
namespace {

class golden : public testing::TestWithParam<const char*> {
protected:
    const std::string language_ = GetParam();
    story tale_{language_};
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7}, "0.05");
    someone admin_ = tale_.admin();
    someone owner_ = tale_.person_in(user_id{7}, alpha_);
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    void SetUp() override {
        tale_.given_product("Gift card", "10", {"CARD-1", "CARD-2", "CARD-3"});
        tale_.given_product("Sticker", "0.5");
        tale_.given_wallet(alpha_, customer_.id(), "100");
    }

    std::string label(phrase key) const { return say(language_of(language_), key).text(); }
    void expect(std::string_view name, const someone& reader) const {
        expect_golden(name, language_, reader.newest().what);
    }
};

TEST_P(golden, shop) {
    customer_.types("/start");
    expect("shop_home", customer_);
    customer_.taps(label(phrase::label_products));
    expect("shop_products", customer_);
    customer_.taps(customer_.newest().what.rows[0][0].label);
    expect("shop_product", customer_);
    customer_.taps("2");
    expect("shop_confirmation", customer_);
    customer_.taps(label(phrase::label_confirm_purchase));
    expect_golden("shop_receipt", language_, customer_.chat().rbegin()[1].what);
    expect("shop_delivery", customer_);
    customer_.taps(label(phrase::label_account));
    expect("shop_account", customer_);
    customer_.taps(customer_.newest().what.rows[0][0].label);
    expect("shop_order", customer_);
}

TEST_P(golden, help_and_languages) {
    customer_.types("/help");
    expect("help_customer", customer_);
    admin_.types("/help");
    expect("help_admin", admin_);
    customer_.types("/lang");
    expect("languages", customer_);
    admin_.types("/credit");
    expect("usage", admin_);
}

TEST_P(golden, agent_console) {
    owner_.types("/agent");
    expect("agent_dashboard", owner_);
    owner_.taps(label(phrase::label_set_markup));
    expect("agent_markup", owner_);
    owner_.types("0.1");
    expect("agent_markup_set", owner_);
    owner_.taps(label(phrase::label_set_support));
    expect("agent_support", owner_);
    owner_.types("@mysupport");
    owner_.taps(label(phrase::label_manage_buttons));
    expect("agent_buttons", owner_);
    owner_.taps(label(phrase::label_add_button));
    owner_.types("FAQ");
    expect("agent_button_url", owner_);
    owner_.types("https://example.com/faq");
    expect("agent_button_added", owner_);
    owner_.taps(label(phrase::label_delete_button));
    expect("agent_button_delete", owner_);
    owner_.types("/start");
    expect("shop_home_of_owner", owner_);
}

TEST_P(golden, withdrawal) {
    tale_.given_earnings(alpha_, "60");
    owner_.types("/agent");
    owner_.taps(label(phrase::label_request_withdrawal));
    expect("withdrawal_amount", owner_);
    owner_.types("50");
    expect("withdrawal_address", owner_);
    owner_.types(story::address);
    expect("withdrawal_submitted", owner_);
    admin_.types("/start");
    admin_.types("/withdraw_list");
    expect("withdrawals_list", admin_);
    admin_.taps(admin_.newest().what.rows[0][0].label);
    expect("withdrawal_approved", admin_);
    expect("withdrawal_approved_notice", owner_);
    admin_.taps(label(phrase::label_pay));
    expect("withdrawal_txid", admin_);
    admin_.types(std::string(64, 'a'));
    expect("withdrawal_paid_notice", owner_);
    admin_.types("/withdraw_stats");
    expect("withdrawal_totals", admin_);
    owner_.types("/agent");
    owner_.taps(label(phrase::label_own_withdrawals));
    expect("withdrawals_own", owner_);
    owner_.types("/agent");
    owner_.taps(label(phrase::label_earnings));
    expect("agent_earnings", owner_);
}

TEST_P(golden, admin_console) {
    admin_.types("/start");
    expect("admin_menu", admin_);
    admin_.taps(label(phrase::label_agents));
    expect("admin_agents", admin_);
    admin_.taps(label(phrase::label_add_agent));
    expect("admin_token", admin_);
    admin_.types("123456789:AAExampleSecretOfThirtyFiveChars_-");
    expect("admin_checking", admin_);
    tale_.comes_back(token_checked{{777, "beta_bot"}});
    expect("admin_name", admin_);
    admin_.types("Beta");
    expect("admin_owner", admin_);
    admin_.types("8");
    expect("admin_created", admin_);
    tale_.comes_back(bot_came_up{});
    expect("admin_came_up", admin_);
    tale_.host_reports(bot_ref::from_value(2),
                       {.what = agent_event::fail, .reason = "Unauthorized"});
    expect("admin_failed", admin_);
    admin_.types("/admin");
    admin_.taps(label(phrase::label_agents));
    admin_.taps(admin_.newest().what.rows[1][0].label);
    expect("admin_agent_in_error", admin_);
}

INSTANTIATE_TEST_SUITE_P(languages, golden, testing::Values("zh", "en"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace agentbackend::console
