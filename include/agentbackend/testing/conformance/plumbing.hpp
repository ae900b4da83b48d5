// What belongs to the bots: persons, dialogs, keys, inbox, outbox, screens, effects, and pruning.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <limits>
#include <string>
#include <vector>

namespace agentbackend::testing {

// --- Persons and dialogs -----------------------------------------------------------------------

TEST_P(store_conformance, a_person_is_replaced_by_what_is_put) {
    auto row = sample_person();
    EXPECT_FALSE(must(look()->find_person(row.bot, row.user)));
    write([&](auto& work) { must(work.put_person(row)); });
    EXPECT_EQ(must(look()->find_person(row.bot, row.user)), row);
    row = {.bot = row.bot, .user = row.user, .language = "en"};
    write([&](auto& work) { must(work.put_person(row)); });
    EXPECT_EQ(must(look()->find_person(row.bot, row.user)), row);
    EXPECT_FALSE(must(look()->find_person(bot_ref::main(), row.user)));
    EXPECT_FALSE(must(look()->find_person(row.bot, user_id{73})));
}

TEST_P(store_conformance, a_dialog_comes_back_as_it_was_put_until_it_is_erased) {
    auto row = sample_dialog();
    EXPECT_FALSE(must(look()->find_dialog(row.key)));
    row.ref = write([&](auto& work) { return must(work.put_dialog(row)); });
    EXPECT_TRUE(row.ref);
    EXPECT_EQ(must(look()->find_dialog(row.key)), row);
    write([&](auto& work) { must(work.erase_dialog(row.key)); });
    EXPECT_FALSE(must(look()->find_dialog(row.key)));
    write([&](auto& work) { must(work.erase_dialog(row.key)); });
}

TEST_P(store_conformance, a_dialog_keeps_its_reference_while_it_goes_on) {
    auto row = sample_dialog();
    row.ref = write([&](auto& work) { return must(work.put_dialog(row)); });
    row.state = "awaiting_withdraw_address";
    row.data = "";
    row.updated_at = at(99);
    EXPECT_EQ(write([&](auto& work) { return must(work.put_dialog(row)); }), row.ref);
    EXPECT_EQ(must(look()->find_dialog(row.key)), row);
}

TEST_P(store_conformance, a_new_dialog_in_a_conversation_replaces_the_old_one) {
    const auto old = write([](auto& work) { return must(work.put_dialog(sample_dialog())); });
    const auto fresh = write([](auto& work) { return must(work.put_dialog(sample_dialog())); });
    EXPECT_GT(fresh, old);
    EXPECT_EQ(must(look()->find_dialog(sample_conversation()))->ref, fresh);
}

TEST_P(store_conformance, a_dialog_belongs_to_one_bot_chat_and_user) {
    write([](auto& work) { must(work.put_dialog(sample_dialog())); });
    auto elsewhere = sample_conversation();
    elsewhere.bot = bot_ref::main();
    EXPECT_FALSE(must(look()->find_dialog(elsewhere)));
    elsewhere = sample_conversation();
    elsewhere.chat.value += 1;
    EXPECT_FALSE(must(look()->find_dialog(elsewhere)));
    elsewhere = sample_conversation();
    elsewhere.user.value += 1;
    EXPECT_FALSE(must(look()->find_dialog(elsewhere)));

    write([&](auto& work) {
        must(work.put_dialog(sample_dialog(elsewhere)));
        must(work.erase_dialog(elsewhere));
    });
    EXPECT_TRUE(must(look()->find_dialog(sample_conversation())));
}

TEST_P(store_conformance, the_reference_of_another_conversations_dialog_is_a_conflict) {
    const auto open = begin();
    auto& work = open->work();
    auto mine = sample_dialog();
    mine.ref = must(work.put_dialog(mine));
    auto elsewhere = sample_dialog({.bot = {}, .chat = chat_id{1}, .user = user_id{2}});
    const auto theirs = must(work.put_dialog(elsewhere));
    auto stolen = mine;
    stolen.ref = theirs;
    EXPECT_EQ(code_of(work.put_dialog(stolen)), errc::store_conflict);
    EXPECT_EQ(must(work.find_dialog(mine.key)), mine);
}

// --- Exactly once ------------------------------------------------------------------------------

TEST_P(store_conformance, a_recorded_key_comes_back_as_it_was_recorded) {
    const auto row = sample_key(awkward("key"));
    EXPECT_FALSE(must(look()->find_key(row.scope)));
    write([&](auto& work) { must(work.record_key(row)); });
    EXPECT_EQ(must(look()->find_key(row.scope)), row);
}

TEST_P(store_conformance, a_recorded_key_reaches_its_own_bot_and_user_only) {
    const auto row = sample_key("key");
    write([&](auto& work) { must(work.record_key(row)); });
    auto elsewhere = row.scope;
    elsewhere.bot = bot_ref::main();
    EXPECT_FALSE(must(look()->find_key(elsewhere)));
    elsewhere = row.scope;
    elsewhere.user.value += 1;
    EXPECT_FALSE(must(look()->find_key(elsewhere)));
    elsewhere = row.scope;
    elsewhere.key = "KEY";
    EXPECT_FALSE(must(look()->find_key(elsewhere)));
}

TEST_P(store_conformance, a_key_is_recorded_once) {
    const auto row = sample_key("key");
    write([&](auto& work) { must(work.record_key(row)); });
    auto again = row;
    again.entity = 7;
    EXPECT_EQ(code_of(begin()->work().record_key(again)), errc::store_conflict);
    EXPECT_EQ(must(look()->find_key(row.scope)), row);
}

TEST_P(store_conformance, an_update_is_new_once) {
    const inbox_key key{.source = 1, .sequence = 2};
    write([&](auto& work) {
        EXPECT_TRUE(must(work.record_update(key, at(1))));
        EXPECT_FALSE(must(work.record_update(key, at(2))));
    });
    EXPECT_FALSE(write([&](auto& work) { return must(work.record_update(key, at(3))); }));
    EXPECT_TRUE(must(look()->has_update(key)));
}

TEST_P(store_conformance, updates_are_known_by_exact_match_never_by_the_highest_seen) {
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    write([](auto& work) {
        EXPECT_TRUE(must(work.record_update({.source = 1, .sequence = largest}, at(1))));
        EXPECT_TRUE(must(work.record_update({.source = 1, .sequence = 5}, at(1))));
        EXPECT_TRUE(must(work.record_update({.source = 2, .sequence = 5}, at(1))));
        EXPECT_TRUE(
            must(work.record_update({.source = inbox_key::effects_source, .sequence = 5}, at(1))));
    });
    EXPECT_FALSE(must(look()->has_update({.source = 1, .sequence = 4})));
    EXPECT_FALSE(must(look()->has_update({.source = 1, .sequence = -5})));
    EXPECT_FALSE(must(look()->has_update({.source = 3, .sequence = 5})));
    EXPECT_TRUE(must(look()->has_update({.source = -1, .sequence = 5})));
}

// --- What is to be said and done ---------------------------------------------------------------

TEST_P(store_conformance, messages_are_queued_in_order_and_come_back_as_they_were) {
    std::vector<outbox_message> queued;
    write([&](auto& work) {
        for (const auto chat : {3, 1, 3, 2}) {
            queued.push_back(sample_message(chat));
            queued.back().ref = must(work.enqueue(queued.back()));
        }
    });
    EXPECT_EQ(must(look()->queued_messages({}, 10)), queued);
    EXPECT_EQ(must(look()->queued_messages({}, 2)),
              std::vector(queued.begin(), queued.begin() + 2));
    EXPECT_EQ(must(look()->queued_messages(queued[1].ref, 10)),
              std::vector(queued.begin() + 2, queued.end()));
}

TEST_P(store_conformance, messages_sent_or_given_up_leave_the_queue) {
    const auto refs = write([](auto& work) {
        std::vector<outbox_ref> all(3);
        for (auto& ref : all) ref = must(work.enqueue(sample_message()));
        return all;
    });
    write([&](auto& work) {
        must(work.mark_sent(refs[0]));
        must(work.mark_failed(refs[2], awkward("blocked by the user")));
    });
    const auto left = must(look()->queued_messages({}, 10));
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left.front().ref, refs[1]);
}

TEST_P(store_conformance, marking_a_message_that_is_finished_or_unknown_is_passed_over) {
    write([](auto& work) {
        const auto ref = must(work.enqueue(sample_message()));
        must(work.mark_sent(ref));
        must(work.mark_sent(ref));
        must(work.mark_failed(ref, "late"));
        must(work.mark_sent({ref.value + 1}));
        must(work.mark_failed({ref.value + 1}, "unknown"));
        EXPECT_TRUE(must(work.queued_messages({}, 10)).empty());
    });
}

TEST_P(store_conformance, a_screen_is_known_by_the_message_noted_last) {
    const auto key = sample_screen();
    EXPECT_FALSE(must(look()->find_screen(key)));
    write([&](auto& work) { must(work.note_screen(key, 5)); });
    EXPECT_EQ(must(look()->find_screen(key)), 5);
    write([&](auto& work) { must(work.note_screen(key, 6)); });
    EXPECT_EQ(must(look()->find_screen(key)), 6);

    auto elsewhere = key;
    elsewhere.bot = bot_ref::main();
    EXPECT_FALSE(must(look()->find_screen(elsewhere)));
    elsewhere = key;
    elsewhere.chat.value += 1;
    EXPECT_FALSE(must(look()->find_screen(elsewhere)));
    elsewhere = key;
    elsewhere.screen += "x";
    EXPECT_FALSE(must(look()->find_screen(elsewhere)));
}

TEST_P(store_conformance, effects_are_open_until_they_are_closed_once) {
    std::vector<stored_effect> asked;
    write([&](auto& work) {
        for (int n = 0; n < 3; ++n) {
            asked.push_back(sample_effect());
            asked.back().ref = must(work.insert_effect(asked.back()));
        }
    });
    EXPECT_EQ(must(look()->open_effects({}, 10)), asked);
    EXPECT_EQ(must(look()->open_effects(asked[0].ref, 1)), std::vector{asked[1]});
    write([&](auto& work) {
        EXPECT_TRUE(must(work.close_effect(asked[1].ref)));
        EXPECT_FALSE(must(work.close_effect(asked[1].ref)));
        EXPECT_FALSE(must(work.close_effect({asked[2].ref.value + 1})));
    });
    EXPECT_EQ(must(look()->open_effects({}, 10)), (std::vector{asked[0], asked[2]}));
}

// --- Pruning -----------------------------------------------------------------------------------

// One row of each prunable kind, of that time; of messages one sent and one given up.
inline quote_ref write_prunable(unit_of_work& work, product_ref product, timestamp when) {
    const auto number = when.time_since_epoch().count();
    must(work.record_update({.source = 1, .sequence = number}, when));
    auto quote = sample_quote(product);
    quote.created_at = when;
    quote.ref = must(work.insert_quote(quote));
    auto key = sample_key(std::to_string(number));
    key.at = when;
    must(work.record_key(key));
    auto message = sample_message();
    message.queued_at = when;
    must(work.mark_sent(must(work.enqueue(message))));
    must(work.mark_failed(must(work.enqueue(message)), "blocked"));
    return quote.ref;
}

TEST_P(store_conformance, pruning_removes_what_is_older_and_nothing_else) {
    std::vector<quote_ref> quotes;
    write([&](auto& work) {
        const auto product = must(work.insert_product(sample_product()));
        for (const auto seconds : {3, 1, 2}) {
            quotes.push_back(write_prunable(work, product, at(seconds)));
        }
    });
    EXPECT_EQ(write([](auto& work) { return must(work.prune(at(2), 100)); }), 4);
    const auto number = [](std::int64_t seconds) { return at(seconds).time_since_epoch().count(); };
    const auto now = look();
    EXPECT_FALSE(must(now->has_update({.source = 1, .sequence = number(1)})));
    EXPECT_TRUE(must(now->has_update({.source = 1, .sequence = number(2)})));
    EXPECT_TRUE(must(now->has_update({.source = 1, .sequence = number(3)})));
    EXPECT_TRUE(must(now->find_key(sample_key(std::to_string(number(1))).scope)));
    EXPECT_TRUE(must(now->find_quote(quotes[0])));
    EXPECT_FALSE(must(now->find_quote(quotes[1])));
    EXPECT_TRUE(must(now->find_quote(quotes[2])));
}

TEST_P(store_conformance, pruning_stops_at_its_limit_for_each_kind) {
    write([](auto& work) {
        const auto product = must(work.insert_product(sample_product()));
        for (const auto seconds : {1, 2, 3}) write_prunable(work, product, at(seconds));
    });
    const auto prune = [&](std::size_t limit) {
        return write([&](auto& work) { return must(work.prune(at(100), limit)); });
    };
    EXPECT_EQ(prune(0), 0);
    EXPECT_EQ(prune(2), 2 * 3);
    EXPECT_EQ(prune(2), 2 + 2);
    EXPECT_EQ(prune(2), 2);
    EXPECT_EQ(prune(2), 0);
}

TEST_P(store_conformance, pruning_leaves_what_is_still_needed) {
    agent_ref agent;
    order_ref order;
    write([&](auto& work) {
        agent = must(work.insert_agent(sample_agent("a")));
        const auto product = must(work.insert_product(sample_product()));
        order = must(work.insert_order(sample_order(product)));
        must(work.insert_withdrawal(sample_withdrawal(agent, "aw_1")));
        must(work.append(sample_entry({})));
        must(work.put_person(sample_person()));
        must(work.put_dialog(sample_dialog()));
        must(work.enqueue(sample_message()));
        must(work.note_screen(sample_screen(), 1));
        must(work.insert_effect(sample_effect()));
    });
    EXPECT_EQ(write([](auto& work) { return must(work.prune(at(1'000'000), 100)); }), 0);
    const auto now = look();
    EXPECT_TRUE(must(now->find_agent(agent)));
    EXPECT_TRUE(must(now->find_order(order)));
    EXPECT_EQ(must(now->withdrawals({}, {}, 10)).size(), 1U);
    EXPECT_EQ(must(now->journal(0, 10)).size(), 1U);
    EXPECT_TRUE(must(now->find_person(sample_person().bot, sample_person().user)));
    EXPECT_TRUE(must(now->find_dialog(sample_conversation())));
    EXPECT_EQ(must(now->queued_messages({}, 10)).size(), 1U);
    EXPECT_TRUE(must(now->find_screen(sample_screen())));
    EXPECT_EQ(must(now->open_effects({}, 10)).size(), 1U);
}

TEST_P(store_conformance, an_update_that_came_again_is_pruned_by_its_first_time) {
    const inbox_key key{.source = 1, .sequence = 2};
    write([&](auto& work) {
        must(work.record_update(key, at(1)));
        must(work.record_update(key, at(9)));
    });
    EXPECT_EQ(write([](auto& work) { return must(work.prune(at(5), 100)); }), 1);
    EXPECT_FALSE(must(look()->has_update(key)));
}

}  // namespace agentbackend::testing
