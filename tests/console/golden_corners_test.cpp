// Screens of what goes otherwise: refused, empty, full, late, stopped midway.

#include "golden_people.hpp"

namespace agentbackend::console {
namespace {

class corner_screens : public golden_people {
protected:
    void opens_agents() {
        admin_.types("/admin");
        admin_.taps(label(phrase::label_agents));
    }
    void opens_alpha() {
        opens_agents();
        admin_.taps(admin_.newest().what.rows[0][0].label);
    }
    void sends_token() {
        opens_agents();
        admin_.taps(label(phrase::label_add_agent));
        admin_.types("123456789:AAExampleSecretOfThirtyFiveChars_-");
    }
    reaction opens_dashboard(phrase then) {
        owner_.types("/agent");
        return owner_.taps(label(then));
    }
    void shows_a_card(someone& visitor) {
        visitor.types("/start");
        visitor.taps(label(phrase::label_products));
        visitor.taps(visitor.newest().what.rows[0][0].label);
    }
};

// --- Places and roles ------------------------------------------------------------------------

TEST_P(corner_screens, in_a_group) {
    customer_.types("/start");
    auto in = customer_.makes(typed{"/start@shop_bot"});
    in.chat = chat_id{-1001};
    in.kind = chat_kind::group;
    tale_.deliver(in);
    expect_golden("not_a_private_chat", language_, tale_.chat(alpha_, in.chat).back().what);
}

TEST_P(corner_screens, of_a_shop_that_is_closed) {
    customer_.types("/start");
    opens_alpha();
    admin_.taps(label(phrase::label_stop));
    admin_.taps(label(phrase::label_archive));
    admin_.taps(label(phrase::label_confirm_archive));
    customer_.types("/start");
    expect("agent_archived", customer_);
    auto nowhere = tale_.person_in(customer_.id(), bot_ref::from_value(99));
    nowhere.types("/start");
    expect("refused_agent_not_found", nowhere);
}

TEST_P(corner_screens, of_languages) {
    customer_.types("/lang");
    const auto chosen = customer_.taps(language_ == "zh" ? "中文" : "English");
    expect("language_set", chosen);
}

// --- Too late --------------------------------------------------------------------------------

TEST_P(corner_screens, of_buttons_and_steps_that_are_over) {
    customer_.types("/start");
    expect("button_out_of_date", customer_.sends_payload("no payload of ours"));
    opens_dashboard(phrase::label_set_support);
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        const conversation_key here{alpha_, chat_id{owner_.id().value}, owner_.id()};
        AGENTBACKEND_ASSIGN(auto begun, work.find_dialog(here));
        begun->state = "awaiting_button_url";
        AGENTBACKEND_TRY(work.put_dialog(*begun));
        return success();
    });
    owner_.types("https://example.com");
    expect("dialog_out_of_date", owner_);
}

TEST_P(corner_screens, of_a_purchase_confirmed_twice) {
    shows_a_card(customer_);
    customer_.taps("1");
    const auto confirm = *customer_.find_button(label(phrase::label_confirm_purchase));
    customer_.sends_payload(confirm.payload);
    expect("shop_bought_before", customer_.sends_payload(confirm.payload));
}

// --- The shop --------------------------------------------------------------------------------

TEST_P(corner_screens, of_a_shop_with_nothing_in_it) {
    story empty{language_};
    auto visitor = empty.person_in(user_id{42}, bot_ref::main());
    visitor.types("/start");
    expect("shop_home_of_main_bot", visitor);
    visitor.taps(label(phrase::label_products));
    expect("shop_products_none", visitor);
    visitor.types("/start");
    visitor.taps(label(phrase::label_account));
    expect("shop_account_without_orders", visitor);
    auto boss = empty.admin();
    boss.types("/start");
    boss.taps(label(phrase::label_catalogue));
    expect("catalogue_none", boss);
}

TEST_P(corner_screens, of_pages_of_products) {
    for (int i = 1; i <= 7; ++i) tale_.given_product("Sticker " + std::to_string(i), "0.5");
    customer_.types("/start");
    customer_.taps(label(phrase::label_products));
    expect("shop_products_first_page", customer_);
    customer_.taps(label(phrase::label_next_page));
    expect("shop_products_last_page", customer_);
    customer_.taps(customer_.newest().what.rows[0][0].label);
    expect("shop_product_sold_out", customer_);
}

TEST_P(corner_screens, of_items_too_long_for_a_message) {
    std::vector<std::string> licences;
    for (char mark = 'a'; mark < 'f'; ++mark) licences.emplace_back(1'000, mark);
    tale_.given_product("Licence", "0.1", licences);
    customer_.types("/start");
    customer_.taps(label(phrase::label_products));
    customer_.taps(customer_.newest().what.rows[2][0].label);
    customer_.taps("5");
    customer_.taps(label(phrase::label_confirm_purchase));
    expect("shop_delivery_in_file", customer_);
}

// --- The owner -------------------------------------------------------------------------------

TEST_P(corner_screens, of_links_and_buttons) {
    opens_dashboard(phrase::label_set_channel);
    owner_.types("@mychannel");
    expect("agent_link_saved", owner_);
    opens_dashboard(phrase::label_set_announcement);
    owner_.types("https://t.me/myboard");
    opens_dashboard(phrase::label_manage_buttons);
    owner_.taps(label(phrase::label_add_button));
    owner_.types("FAQ");
    owner_.types("https://example.com/faq");
    customer_.types("/start");
    expect("shop_home_with_links", customer_);
    opens_dashboard(phrase::label_manage_buttons);
    owner_.taps(label(phrase::label_delete_button));
    owner_.types("1");
    expect("agent_button_deleted", owner_);
    opens_dashboard(phrase::label_set_channel);
    owner_.types("clear");
    expect("agent_link_removed", owner_);
}

TEST_P(corner_screens, of_withdrawals_of_the_owner) {
    admin_.types("/start");
    expect("withdrawal_below_minimum", opens_dashboard(phrase::label_request_withdrawal));
    tale_.given_earnings(alpha_, "60");
    opens_dashboard(phrase::label_request_withdrawal);
    owner_.types("50");
    owner_.types(story::address);
    expect("admin_told_withdrawal", admin_);
    admin_.types("/withdraw_stats");
    expect("withdrawal_totals_with_pending", admin_);
    opens_dashboard(phrase::label_own_withdrawals);
    expect("withdrawals_own_pending", owner_);
    owner_.taps(owner_.newest().what.rows[0][0].label);
    expect("withdrawal_own_cancelled", owner_);
    expect("admin_told_withdrawal_cancelled", admin_);
    opens_dashboard(phrase::label_earnings);
    owner_.taps(label(phrase::label_earnings_by_product));
    expect("earnings_elsewhere", owner_);
}

// --- The admins ------------------------------------------------------------------------------

TEST_P(corner_screens, of_several_agents_that_are_like_what_is_searched_for) {
    tale_.given_agent("Alphabet", user_id{8});
    opens_agents();
    admin_.taps(label(phrase::label_find_agent));
    admin_.types("alpha");
    expect("admin_agents_found", admin_);
    for (int i = 1; i <= 8; ++i) tale_.given_agent("Alpha " + std::to_string(i), user_id{9});
    admin_.taps(label(phrase::label_find_agent));
    admin_.types("alpha");
    expect("admin_agents_found_many", admin_);
}

TEST_P(corner_screens, of_tokens_that_are_not_taken) {
    sends_token();
    admin_.types("Beta");
    expect("admin_token_not_checked_yet", admin_);
    tale_.comes_back(unreachable{"no route"});
    expect("admin_token_not_reachable", admin_);
    admin_.types("123456789:AAExampleSecretOfThirtyFiveChars_-");
    tale_.comes_back(token_refused{bot_trouble::token_refused, "Unauthorized"});
    expect("admin_token_refused", admin_);
    admin_.types("123456789:AAExampleSecretOfThirtyFiveChars_-");
    tale_.comes_back(token_refused{bot_trouble::token_of_main_bot, ""});
    expect("admin_token_of_main_bot", admin_);
    admin_.types("123456789:AAExampleSecretOfThirtyFiveChars_-");
    tale_.comes_back(token_refused{bot_trouble::token_unreadable, ""});
    expect("admin_token_check_lost", admin_);
}

TEST_P(corner_screens, of_every_trouble_a_bot_can_have) {
    admin_.types("/start");
    styled_text page;
    for (const auto trouble : {bot_trouble::token_refused, bot_trouble::token_unreadable,
                               bot_trouble::token_of_main_bot, bot_trouble::polled_elsewhere,
                               bot_trouble::webhook_elsewhere, bot_trouble::used_elsewhere}) {
        const bool has_words = trouble == bot_trouble::token_refused;
        tale_.host_reports(alpha_,
                           {.what = agent_event::fail,
                            .reason = status_reason_of(trouble, has_words ? "Unauthorized" : "")});
        page.append(admin_.newest().what.text).line().line();
        tale_.host_reports(alpha_, {.what = agent_event::start, .reason = {}});
    }
    expect_golden("admin_troubles", language_, {page, {}});
}

TEST_P(corner_screens, of_a_bot_that_starts_anew) {
    opens_alpha();
    admin_.taps(label(phrase::label_replace_token));
    admin_.types("123456789:AAExampleSecretOfThirtyFiveChars_-");
    tale_.comes_back(token_checked{{tale_.agent_of(alpha_).identity.platform_id, "Alpha_bot"}});
    expect("admin_token_replaced", admin_);
    opens_alpha();
    admin_.taps(label(phrase::label_stop));
    admin_.taps(label(phrase::label_start));
    expect("admin_starts", admin_);
    const auto start = tale_.effects().back();
    tale_.comes_back(start, unreachable{"no route"});
    expect("admin_not_reachable", admin_);
}

TEST_P(corner_screens, of_an_invitation_without_a_bot) {
    auto without_bot = tale_.agent_of(alpha_);
    without_bot.identity = {};
    tale_.in_transaction([&](unit_of_work& work) { return work.update_agent(without_bot); });
    opens_alpha();
    const auto refused = admin_.taps(label(phrase::label_invite_owner));
    expect("admin_invitation_needs_bot", refused);
}

TEST_P(corner_screens, of_an_invitation_to_a_bot_that_is_stopped) {
    opens_alpha();
    admin_.taps(label(phrase::label_stop));
    admin_.taps(label(phrase::label_invite_owner));
    expect_golden("admin_invitation_bot_is_down", language_, admin_.chat().rbegin()[1].what);
}

TEST_P(corner_screens, of_an_owner_who_is_replaced) {
    owner_.types("/start");
    customer_.types("/start");
    opens_alpha();
    admin_.taps(label(phrase::label_change_owner));
    admin_.types("42");
    expect("admin_owner_changed_to_somebody_known", admin_);
    expect("agent_owner_before", owner_);
    expect("agent_owner_now", customer_);
}

TEST_P(corner_screens, of_stock_that_is_not_taken) {
    admin_.types("/start");
    admin_.taps(label(phrase::label_catalogue));
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.taps(label(phrase::label_add_stock));
    admin_.sends_file("");
    expect("stock_is_no_text", admin_);
    admin_.types(std::string(4'096, 'x'));
    expect("stock_text_too_long", admin_);
}

TEST_P(corner_screens, of_products_and_categories) {
    admin_.types("/start");
    admin_.taps(label(phrase::label_catalogue));
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.taps(label(phrase::label_take_off_sale));
    admin_.taps(label(phrase::label_put_on_sale));
    expect("catalogue_back_on_sale", admin_);
    admin_.taps(label(phrase::label_back));
    admin_.taps(label(phrase::label_categories));
    admin_.taps(label(phrase::label_add_category));
    admin_.types("Cards");
    admin_.taps(label(phrase::label_rename));
    admin_.types("Vouchers");
    expect("category_renamed", admin_);
}

// Whoever sent the file is no admin any more when the second half of it is to be taken.
TEST_P(corner_screens, of_a_stock_file_that_stops_midway) {
    auto dismissed = tale_.person_in(user_id{43}, bot_ref::main());
    dismissed.types("/start");
    admin_.types("/start");
    admin_.taps(label(phrase::label_catalogue));
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.taps(label(phrase::label_add_stock));
    admin_.sends_file("file-1");
    std::string codes;
    for (int i = 0; i < 1'000; ++i) codes += "CODE\n";
    const file_fetched content{std::make_shared<const std::string>(codes)};
    tale_.comes_back(content);
    auto second_half = tale_.effects().back();
    second_half.user = dismissed.id();
    tale_.comes_back(second_half, content);
    expect("stock_file_stopped", admin_);
}

TEST_P(corner_screens, of_reviews) {
    tale_.given_earnings(alpha_, "100");
    for (int i = 0; i < 2; ++i) tale_.given_withdrawal(alpha_, "20");
    admin_.types("/withdraw_list");
    admin_.taps(admin_.newest().what.rows[0][0].label);
    admin_.types("/withdraw_list approved");
    expect("withdrawals_list_approved", admin_);
    admin_.types("/withdraw_list nonsense");
    expect("withdrawals_status_unknown", admin_);
    customer_.types("/start");
    shows_a_card(customer_);
    customer_.taps("1");
    customer_.taps(label(phrase::label_confirm_purchase));
    admin_.types("/start");
    admin_.taps(label(phrase::label_find_order));
    admin_.types("1");
    admin_.taps(label(phrase::label_refund));
    admin_.taps(label(phrase::label_skip));
    expect("order_confirm_without_reason", admin_);
}

INSTANTIATE_TEST_SUITE_P(languages, corner_screens, testing::Values("zh", "en"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace agentbackend::console
