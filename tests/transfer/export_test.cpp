// What leaves the books, as other programs see it.

#include "transfer/export.hpp"

#include "support/temporary_folder.hpp"
#include "transfer/support/moving_in.hpp"
#include "transfer/support/shop_by_hand.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace agentbackend::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using transfer::export_table;

// A shop with something in every table.
class an_export : public shop_by_hand {
protected:
    void SetUp() override {
        given_wallet(shop_of_alpha_, "100");
        given_wallet(bot_ref::main(), "50");
        const auto card = given_product("10", 9);
        const auto sold = buys(shop_of_alpha_, card, 3).value();
        ASSERT_OK(buys(bot_ref::main(), card, 1));
        ASSERT_OK(refunds(sold));
        const auto paid = requests(alpha_, "30", "a").value().now;
        ASSERT_OK(commands(as_admin(), paid, approve{}));
        ASSERT_OK(commands(as_admin(), paid, pay{a_txid}));
        const auto refused = requests(alpha_, "20", "b").value().now;
        ASSERT_OK(commands(as_admin(), refused, reject{"wrong, \"address\"\nsend another"}));
        ASSERT_OK(requests(alpha_, "15", "c"));
    }

    std::string jsonl(std::vector<export_table> tables) {
        return exported([&](reader& rows, std::ostream& out) {
            return transfer::export_jsonl(rows, tables, out);
        });
    }
    std::string csv(export_table table) {
        return exported([&](reader& rows, std::ostream& out) {
            return transfer::export_csv(rows, table, out);
        });
    }
    std::string hledger() { return exported(transfer::export_hledger); }

    template <class Write>
    std::string exported(Write write) {
        std::ostringstream out;
        const auto state = std::move(db_->read().value());
        EXPECT_OK(write(state->view(), out));
        return out.str();
    }

    static std::vector<std::string> lines_of(const std::string& text) {
        std::vector<std::string> lines;
        std::istringstream in(text);
        for (std::string line; std::getline(in, line);) lines.push_back(line);
        return lines;
    }

    agent alpha_ = given_earnings(given_agent("Alpha"), "80");
    bot_ref shop_of_alpha_ = bot_ref::of(alpha_.ref);
};

TEST_F(an_export, as_json_has_an_object_a_line_with_the_names_of_the_document) {
    const auto lines = lines_of(jsonl({export_table::agents, export_table::withdrawals}));
    ASSERT_THAT(lines, SizeIs(4));
    EXPECT_EQ(lines[0],
              R"({"kind":"agent","agent_id":")" + alpha_.agent_id +
                  R"(","name":"Alpha","status":"stopped","owner_user_id":7,"markup_usdt":"0.00",)"
                  R"("profit_available_usdt":"35.00","profit_frozen_usdt":"15.00",)"
                  R"("total_paid_usdt":"30.00","created_at":"2025-01-24T14:30:23Z",)"
                  R"("updated_at":")" +
                  to_iso8601(agent_now(alpha_).updated_at) +
                  R"(","links":{"support_link":null,"channel_link":null,)"
                  R"("announcement_link":null,"extra_links":[]}})");
    EXPECT_THAT(lines[1], HasSubstr(R"("amount_usdt":"30.00","fee_usdt":"1.00")"));
    EXPECT_THAT(lines[1], HasSubstr(R"("txid":")" + a_txid + R"(","reject_reason":null)"));
    EXPECT_THAT(lines[3], HasSubstr(R"("status":"pending")"));
}

TEST_F(an_export, as_json_has_orders_and_the_journal) {
    const auto lines = lines_of(jsonl({export_table::orders, export_table::journal}));
    EXPECT_THAT(lines[1], HasSubstr(R"("kind":"order","order_id":2,"agent_id":")" +
                                    alpha_.agent_id + R"(","customer_user_id":42)"));
    EXPECT_THAT(lines[2], HasSubstr(R"("order_id":3,"agent_id":null)"));
    EXPECT_THAT(lines[2], HasSubstr(R"("total_usdt":"10.00")"));
    EXPECT_THAT(lines.back(), HasSubstr(R"("movement":"withdrawal_requested")"));
    EXPECT_THAT(lines.back(), HasSubstr(R"({"account":"available","agent_id":")" + alpha_.agent_id +
                                        R"(","user_id":null,"amount_usdt":"-15.00"})"));
}

TEST_F(an_export, as_csv_is_a_table_with_a_header) {
    const auto agents = lines_of(csv(export_table::agents));
    EXPECT_EQ(agents[0],
              "agent_id,name,status,owner_user_id,markup_usdt,profit_available_usdt,"
              "profit_frozen_usdt,total_paid_usdt,created_at,updated_at,support_link,channel_link,"
              "announcement_link,extra_links\r");
    EXPECT_THAT(agents[1], HasSubstr(",Alpha,stopped,7,0.00,35.00,15.00,30.00,"));
    EXPECT_THAT(csv(export_table::withdrawals),
                HasSubstr("\"wrong, \"\"address\"\"\nsend another\""));
    EXPECT_THAT(lines_of(csv(export_table::orders))[2],
                HasSubstr(",42,2,Gift card,3,10.00,0.00,10.00,30.00,30.00,0.00,refunded,"));
    EXPECT_THAT(csv(export_table::journal), HasSubstr(",withdrawal_paid,,aw_2025"));
}

TEST_F(an_export, of_an_empty_shop_has_headers_and_nothing_else) {
    db_ = make_memory_store();
    EXPECT_EQ(jsonl({export_table::agents, export_table::journal}), "");
    EXPECT_THAT(lines_of(csv(export_table::journal)),
                ElementsAre("sequence,at,movement,order_id,request_id,note,hash,account,agent_id,"
                            "user_id,amount_usdt\r"));
}

TEST_F(an_export, never_has_a_token) {
    const auto all =
        jsonl({transfer::all_export_tables.begin(), transfer::all_export_tables.end()}) +
        csv(export_table::agents) + hledger();
    EXPECT_EQ(agent_now(alpha_).token.bytes, "sealed");
    EXPECT_THAT(all, Not(HasSubstr("sealed")));
}

TEST_F(an_export, that_cannot_be_written_says_so) {
    std::ofstream full("/dev/full");
    const auto state = std::move(db_->read().value());
    const auto failed = transfer::export_csv(state->view(), export_table::agents, full);
    ASSERT_REFUSED(failed, errc::store_io);
    EXPECT_THAT(failed.error().facts().detail, HasSubstr("could not be written to its end"));
}

// What `export` writes of agents and withdrawals, `import` reads, and exports the same.
TEST_F(an_export, comes_in_elsewhere_as_it_was) {
    const std::vector<export_table> tables{export_table::agents, export_table::withdrawals};
    const auto text = jsonl(tables);
    db_ = make_memory_store();
    open_sealer sealer;
    std::istringstream in(text);
    const std::vector<transfer::source> files{{"export.jsonl", in}};
    const auto report =
        transfer::import_installation(*db_, files,
                                      {.sealer = sealer, .policy = shop_.policy(), .time = clock_})
            .value();
    EXPECT_EQ(report.outcome, transfer::import_outcome::imported)
        << ::testing::PrintToString(sentences(report.problems));
    EXPECT_EQ(jsonl(tables), text);
}

// --- hledger -------------------------------------------------------------------------------------

bool has_hledger() { return std::system("command -v hledger > /dev/null 2>&1") == 0; }

class an_export_to_hledger : public an_export {
protected:
    // What the program says of a command; its error output, too.
    std::string asks_hledger(const std::string& command) {
        std::ofstream(folder_.path() / "books.journal") << hledger();
        const auto line = "hledger -f " + (folder_.path() / "books.journal").string() + " " +
                          command + " 2>&1; echo status $?";
        std::string said;
        const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(line.c_str(), "r"), pclose);
        char part[4'096];
        while (std::fgets(part, sizeof part, pipe.get())) said += part;
        return said;
    }

    void renames(const agent& which, const std::string& name) {
        auto changed = agent_now(which);
        changed.name = name;
        ASSERT_OK(in_transaction([&](unit_of_work& work) { return work.update_agent(changed); }));
    }

    temporary_folder folder_;
};

TEST_F(an_export_to_hledger, is_a_journal_with_its_balances_asserted) {
    const auto text = hledger();
    EXPECT_THAT(text, HasSubstr("\naccount liabilities:agents:Alpha (" + alpha_.agent_id +
                                "):available\n"));
    EXPECT_THAT(text, HasSubstr(" * (1) wallet_credited"));
    EXPECT_THAT(text, HasSubstr("    liabilities:agents:Alpha (" + alpha_.agent_id +
                                "):frozen  -15.00 USDT = -15.00 USDT\n"));
    EXPECT_THAT(text, HasSubstr("    revenues:agents:Alpha (" + alpha_.agent_id +
                                "):fees  -1.00 USDT = -1.00 USDT\n"));
}

TEST_F(an_export_to_hledger, passes_its_checks) {
    if (!has_hledger()) GTEST_SKIP() << "hledger is not installed";
    for (const std::string check :
         {"check", "check --strict", "check ordereddates accounts commodities"}) {
        EXPECT_EQ(asks_hledger(check), "status 0\n") << check;
    }
}

TEST_F(an_export_to_hledger, has_the_balances_that_the_books_have) {
    if (!has_hledger()) GTEST_SKIP() << "hledger is not installed";
    const auto balance = [&](const std::string& account) {
        return lines_of(asks_hledger("balance --no-total --format '%(total)' " + account))[0];
    };
    EXPECT_EQ(balance("available$"), "-35.000000 USDT");
    EXPECT_EQ(balance("payouts$"), "-29.000000 USDT");
    EXPECT_EQ(balance("fees$"), "-1.000000 USDT");
    EXPECT_EQ(balance("customers:main:42"), "-40.000000 USDT");
}

// A name of everything that hledger reads as something else.
TEST_F(an_export_to_hledger, is_read_right_whatever_an_agent_is_called) {
    if (!has_hledger()) GTEST_SKIP() << "hledger is not installed";
    const auto beta = given_earnings(given_agent("Beta", other_owner), "10");
    for (const std::string name :
         {"two  blanks", "a ; comment", "parts:of:it", "  (virtual)", "[balanced]", "100%",
          "= 5 USDT", "@ 3", "全角　空白", "emoji 🛍", "date:2025-99-99", "\"quoted\"", "a|b",
          "*", "!", "tab\tand\nline",
          "Alpha ("
          "agent_x)"}) {
        renames(alpha_, name);
        EXPECT_EQ(asks_hledger("check --strict"), "status 0\n") << name;
        const auto accounts = lines_of(asks_hledger("accounts --declared available"));
        EXPECT_THAT(accounts, SizeIs(3)) << name;
        EXPECT_THAT(accounts, ::testing::Contains(HasSubstr(" (" + alpha_.agent_id + "):")));
    }
}

TEST_F(an_export_to_hledger, is_read_right_whatever_an_admin_notes) {
    if (!has_hledger()) GTEST_SKIP() << "hledger is not installed";
    for (const std::string note : {"; date:2025-99-99", "a  b", "line\nline", "| x", "(1) * !"}) {
        ASSERT_OK(in_transaction([&](unit_of_work& work) {
            return shop_.credit_wallet(work, as_admin(),
                                       {.user = customer, .amount = amount("1"), .note = note});
        }));
    }
    EXPECT_EQ(asks_hledger("check --strict"), "status 0\n");
}

TEST_F(an_export_to_hledger, of_an_empty_journal_passes_too) {
    if (!has_hledger()) GTEST_SKIP() << "hledger is not installed";
    db_ = make_memory_store();
    EXPECT_EQ(asks_hledger("check --strict"), "status 0\n");
}

}  // namespace
}  // namespace agentbackend::test
