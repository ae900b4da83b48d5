// The running host over real HTTP: a world on loopback, a store in memory.

#include "host/service_fixture.hpp"

#include <set>

namespace agentbackend::host {
namespace {

class service_test : public running_service {
protected:
    // Without a journal: nobody verifies these books.
    void give_available(const bot& b, usdt amount) {
        auto opened = data->begin();
        auto richer = opened.value()->work().find_agent(b.agent).value().value();
        richer.available = amount;
        opened.value()->work().update_agent(richer).value();
        opened.value()->commit().value();
    }
};

TEST_F(service_test, brings_up_again_what_ran_and_leaves_down_what_was_stopped) {
    const auto alpha = given_agent("alpha", agent_status::running);
    const auto beta = given_agent("beta", agent_status::stopped);
    const auto gamma = given_agent("gamma", agent_status::starting);
    const auto delta = given_agent("delta", agent_status::error);
    start();
    for (const auto& b : {alpha, gamma, delta}) expect_answer(b);
    customer.in(beta.username).sends("/start");
    expect_answer(alpha);
    EXPECT_EQ(world.pending_updates(beta.username), 1U);
    stop();
    EXPECT_EQ(row_of(alpha).status, agent_status::running);
    EXPECT_EQ(row_of(beta).status, agent_status::stopped);
    EXPECT_EQ(row_of(gamma).status, agent_status::running);
    EXPECT_EQ(row_of(delta).status, agent_status::running);
    EXPECT_TRUE(end.is_orderly);
}

TEST_F(service_test, parks_a_bot_whose_token_is_refused_and_disturbs_no_other) {
    const auto alpha = given_agent_without_bot("alpha", agent_status::running);
    const auto beta = given_agent("beta", agent_status::running);
    start();
    admin.in("shop_bot").await([](const auto& chat) {
        return chat.shows("The bot of “alpha” failed");
    });
    expect_answer(beta);
    EXPECT_EQ(row_of(alpha).status, agent_status::error);
    EXPECT_NE(row_of(alpha).status_reason.find("Unauthorized"), std::string::npos);
    EXPECT_TRUE(row_of(alpha).enabled);
    EXPECT_EQ(row_of(beta).status, agent_status::running);
}

TEST_F(service_test, parks_a_bot_whose_token_becomes_invalid_while_it_runs) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start();
    expect_answer(alpha);
    world.replace_token(alpha.username, token_of("other"));
    world.close_all_connections();
    admin.in("shop_bot").await([](const auto& chat) {
        return chat.shows("The bot of “alpha” failed");
    });
    EXPECT_EQ(row_of(alpha).status, agent_status::error);
    admin.in("shop_bot").sends("/help").expect("/withdraw_list");
}

TEST_F(service_test, says_why_an_agent_with_an_unreadable_token_does_not_run) {
    auto alpha = given_agent("alpha", agent_status::running);
    {
        auto opened = data->begin();
        auto changed = opened.value()->work().find_agent(alpha.agent).value().value();
        changed.token = aes_token_sealer(make_token_key()).seal(alpha.token, changed.agent_id);
        opened.value()->work().update_agent(changed).value();
        opened.value()->commit().value();
    }
    start();
    admin.in("shop_bot").await([](const auto& chat) {
        return chat.shows("its token cannot be read");
    });
    EXPECT_EQ(row_of(alpha).status, agent_status::error);
}

TEST_F(service_test, does_not_run_an_agent_on_the_main_bots_own_token) {
    auto alpha = given_agent_without_bot("alpha", agent_status::running);
    {
        auto opened = data->begin();
        auto changed = opened.value()->work().find_agent(alpha.agent).value().value();
        changed.token = sealer.seal(main_token, changed.agent_id);
        opened.value()->work().update_agent(changed).value();
        opened.value()->commit().value();
    }
    start();
    auto chat = admin.in("shop_bot");
    chat.await([](const auto& seen) { return seen.shows("this is the main bot's own token"); });
    EXPECT_EQ(row_of(alpha).status, agent_status::error);
    chat.taps("🤖 Open the agent").expect("Reason: this is the main bot's own token");
    chat.taps("▶️ Start").await([](const auto& seen) {
        return seen.shows("The bot of “alpha” failed: this is the main bot's own token");
    });
    chat.sends("/id").expect("Your user id: 1");
    EXPECT_EQ(row_of(alpha).status, agent_status::error);
}

TEST_F(service_test, takes_the_main_bots_own_token_for_no_agent) {
    start();
    auto chat = admin.in("shop_bot");
    chat.sends("/start").expect("Admin menu");
    chat.taps("🤖 Agents").expect("No agents yet");
    chat.taps("➕ New agent").expect("Send the bot token");
    chat.sends(std::string(main_token)).expect("That is the main bot's own token");
}

TEST_F(service_test, keeps_no_admin_waiting_whose_token_can_be_checked_only_later) {
    const auto token = token_of("beta");
    world.add_bot({token, std::stoll(token), "beta_bot", "Beta"});
    start();
    world.faults().next_matching({"getMe", "beta_bot"}, 1,
                                 sandbox::too_many_requests(std::chrono::seconds(600)));
    auto chat = admin.in("shop_bot");
    chat.sends("/start").expect("Admin menu");
    chat.taps("🤖 Agents").expect("No agents yet");
    chat.taps("➕ New agent").expect("Send the bot token");
    chat.sends(token).expect("cannot be reached").sends(token).expect("beta_bot");
}

TEST_F(service_test, handles_an_update_once_however_often_it_is_delivered) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start();
    expect_answer(alpha);
    world.redeliver(alpha.username, 1);
    customer.in(alpha.username).sends("/id").expect("Your user id: 42");
    stop();
    EXPECT_EQ(answers_in(alpha.username), 2U);

    world.redeliver(alpha.username, 2);
    start();
    customer.in(alpha.username).sends("/help").expect("/start");
    stop();
    EXPECT_EQ(answers_in(alpha.username), 3U);
}

TEST_F(service_test, hears_updates_whose_numbers_start_anew) {
    const auto alpha = given_agent("alpha", agent_status::running);
    world.restart_update_ids(alpha.username, 900'000);
    start();
    expect_answer(alpha);
    stop();
    world.restart_update_ids(alpha.username, 5);
    start();
    expect_answer(alpha);
}

TEST_F(service_test, goes_on_after_every_kind_of_bad_answer_to_a_poll) {
    const auto alpha = given_agent("alpha", agent_status::running);
    for (const auto& fault :
         {sandbox::internal_server_error(), sandbox::bad_gateway(), sandbox::hang_up(),
          sandbox::garbled_answer(), sandbox::cut_answer(), sandbox::lost_answer(),
          sandbox::too_many_requests(std::chrono::seconds(1)), sandbox::conflict()}) {
        world.faults().next_matching({"getUpdates", alpha.username}, 1, fault);
    }
    start();
    expect_answer(alpha);
    EXPECT_EQ(world.faults().remaining(), 0U);
    EXPECT_EQ(row_of(alpha).status, agent_status::running);
}

TEST_F(service_test, removes_a_webhook_that_somebody_else_set) {
    const auto alpha = given_agent("alpha", agent_status::running);
    world.faults().next_matching(
        {"getUpdates", alpha.username}, 1,
        sandbox::error_answer(409,
                              "Conflict: can't use getUpdates method while webhook is active; "
                              "use deleteWebhook to delete the webhook first"));
    start();
    expect_answer(alpha);
    stop();
    EXPECT_NE(lines.str().find("had a webhook"), std::string::npos);
}

TEST_F(service_test, does_not_fight_for_the_main_bot_and_tells_the_admins_once) {
    conflicts.patience = std::chrono::milliseconds(0);
    conflicts.pause_while_parked = std::chrono::milliseconds(1);
    world.faults().next_matching({"getUpdates", "shop_bot"}, 3, sandbox::conflict());
    start();
    admin.in("shop_bot").await([](const auto& chat) {
        return chat.shows("Another program uses the main bot's token");
    });
    admin.in("shop_bot").await([](const auto& chat) {
        return chat.shows("No other program uses the main bot's token any more");
    });
    admin.in("shop_bot").sends("/id").expect("Your user id: 1");
    stop();
    EXPECT_EQ(world.faults().remaining(), 0U);
    const auto said = lines.str();
    EXPECT_NE(said.find("bot 0 shares its token"), std::string::npos);
    EXPECT_EQ(said.find("bot 0 shares its token"), said.rfind("bot 0 shares its token"));
}

TEST_F(service_test, comes_back_when_whoever_kept_setting_a_webhook_is_gone) {
    conflicts.patience = std::chrono::milliseconds(0);
    conflicts.pause_while_parked = std::chrono::milliseconds(1);
    world.faults().next_matching(
        {"getUpdates", "shop_bot"}, 2,
        sandbox::error_answer(409,
                              "Conflict: can't use getUpdates method while webhook is active"));
    start();
    admin.in("shop_bot").sends("/id").expect("Your user id: 1");
    stop();
    // One at the start, one for each that was met.
    EXPECT_EQ(world.requests_received("deleteWebhook"), 3U);
}

TEST_F(service_test, serves_by_webhooks_as_by_polls) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start(webhook_options());
    expect_answer(alpha);
    customer.in(alpha.username).taps("🛍 Products");
    world.await([](const auto& e) { return e.kind == sandbox::event_kind::bot_answered; });
    world.redeliver(alpha.username, 1);
    customer.in(alpha.username).sends("/id").expect("Your user id: 42");
    EXPECT_EQ(world.requests_received("getUpdates"), 0U);
    EXPECT_NE(world.webhook_url(alpha.username), world.webhook_url("shop_bot"));
    stop();
    EXPECT_EQ(world.webhook_url(alpha.username), "");
    EXPECT_EQ(world.webhook_url("shop_bot"), "");
    EXPECT_EQ(row_of(alpha).status, agent_status::running);
}

TEST_F(service_test, loses_and_repeats_nothing_when_it_changes_between_polls_and_webhooks) {
    const auto alpha = given_agent("alpha", agent_status::running);
    for (int round = 0; round < 3; ++round) {
        customer.in(alpha.username).sends("/id");
        start(round % 2 == 0 ? std::optional(webhook_options()) : std::nullopt);
        customer.in(alpha.username).sends("/help").expect("/start");
        stop();
        customer.in(alpha.username).sends("/id");
    }
    start();
    customer.in(alpha.username).sends("/help").expect("/start");
    stop();
    EXPECT_EQ(answers_in(alpha.username), 10U);
}

TEST_F(service_test, stops_one_bots_webhook_with_the_bot) {
    const auto alpha = given_agent("alpha", agent_status::running);
    const auto beta = given_agent("beta", agent_status::running);
    start(webhook_options());
    expect_answer(alpha);
    expect_answer(beta);
    auto chat = admin.in("shop_bot");
    chat.sends("/start").expect("Admin menu");
    chat.taps("🤖 Agents").expect("Agents");
    chat.taps("🟢 Running · alpha").expect("Available");
    chat.taps("⏸ Stop");
    world.await_requests("deleteWebhook", 1);
    expect_answer(beta);
    EXPECT_NE(world.webhook_url(beta.username), "");
}

TEST_F(service_test, answers_a_press_beside_whatever_waits_to_be_sent) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start();
    expect_answer(alpha);
    world.faults().next_matching({"editMessageText", alpha.username}, 1,
                                 sandbox::too_many_requests(std::chrono::seconds(600)));
    customer.in(alpha.username).taps("🛍 Products");
    world.await([&](const auto& e) { return e.kind == sandbox::event_kind::bot_answered; });
}

TEST_F(service_test, drops_an_answer_to_a_press_that_would_come_too_late) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start();
    expect_answer(alpha);
    world.faults().next_matching({"answerCallbackQuery", alpha.username}, 1,
                                 sandbox::too_many_requests(std::chrono::seconds(600)));
    customer.in(alpha.username).taps("🛍 Products");
    world.await_requests("answerCallbackQuery", 1);
    // The next press is answered at once: the pause was for the other one alone.
    customer.in(alpha.username).taps("⬅️ Back");
    world.await([](const auto& e) { return e.kind == sandbox::event_kind::bot_answered; });
    stop();
    EXPECT_EQ(world.requests_received("answerCallbackQuery"), 2U);
}

TEST_F(service_test, asks_no_second_time_for_a_press_that_has_expired) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start();
    expect_answer(alpha);
    world.faults().next_matching(
        {"answerCallbackQuery", alpha.username}, 1,
        sandbox::error_answer(400,
                              "Bad Request: query is too old and response timeout expired or query "
                              "ID is invalid"));
    customer.in(alpha.username).taps("🛍 Products").expect("Products");
    expect_answer(alpha);
    stop();
    EXPECT_EQ(world.requests_received("answerCallbackQuery"), 1U);
}

TEST_F(service_test, keeps_what_it_could_not_send_for_the_next_start) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start();
    expect_answer(alpha);
    world.faults().next_matching({"sendMessage", alpha.username}, 1,
                                 sandbox::too_many_requests(std::chrono::seconds(600)));
    customer.in(alpha.username).sends("/id");
    world.await_requests("sendMessage", 3);  // the admin's greeting, the customer's, this one
    stop();
    EXPECT_NE(lines.str().find("left queued for the next start: 1"), std::string::npos);
    start();
    customer.in(alpha.username).await([](const auto& chat) {
        return chat.shows("Your user id: 42");
    });
}

TEST_F(service_test, ends_when_the_main_bots_token_is_refused) {
    world.replace_token("shop_bot", token_of("new"));
    start();
    thread.join();
    EXPECT_FALSE(end.is_orderly);
    EXPECT_NE(end.reason.find("Unauthorized"), std::string::npos);
    running.reset();
}

TEST_F(service_test, writes_no_token_into_its_log) {
    const auto alpha = given_agent("alpha", agent_status::running);
    const auto beta = given_agent_without_bot("beta", agent_status::running);
    log.set_level(spdlog::level::trace);
    world.faults().next("getUpdates", 2, sandbox::garbled_answer());
    world.faults().next("sendMessage", 2, sandbox::error_answer(400, "Bad Request: no"));
    start();
    customer.in(alpha.username).sends("/start");
    customer.in(alpha.username).sends("/id");
    // The admin's menu, the news about beta, and the customer's two; half of them refused.
    world.await_requests("sendMessage", 4);
    stop();
    for (const auto& token : {std::string(main_token), alpha.token, beta.token}) {
        EXPECT_EQ(lines.str().find(token.substr(token.find(':') + 1)), std::string::npos);
    }
}

TEST_F(service_test, takes_a_stock_file_of_thousands_of_lines_across_a_restart) {
    start();
    auto chat = admin.in("shop_bot");
    chat.sends("/product_add 10 Gift card").expect("has been added");
    std::string codes;
    for (int i = 1; i <= 4'000; ++i) codes += "CODE-" + std::to_string(i) + "\n";
    chat.taps("➕ Add stock").expect("one item a line");
    chat.sends_document({"codes.txt", codes, {}}).expect("added");
    stop();
    start();
    chat.await([](const auto& seen) { return seen.shows("4000 added to “Gift card”; 4000 in"); });
    stop();

    auto state = data->read();
    const auto items = state.value()->view().stock_items({}, 10'000).value();
    std::set<std::string> different;
    for (const auto& item : items) different.insert(item.content);
    EXPECT_EQ(items.size(), 4'000U);
    EXPECT_EQ(different.size(), 4'000U);
    const auto in_chat = chat.reads().messages;
    EXPECT_EQ(
        std::count_if(in_chat.begin(), in_chat.end(),
                      [](const auto& m) { return m.text.find("4000 added") != std::string::npos; }),
        1);
}

TEST_F(service_test, fetches_no_file_that_is_too_large) {
    start();
    auto chat = admin.in("shop_bot");
    chat.sends("/product_add 10 Gift card").expect("has been added");
    chat.taps("➕ Add stock").expect("one item a line");
    chat.sends_document({"codes.txt", std::string(5'000'001, 'x'), {}});
    chat.expect("larger than 5 MB");
    EXPECT_EQ(world.requests_received("getFile"), 0U);
}

TEST_F(service_test, passes_on_once_what_an_owner_who_blocked_their_bot_was_not_told) {
    const auto alpha = given_agent("alpha", agent_status::running);
    auto owner = world.person(7, "Owner", "en");
    give_available(alpha, usdt::from_units(50));
    start();
    auto panel = owner.in(alpha.username);
    panel.sends("/agent").expect("Agent dashboard");
    for (const auto* text : {"20", "30"}) {
        panel.sends("/agent").expect("Agent dashboard");
        panel.taps("💸 Withdraw").expect("Send the amount");
        panel.sends(text).expect("TRC20");
        panel.sends("TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss").expect("submitted");
    }
    panel.blocks();
    auto chat = admin.in("shop_bot");
    chat.sends("/withdraw_list").expect("Withdrawals · Open");
    chat.taps("1. ✅ Approve");
    chat.await([](const auto& seen) { return seen.shows("owner 7 of “alpha” was not reached"); });

    owner.in("shop_bot").sends("/start").expect("Welcome");
    chat.sends("/withdraw_list pending").expect("Withdrawals · Pending");
    chat.taps("1. ✅ Approve");
    owner.in("shop_bot").await([](const auto& seen) {
        return seen.shows("cannot write to you") && seen.shows("awaiting payment");
    });
    stop();
    start();
    panel.unblocks();
    panel.sends("/agent").expect("Agent dashboard");
    panel.taps("🧾 Withdrawals").expect("Approved, awaiting payment");
    const auto told = chat.reads().messages;
    EXPECT_EQ(std::count_if(told.begin(), told.end(),
                            [](const auto& m) {
                                return m.text.find("was not reached") != std::string::npos;
                            }),
              1);
}

TEST_F(service_test, shows_an_owner_their_menu_when_they_press_start_and_takes_it_back) {
    const auto alpha = given_agent("alpha", agent_status::running);
    auto owner = world.person(7, "Owner", "en");
    start();
    const auto sees_dashboard = [&] {
        const auto menu = owner.in(alpha.username).sees_commands();
        return std::any_of(menu.begin(), menu.end(),
                           [](const auto& c) { return c.name == "agent"; });
    };
    // Menus are registered beside the conversations; this looks again after each of a few words.
    const auto comes_to = [&](bool what) {
        constexpr int patience = 200;
        for (int words = 0; words < patience && sees_dashboard() != what; ++words) {
            owner.in(alpha.username).sends("/id").expect("Your user id: 7");
        }
        return sees_dashboard() == what;
    };
    owner.in(alpha.username).sends("/start").expect("Welcome");
    EXPECT_TRUE(comes_to(true));
    auto chat = admin.in("shop_bot");
    chat.sends("/start").expect("Admin menu");
    chat.taps("🤖 Agents").expect("Agents");
    chat.taps("🟢 Running · alpha").expect("Owner: 7");
    chat.taps("👤 Change owner").expect("user id");
    chat.sends("42").expect("Owner: 42");
    EXPECT_TRUE(comes_to(false));
}

}  // namespace
}  // namespace agentbackend::host
