// The fault loop: every use case, with the first store call failing, then the second, and so on to
// the last. Whatever fails, the shop is as before or as after, never in between; and asking again,
// under the same key or with the same update, leads to the same end as if nothing had gone wrong.

#include "backend/support/manual_clock.hpp"
#include "faults/support/failing_store.hpp"
#include "faults/support/money_picture.hpp"
#include "faults/support/shop.hpp"
#include "support/temporary_folder.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/memory_store.hpp>
#include <agentbackend/sqlite_store.hpp>
#include <agentbackend/store_decorator.hpp>
#include <agentbackend/verify.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace agentbackend::test {
namespace {

struct use_case {
    std::string name;
    std::function<result<void>(const shop&, unit_of_work&, timestamp, id_source&)> run;
};

// A use case without a key of its own, as hosts run it: the update that asks for it is recorded in
// the same unit of work, and one that is there already has no effect.
use_case in_an_update(use_case asked) {
    const auto once = [run = asked.run](const shop& s, unit_of_work& work, timestamp now,
                                        id_source& ids) -> result<void> {
        AGENTBACKEND_ASSIGN(const bool is_new,
                            work.record_update({.source = 900, .sequence = 17}, now));
        if (!is_new) return success();
        return run(s, work, now, ids);
    };
    return {std::move(asked.name), once};
}

template <class T>
result<void> only_whether(const result<T>& outcome) {
    if (!outcome) return outcome.error();
    return success();
}

// By the admin in the main bot, or by the owner in theirs, under a key of the use case's own.
template <class Call>
use_case by_admin(std::string name, Call call) {
    return {name, [name, call](const shop& s, unit_of_work& w, timestamp now, id_source& ids) {
                return only_whether(call(s, w, s.context(now, ids, s.the_admin(), "key:" + name)));
            }};
}
template <class Call>
use_case by_owner(std::string name, Call call) {
    return {name, [name, call](const shop& s, unit_of_work& w, timestamp now, id_source& ids) {
                return only_whether(call(s, w, s.context(now, ids, s.the_owner(), "key:" + name)));
            }};
}

using work = unit_of_work;
using context = command_context;

std::vector<use_case> repeatable_by_key() {
    return {
        by_admin("create_agent",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.create_agent(w, c, {.name = "Beta"});
                 }),
        by_admin("start_agent",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.start_agent(w, c, s.alpha);
                 }),
        by_admin("add_category",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.add_category(w, c, "Music");
                 }),
        by_admin("add_product",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.add_product(w, c,
                                                {.name = "Voucher", .base_price = amount("3")});
                 }),
        by_admin(
            "add_stock",
            [](const shop& s, work& w, const context& c) {
                return s.rules.add_stock(w, c, s.card, std::vector<std::string>{"five", "six"});
            }),
        by_admin("credit_wallet",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.credit_wallet(
                         w, c,
                         {.bot = bot_ref::of(s.alpha), .user = customer, .amount = amount("5")});
                 }),
        by_admin("refund", [](const shop& s, work& w,
                              const context& c) { return s.rules.refund(w, c, s.sold, "broken"); }),
        by_admin("approve",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.apply(w, c, s.pending, approve{});
                 }),
        by_admin("reject",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.apply(w, c, s.pending, reject{"no"});
                 }),
        by_admin("pay",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.apply(w, c, s.approved, pay{a_txid});
                 }),
        by_admin("cancel_by_admin",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.apply(w, c, s.approved, cancel_by_admin{"bounced"});
                 }),
        by_owner("cancel_by_owner",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.apply(w, c, s.pending, cancel_by_owner{});
                 }),
        by_owner("set_markup",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.set_markup(w, c, amount("1"));
                 }),
        by_owner("request_withdrawal",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.request_withdrawal(
                         w, c, {.amount = amount("15"), .address = payout_address});
                 }),
        {"buy",
         [](const shop& s, unit_of_work& w, timestamp now, id_source& ids) {
             return only_whether(
                 s.rules.buy(w, s.context(now, ids, s.the_customer(), ""), s.offered));
         }},
        {"claim_agent",
         [](const shop& s, unit_of_work& w, timestamp now, id_source& ids) {
             return only_whether(
                 s.rules.claim_agent(w, s.context(now, ids, s.the_customer(), ""), s.claim_code));
         }},
        {"record_profit",
         [](const shop& s, unit_of_work& w, timestamp now, id_source& ids) {
             return only_whether(s.rules.record_profit(
                 w, s.context(now, ids, actor::system(), "sale:1"), s.alpha, 1, "elsewhere"));
         }},
    };
}

std::vector<use_case> repeatable_by_update() {
    return {
        by_admin("stop_agent", [](const shop& s, work& w,
                                  const context& c) { return s.rules.stop_agent(w, c, s.busy); }),
        by_admin("archive_agent",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.archive_agent(w, c, s.idle);
                 }),
        by_admin("rename_agent",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.rename_agent(w, c, s.idle, "Eager");
                 }),
        by_admin("change_owner",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.change_owner(w, c, s.idle, customer);
                 }),
        by_admin("replace_token",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.replace_token(w, c, s.alpha, {"another"}, {555, "another_bot"});
                 }),
        {"report_bot",
         [](const shop& s, unit_of_work& w, timestamp now, id_source& ids) {
             return only_whether(s.rules.report_bot(w, s.context(now, ids, actor::system(), ""),
                                                    s.busy, {.what = agent_event::came_up}));
         }},
        by_owner("set_link",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.set_link(w, c, link_kind::channel, "https://t.me/channel");
                 }),
        by_owner("add_button",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.add_button(w, c, {"Shop", "https://c.example"});
                 }),
        by_owner("delete_button", [](const shop& s, work& w,
                                     const context& c) { return s.rules.delete_button(w, c, 1); }),
        by_admin("rename_category",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.rename_category(w, c, s.games, "Board games");
                 }),
        by_admin("rename_product",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.rename_product(w, c, s.card, "Voucher");
                 }),
        by_admin("move_product",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.move_product(w, c, s.card, s.games);
                 }),
        by_admin("make_claim", [](const shop& s, work& w,
                                  const context& c) { return s.rules.make_claim(w, c, s.idle); }),
        by_admin("set_base_price",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.set_base_price(w, c, s.card, amount("12"));
                 }),
        by_admin("set_listing",
                 [](const shop& s, work& w, const context& c) {
                     return s.rules.set_listing(w, c, s.card, backend::listing::withdrawn);
                 }),
        {"make_quote",
         [](const shop& s, unit_of_work& w, timestamp now, id_source& ids) {
             return only_whether(s.rules.make_quote(w, s.context(now, ids, s.the_customer(), ""),
                                                    {.product = s.card, .quantity = 1}));
         }},
    };
}

std::vector<use_case> use_cases() {
    auto all = repeatable_by_key();
    for (auto& each : repeatable_by_update()) all.push_back(in_an_update(std::move(each)));
    return all;
}

void PrintTo(const use_case& c, std::ostream* out) { *out << c.name; }

// Which store, made anew for every attempt.
struct store_maker {
    std::string name;
    std::function<std::unique_ptr<store>()> make;
};

std::vector<store_maker> stores(const temporary_folder& folder) {
    const auto sqlite = [path = folder.path() / "shop.db"] {
        for (const auto* suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(path.string() + suffix);
        }
        return std::move(open_sqlite_store(path.string()).value());
    };
    return {{"memory", make_memory_store}, {"sqlite", sqlite}};
}

class store_faults : public ::testing::TestWithParam<use_case> {
protected:
    // One attempt on a shop made anew: with the fault, then again without.
    struct outcome {
        std::string before;
        std::string after_the_fault;
        std::string after_the_retry;
        bool has_failed = false;
    };

    outcome attempt(const store_maker& maker, int failing_call, failing_store::moment when) {
        const auto inner = maker.make();
        failing_store db(*inner);
        manual_clock time;
        shop open;
        committer writer(db, time);
        EXPECT_OK(
            writer.run([&](unit_of_work& work, timestamp now) { return open.open(work, now); }));

        outcome seen;
        seen.before = picture(*inner);
        db.fail_call(failing_call, when);
        const auto first = run(writer, open);
        seen.has_failed = db.has_failed();
        db.fail_call(0, when);
        EXPECT_EQ(first.has_value(), !seen.has_failed);
        seen.after_the_fault = picture(*inner);
        EXPECT_OK(run(writer, open));
        seen.after_the_retry = picture(*inner);
        expect_clean(*inner);
        return seen;
    }

    static result<void> run(committer& writer, const shop& open) {
        return writer.run([&](unit_of_work& work, timestamp now) {
            const auto ids = make_seeded_ids(11);
            return GetParam().run(open, work, now, *ids);
        });
    }
    static std::string picture(store& db) {
        return money_picture(std::move(db.read().value())->view());
    }
    static void expect_clean(store& db) {
        const auto report = verify(std::move(db.read().value())->view());
        ASSERT_OK(report);
        for (const auto& found : report->findings) ADD_FAILURE() << found.sentence;
    }
};

TEST_P(store_faults, leave_the_shop_old_or_new_and_a_retry_gets_there) {
    using enum failing_store::moment;
    const temporary_folder folder;
    for (const auto& maker : stores(folder)) {
        const auto expected = attempt(maker, 0, before_the_call);
        ASSERT_NE(expected.before, expected.after_the_retry) << "the use case does nothing";
        for (const auto when : {before_the_call, after_the_call}) {
            for (int call = 1;; ++call) {
                SCOPED_TRACE(maker.name + ", call " + std::to_string(call));
                const auto seen = attempt(maker, call, when);
                if (!seen.has_failed) {
                    ASSERT_GT(call, 3) << "no call was ever failed";
                    break;
                }
                const bool is_old = seen.after_the_fault == expected.before;
                const bool is_new = seen.after_the_fault == expected.after_the_retry;
                ASSERT_TRUE(is_old || is_new) << "mixed:\n" << seen.after_the_fault;
                ASSERT_EQ(seen.after_the_retry, expected.after_the_retry);
            }
        }
    }
}

// Every function of `backend` that writes, as its header declares them.
TEST(store_faults_loop, leaves_out_no_use_case) {
    std::ifstream header(AGENTBACKEND_SOURCE_DIR "/include/agentbackend/backend.hpp");
    const std::string text(std::istreambuf_iterator<char>(header), {});
    std::set<std::string> covered{"apply"};  // by the names of its commands
    for (const auto& each : use_cases()) covered.insert(each.name);
    const std::regex declaration(R"((\w+)\(unit_of_work&)");
    int declared = 0;
    for (std::sregex_iterator found(text.begin(), text.end(), declaration), end; found != end;
         ++found, ++declared) {
        EXPECT_TRUE(covered.contains((*found)[1])) << (*found)[1] << " is in no fault loop";
    }
    EXPECT_GT(declared, 20);
}

INSTANTIATE_TEST_SUITE_P(every_use_case, store_faults, ::testing::ValuesIn(use_cases()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace agentbackend::test
