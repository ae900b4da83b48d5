// Agents: the status machine, archiving, and what may be typed into an agent's settings.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/agent.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace agentbackend {
namespace {

using namespace literals;
using namespace test;

constexpr agent_status all_statuses[] = {agent_status::stopped, agent_status::starting,
                                         agent_status::running, agent_status::error,
                                         agent_status::archived};
constexpr agent_event all_events[] = {agent_event::start, agent_event::came_up, agent_event::fail,
                                      agent_event::stop, agent_event::archive};

TEST(agent_status_machine, every_status_meets_every_event) {
    using enum agent_status;
    constexpr auto no = std::nullopt;
    const struct {
        agent_status from;
        // start, came_up, fail, stop, archive
        std::optional<agent_status> to[5];
    } table[] = {
        {stopped, {starting, no, no, no, archived}},
        {starting, {no, running, error, stopped, no}},
        {running, {no, no, error, stopped, no}},
        {error, {starting, no, no, stopped, archived}},
        {archived, {no, no, no, no, no}},
    };
    ASSERT_EQ(std::size(table), std::size(all_statuses));
    for (const auto& row : table) {
        for (std::size_t i = 0; i < std::size(all_events); ++i) {
            SCOPED_TRACE(std::string(name(row.from)) + " × " + std::string(name(all_events[i])));
            const auto next = transition(row.from, all_events[i]);
            if (row.to[i]) {
                ASSERT_OK(next);
                EXPECT_EQ(*next, *row.to[i]);
            } else {
                ASSERT_REFUSED(next, errc::illegal_transition);
                EXPECT_EQ(next.error().facts().state, name(row.from));
                EXPECT_EQ(next.error().facts().attempted, name(all_events[i]));
            }
        }
    }
}

TEST(agent_status, is_read_back_by_its_name) {
    for (const auto status : all_statuses) EXPECT_EQ(parse_agent_status(name(status)), status);
    for (const auto text : {"", "Running", "running ", "paused"}) {
        EXPECT_FALSE(parse_agent_status(text)) << text;
    }
}

// Every set of reasons against archiving, and the one that is given: the first of them.
TEST(archiving, is_refused_for_the_first_reason_there_is) {
    for (unsigned reasons = 0; reasons < 8; ++reasons) {
        const bool runs = reasons & 1, has_open = reasons & 2, has_balance = reasons & 4;
        SCOPED_TRACE(reasons);
        const agent alpha = an_agent("Alpha")
                                .in(runs ? agent_status::running : agent_status::stopped)
                                .with_available(has_balance ? "0.000001" : "0");
        const auto archived = archive(alpha, {.open_withdrawals = has_open ? 1 : 0});
        if (runs) {
            EXPECT_REFUSED(archived, errc::illegal_transition);
        } else if (has_open) {
            EXPECT_REFUSED(archived, errc::agent_has_open_withdrawal);
        } else if (has_balance) {
            EXPECT_REFUSED(archived, errc::agent_has_balance);
        } else {
            ASSERT_OK(archived);
            EXPECT_EQ(*archived, agent_status::archived);
        }
    }
}

TEST(archiving, is_for_bots_at_rest) {
    for (const auto status : all_statuses) {
        SCOPED_TRACE(name(status));
        const agent alpha = an_agent("Alpha").in(status);
        if (status == agent_status::stopped || status == agent_status::error) {
            EXPECT_OK(archive(alpha, {}));
        } else {
            EXPECT_REFUSED(archive(alpha, {}), errc::illegal_transition);
        }
    }
}

TEST(archiving, is_refused_while_the_agent_owes_money) {
    const agent alpha = an_agent("Alpha").in(agent_status::stopped).with_available(minus("0.15"));
    EXPECT_REFUSED(archive(alpha, {}), errc::agent_has_balance);
}

TEST(archiving, does_not_mind_what_was_paid_out) {
    const agent alpha =
        an_agent("Alpha").in(agent_status::stopped).with_payouts("49").with_fees("1");
    EXPECT_OK(archive(alpha, {}));
}

TEST(agent, total_paid_is_payouts_and_fees) {
    const agent alpha = an_agent("Alpha").with_payouts("49").with_fees("1");
    EXPECT_EQ(alpha.total_paid(), "50"_usdt);
}

TEST(agent, belongs_to_its_owner_alone) {
    const agent owned = an_agent("Alpha");
    EXPECT_TRUE(owned.is_owned_by(owner));
    EXPECT_FALSE(owned.is_owned_by(customer));

    const agent imported = an_agent("Alpha").without_owner();
    EXPECT_FALSE(imported.is_owned_by(owner));
    EXPECT_FALSE(imported.is_owned_by(user_id{}));
}

std::string repeated(std::string_view piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
}

// What a check makes of each input: the cleaned text, or none where it is refused.
using check_table = std::vector<std::pair<std::string, std::optional<std::string>>>;

void expect_checks(result<std::string> (*check)(std::string_view), errc refusal,
                   const check_table& table) {
    for (const auto& [typed, expected] : table) {
        SCOPED_TRACE(typed.substr(0, 80));
        const auto checked = check(typed);
        if (expected) {
            ASSERT_OK(checked);
            EXPECT_EQ(*checked, *expected);
        } else {
            EXPECT_REFUSED(checked, refusal);
        }
    }
}

TEST(agent_name, is_1_to_64_characters) {
    constexpr auto no = std::nullopt;
    expect_checks(check_name, errc::name_malformed,
                  {
                      {"A", "A"},
                      {"Alpha", "Alpha"},
                      {"  Alpha shop \t", "Alpha shop"},
                      {"\nAlpha\n", "Alpha"},
                      {"代理甲", "代理甲"},
                      {"🛍 <b>Alpha</b> & co.", "🛍 <b>Alpha</b> & co."},
                      {repeated("a", 64), repeated("a", 64)},
                      {repeated("代", 64), repeated("代", 64)},
                      {" " + repeated("🛍", 64) + " ", repeated("🛍", 64)},
                      {"", no},
                      {" \t\n", no},
                      {repeated("a", 65), no},
                      {repeated("代", 65), no},
                      {"Al\npha", no},
                      {"Al\x1b[31mpha", no},
                      {std::string("Al\0pha", 6), no},
                      {"Al\x7fpha", no},
                      {repeated("a", 5'000), no},
                  });
}

TEST(agent_link, is_a_username_or_an_address) {
    constexpr auto no = std::nullopt;
    expect_checks(check_link, errc::link_malformed,
                  {
                      {"@alpha", "@alpha"},
                      {" @Alpha_Support_24 ", "@Alpha_Support_24"},
                      {"@" + repeated("a", 5), "@" + repeated("a", 5)},
                      {"@" + repeated("a", 32), "@" + repeated("a", 32)},
                      {"https://t.me/alpha", "https://t.me/alpha"},
                      {"https://t.me/+AbCdEf", "https://t.me/+AbCdEf"},
                      {"http://example.com", "http://example.com"},
                      {"https://example.com/a?b=c&d=%20#e", "https://example.com/a?b=c&d=%20#e"},
                      {"\thttps://example.com/\n", "https://example.com/"},
                      {"https://e.com/" + repeated("a", 256 - 14),
                       "https://e.com/" + repeated("a", 256 - 14)},
                      {"", no},
                      {"  ", no},
                      {"alpha", no},
                      {"@", no},
                      {"@abcd", no},
                      {"@" + repeated("a", 33), no},
                      {"@alpha-shop", no},
                      {"@alpha shop", no},
                      {"@@alpha", no},
                      {"@代理甲乙丙", no},
                      {"http://", no},
                      {"https://", no},
                      {"https:///path", no},
                      {"https://exa mple.com", no},
                      {"https://example.com/\n/x", no},
                      {"ftp://example.com", no},
                      {"javascript:alert(1)", no},
                      {"tg://resolve?domain=alpha", no},
                      {"https://e.com/" + repeated("a", 256 - 13), no},
                      {repeated("a", 5'000), no},
                  });
}

TEST(button_title, is_1_to_32_characters) {
    constexpr auto no = std::nullopt;
    expect_checks(check_button_title, errc::button_title_malformed,
                  {
                      {"A", "A"},
                      {" 官网 ", "官网"},
                      {repeated("a", 32), repeated("a", 32)},
                      {repeated("官", 32), repeated("官", 32)},
                      {"", no},
                      {"   ", no},
                      {repeated("a", 33), no},
                      {repeated("官", 33), no},
                  });
}

TEST(button_url, is_an_address_people_can_open) {
    constexpr auto no = std::nullopt;
    expect_checks(check_button_url, errc::button_url_malformed,
                  {
                      {"https://example.com", "https://example.com"},
                      {"http://example.com/x", "http://example.com/x"},
                      {"https://t.me/alpha", "https://t.me/alpha"},
                      {"t.me/alpha", "https://t.me/alpha"},
                      {" t.me/+AbCdEf ", "https://t.me/+AbCdEf"},
                      {"", no},
                      {"@alpha", no},
                      {"example.com", no},
                      {"t.me/", no},
                      {"t.me", no},
                      {"not t.me/alpha", no},
                      {"javascript:alert(1)", no},
                      {"https://example.com/" + repeated("a", 256), no},
                      {"https://example.com:8443/x", "https://example.com:8443/x"},
                      {"https://example.com:65535", "https://example.com:65535"},
                      {"https://example.com:65536", no},
                      {"https://example.com:99999", no},
                      {"https://example.com:0", no},
                      {"https://example.com:", no},
                      {"https://example.com:8x", no},
                  });
}

TEST(agent_markup, lies_between_nothing_and_the_ceiling) {
    const agent_policy policy{.markup_ceiling = "5"_usdt};
    EXPECT_OK(check_markup(usdt(), policy));
    EXPECT_OK(check_markup("0.000001"_usdt, policy));
    EXPECT_OK(check_markup("5"_usdt, policy));
    EXPECT_REFUSED(check_markup("5.000001"_usdt, policy), errc::markup_above_ceiling);
    EXPECT_REFUSED(check_markup(minus("0.000001"), policy), errc::amount_out_of_range);
}

}  // namespace
}  // namespace agentbackend
