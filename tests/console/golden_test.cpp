// The main screens, as readable text in both languages.

#include "golden_people.hpp"

namespace agentbackend::console {
namespace {

class main_screens : public golden_people {};

TEST_P(main_screens, shop) {
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

TEST_P(main_screens, help_and_languages) {
    customer_.types("/help");
    expect("help_customer", customer_);
    admin_.types("/help");
    expect("help_admin", admin_);
    customer_.types("/lang");
    expect("languages", customer_);
    admin_.types("/credit");
    expect("usage", admin_);
    styled_text usages;
    for (const auto* command : {"/product_add", "/stock_add", "/refund", "/withdraw_approve",
                                "/withdraw_reject", "/withdraw_pay", "/withdraw_cancel"}) {
        admin_.types(command);
        usages.append(admin_.newest().what.text).line().line();
    }
    expect_golden("usages", language_, {usages, {}});
}

TEST_P(main_screens, agent_console) {
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

TEST_P(main_screens, withdrawal) {
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

TEST_P(main_screens, admin_console) {
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
                       {.what = agent_event::fail,
                        .reason = status_reason_of(bot_trouble::token_refused, "Unauthorized")});
    expect("admin_failed", admin_);
    admin_.types("/admin");
    admin_.taps(label(phrase::label_agents));
    admin_.taps(admin_.newest().what.rows[1][0].label);
    expect("admin_agent_in_error", admin_);
}

TEST_P(main_screens, agents) {
    admin_.types("/admin");
    admin_.taps(label(phrase::label_agents));
    admin_.taps(label(phrase::label_find_agent));
    expect("admin_agent_search", admin_);
    admin_.types("nobody");
    expect("admin_agent_not_found", admin_);
    admin_.types("alpha");
    expect("admin_agent", admin_);
    admin_.taps(label(phrase::label_rename));
    expect("admin_rename", admin_);
    admin_.types("Alpha");
    admin_.taps(label(phrase::label_change_owner));
    expect("admin_change_owner", admin_);
    admin_.types("7");
    expect("admin_owner_changed", admin_);
    admin_.taps(label(phrase::label_replace_token));
    expect("admin_replacement_token", admin_);
    admin_.types("not a token");
    expect("admin_token_malformed", admin_);
    admin_.types("/admin");
    admin_.taps(label(phrase::label_agents));
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.taps(label(phrase::label_invite_owner));
    expect_golden("admin_invitation", language_, admin_.chat().rbegin()[1].what);
    const auto link = admin_.newest().what.text.text();
    customer_.types("/start " + link.substr(link.find("?start=") + 7));
    expect("agent_claimed", customer_);
    expect("admin_told_claimed", admin_);
    admin_.types("/admin");
    admin_.taps(label(phrase::label_agents));
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.taps(label(phrase::label_stop));
    expect("admin_stopped", admin_);
    admin_.taps(label(phrase::label_archive));
    expect("admin_archive", admin_);
    admin_.taps(label(phrase::label_confirm_archive));
    expect("admin_archived", admin_);
    admin_.types("/admin");
    admin_.taps(label(phrase::label_agents));
    expect("admin_agents_none", admin_);
    admin_.taps(label(phrase::agent_archived));
    expect("admin_agents_archived", admin_);
}

TEST_P(main_screens, catalogue) {
    admin_.types("/start");
    admin_.taps(label(phrase::label_catalogue));
    expect("catalogue", admin_);
    admin_.taps(label(phrase::label_add_product));
    expect("catalogue_name", admin_);
    admin_.types("Licence");
    expect("catalogue_price", admin_);
    admin_.types("2.5");
    expect("catalogue_added", admin_);
    admin_.taps(label(phrase::label_set_price));
    expect("catalogue_new_price", admin_);
    admin_.types("3");
    expect("catalogue_price_set", admin_);
    admin_.taps(label(phrase::label_rename));
    expect("catalogue_new_name", admin_);
    admin_.types("Key");
    expect("catalogue_renamed", admin_);
    admin_.taps(label(phrase::label_take_off_sale));
    expect("catalogue_off_sale", admin_);
    admin_.taps(label(phrase::label_back));
    expect("catalogue_with_one_off_sale", admin_);
    admin_.taps(label(phrase::label_categories));
    expect("categories_none", admin_);
    admin_.taps(label(phrase::label_add_category));
    expect("category_name", admin_);
    admin_.types("Cards");
    expect("category_added", admin_);
    admin_.taps(label(phrase::label_rename));
    expect("category_new_name", admin_);
    admin_.types("Vouchers");
    admin_.taps(label(phrase::label_back));
    expect("categories", admin_);
    admin_.taps(label(phrase::label_back));
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.taps(label(phrase::label_move_product));
    expect("catalogue_move", admin_);
    admin_.taps(admin_.newest().what.rows[0][0].label);
    expect("catalogue_moved", admin_);
    customer_.types("/start");
    customer_.taps(label(phrase::label_products));
    expect("shop_categories", customer_);
    customer_.taps(customer_.newest().what.rows[0][0].label);
    expect("shop_category", customer_);
    customer_.taps(customer_.newest().what.rows[0][0].label);
    customer_.taps(label(phrase::label_other_quantity));
    expect("shop_quantity", customer_);
}

TEST_P(main_screens, stock) {
    const auto lines = [](int count) {
        std::string all;
        for (int i = 0; i < count; ++i) all += "CODE\n";
        return file_fetched{std::make_shared<const std::string>(std::move(all))};
    };
    const auto sends_file = [&] {
        admin_.types("/start");
        admin_.taps(label(phrase::label_catalogue));
        admin_.taps(admin_.newest().what.rows[0][0].label);
        admin_.taps(label(phrase::label_add_stock));
        expect("stock", admin_);
        admin_.sends_file("file-1");
    };
    sends_file();
    expect("stock_file_awaited", admin_);
    tale_.comes_back(unreachable{"no route"});
    expect("stock_file_waiting", admin_);
    tale_.comes_back(lines(1'000));
    expect("stock_file_taken", admin_);
    tale_.comes_back(lines(1'000));
    expect("stock_file_added", admin_);
    sends_file();
    tale_.comes_back(lines(0));
    expect("stock_file_empty", admin_);
    sends_file();
    tale_.comes_back(file_refused{file_refused::cause::too_large, ""});
    expect("stock_file_too_large", admin_);
    sends_file();
    tale_.comes_back(file_refused{file_refused::cause::not_given, "invalid file_id"});
    expect("stock_file_not_given", admin_);
    sends_file();
    tale_.comes_back(file_refused{file_refused::cause::no_token, ""});
    expect("stock_file_without_token", admin_);
    sends_file();
    tale_.comes_back(file_fetched{std::make_shared<const std::string>("\xFF")});
    expect("stock_file_not_text", admin_);
    sends_file();
    tale_.comes_back(
        file_fetched{std::make_shared<const std::string>("CODE\n" + std::string(5'000, 'x'))});
    expect("stock_file_bad_line", admin_);
}

TEST_P(main_screens, wallets_and_orders) {
    admin_.types("/start");
    admin_.taps(label(phrase::label_wallets));
    expect("wallets_shops", admin_);
    admin_.taps(label(phrase::label_main_bot));
    expect("wallets_none", admin_);
    admin_.taps(label(phrase::label_back));
    admin_.taps("Alpha");
    expect("wallets", admin_);
    admin_.taps(label(phrase::label_find_wallet));
    expect("wallet_user", admin_);
    customer_.types("/start");
    admin_.types("42");
    expect("wallet", admin_);
    admin_.taps(label(phrase::label_credit_wallet));
    expect("wallet_amount", admin_);
    admin_.types("5");
    expect("wallet_note", admin_);
    admin_.types("cash");
    expect("wallet_credited", admin_);
    expect("shop_credited", customer_);
    admin_.taps(label(phrase::label_back));
    admin_.taps(label(phrase::label_find_wallet));
    admin_.types("4242");
    expect("wallet_of_a_stranger", admin_);

    customer_.taps(label(phrase::label_products));
    customer_.taps(customer_.newest().what.rows[0][0].label);
    customer_.taps("1");
    customer_.taps(label(phrase::label_confirm_purchase));
    admin_.types("/start");
    admin_.taps(label(phrase::label_find_order));
    expect("order_number", admin_);
    admin_.types("1");
    expect("order", admin_);
    admin_.taps(label(phrase::label_refund));
    expect("order_reason", admin_);
    admin_.types("code did not work");
    expect("order_confirm", admin_);
    admin_.types("?");
    expect("order_confirm_text", admin_);
    admin_.taps(label(phrase::label_confirm_refund));
    expect("order_refunded", admin_);
    expect("shop_refunded", customer_);
    customer_.taps(label(phrase::label_account));
    customer_.taps(customer_.newest().what.rows[0][0].label);
    expect("shop_order_refunded", customer_);

    owner_.types("/agent");
    owner_.taps(label(phrase::label_earnings));
    owner_.taps(label(phrase::label_earnings_by_day));
    expect("earnings_by_day", owner_);
    owner_.taps(label(phrase::label_back));
    owner_.taps(label(phrase::label_earnings_by_product));
    expect("earnings_by_product", owner_);
}

TEST_P(main_screens, agent_questions) {
    owner_.types("/agent");
    owner_.taps(label(phrase::label_set_channel));
    expect("agent_channel", owner_);
    owner_.types("?");
    expect("agent_link_malformed", owner_);
    owner_.types("/agent");
    owner_.taps(label(phrase::label_set_announcement));
    expect("agent_announcement", owner_);
    owner_.types("/agent");
    owner_.taps(label(phrase::label_manage_buttons));
    owner_.taps(label(phrase::label_add_button));
    expect("agent_button_title", owner_);
    owner_.types("/cancel");
    expect("cancelled", owner_);
    owner_.types("/cancel");
    expect("nothing_to_cancel", owner_);
    owner_.types("hello");
    expect("unexpected_text", owner_);
    owner_.types("/nonsense");
    expect("unknown_command", owner_);
    owner_.sends_file("file-1");
    expect("unexpected_file", owner_);
    owner_.types("/id");
    expect("id", owner_);
    owner_.types("/help");
    expect("help_owner", owner_);
    owner_.types("/agent");
    owner_.taps(label(phrase::label_own_withdrawals));
    expect("withdrawals_own_none", owner_);
    owner_.taps(label(phrase::label_back));
    owner_.taps(label(phrase::label_earnings));
    owner_.taps(label(phrase::label_earnings_by_day));
    expect("earnings_none", owner_);
    owner_.types("/agent");
    owner_.taps(label(phrase::label_close));
    expect("closed", owner_);
}

TEST_P(main_screens, reviews_that_end_otherwise) {
    tale_.given_earnings(alpha_, "100");
    for (int i = 0; i < 3; ++i) tale_.given_withdrawal(alpha_, "20");
    owner_.types("/start");  // their language is known from here on
    admin_.types("/withdraw_list");
    admin_.taps(admin_.newest().what.rows[0][1].label);
    expect("withdrawal_reject_reason", admin_);
    admin_.types("address of an exchange");
    expect("withdrawal_rejected", admin_);
    expect("withdrawal_rejected_notice", owner_);
    admin_.types("/withdraw_list");
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.taps(label(phrase::label_cancel_request));
    expect("withdrawal_cancel_reason", admin_);
    admin_.types("payout failed");
    expect("withdrawal_cancelled", admin_);
    expect("withdrawal_cancelled_notice", owner_);
    tale_.newest_does_not_arrive(alpha_, chat_id{7}, "Forbidden: bot was blocked by the user");
    expect("withdrawal_owner_unreached", admin_);
    auto in_main = tale_.person_in(user_id{7}, bot_ref::main());
    in_main.types("/start");
    admin_.types("/withdraw_list");
    admin_.taps(admin_.newest().what.rows[0][0].label);
    tale_.newest_does_not_arrive(alpha_, chat_id{7}, "Forbidden: bot was blocked by the user");
    expect("withdrawal_told_through_main", in_main);
    admin_.types("/withdraw_list paid");
    expect("withdrawals_none", admin_);
}

TEST_P(main_screens, refusals) {
    customer_.types("/agent");
    expect("refused_not_the_owner", customer_);
    customer_.types("/admin");
    expect("refused_not_an_admin", customer_);
    auto admin_elsewhere = tale_.person_in(story::admin_id, alpha_);
    admin_elsewhere.types("/admin");
    expect("refused_not_the_main_bot", admin_elsewhere);
    admin_.types("/agent");
    expect("refused_not_an_agent_bot", admin_);
}

INSTANTIATE_TEST_SUITE_P(languages, main_screens, testing::Values("zh", "en"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace agentbackend::console
