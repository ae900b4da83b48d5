#include <agentbackend/console/messages.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace agentbackend::console {
namespace {

using namespace literals;
using namespace std::chrono_literals;
using testing::HasSubstr;

std::multiset<std::string> placeholders_in(std::string_view pattern) {
    std::multiset<std::string> names;
    for (auto open = pattern.find('{'); open != std::string_view::npos;
         open = pattern.find('{', open + 1)) {
        names.emplace(pattern.substr(open, pattern.find('}', open) - open));
    }
    return names;
}

TEST(catalogue, has_every_phrase_in_both_languages_with_the_same_placeholders) {
    for (const auto& entry : catalogue()) {
        const std::set<std::string> chinese = [&] {
            const auto all = placeholders_in(entry.chinese);
            return std::set<std::string>(all.begin(), all.end());
        }();
        const std::set<std::string> english = [&] {
            const auto all = placeholders_in(entry.english);
            return std::set<std::string>(all.begin(), all.end());
        }();
        EXPECT_FALSE(entry.chinese.empty());
        EXPECT_FALSE(entry.english.empty());
        EXPECT_EQ(chinese, english) << entry.english;
    }
    // The last key has an entry, and `catalogue` keeps the order of the keys.
    EXPECT_EQ(catalogue().size(),
              static_cast<std::size_t>(phrase::admins_told_storage_recovered) + 1);
}

TEST(catalogue, has_the_labels_of_the_requirements) {
    const std::pair<phrase, const char*> labels[]{
        {phrase::label_products, "🛍 商品列表"},
        {phrase::label_account, "👤 个人中心"},
        {phrase::label_agents, "🤖 代理管理"},
        {phrase::label_add_agent, "➕ 新增代理"},
        {phrase::label_start, "▶️ 启动"},
        {phrase::label_stop, "⏸ 停止"},
        {phrase::label_set_markup, "💰 设置差价"},
        {phrase::label_request_withdrawal, "💸 发起提现"},
        {phrase::label_set_support, "📞 设置客服"},
        {phrase::label_set_channel, "📢 设置频道"},
        {phrase::label_set_announcement, "📣 设置公告"},
        {phrase::label_manage_buttons, "🔘 管理按钮"},
        {phrase::label_own_withdrawals, "🧾 提现记录"},
        {phrase::label_earnings, "📈 收益明细"},
        {phrase::label_close, "❌ 关闭"},
        {phrase::label_cancel, "❌ 取消"},
        {phrase::label_confirm_purchase, "✅ 确认购买"},
        {phrase::label_skip, "跳过"},
        {phrase::agent_running, "🟢 运行中"},
        {phrase::agent_stopped, "🔴 已停止"},
        {phrase::agent_error, "⚠️ 异常"},
        {phrase::not_set, "未设置"}};
    for (const auto& [key, label] : labels) {
        EXPECT_EQ(say(language::chinese, key).text(), label);
    }
}

TEST(languages, are_told_by_the_persons_language_code) {
    for (const auto* tag : {"zh", "zh-hans", "zh-TW", "ZH", "zh_CN"}) {
        EXPECT_EQ(language_of(tag), language::chinese) << tag;
    }
    for (const auto* tag : {"", "en", "fr", "z", "zha", "ja"}) {
        EXPECT_EQ(language_of(tag), language::english) << tag;
    }
}

TEST(saying, fills_placeholders_and_styles_them) {
    const auto said =
        say(language::english, phrase::your_id, {{"user", "{user}", text_style::code}});
    EXPECT_EQ(said.text(), "Your user id: {user}");
    ASSERT_EQ(said.spans().size(), 1u);
    EXPECT_EQ(said.spans()[0], (span{14, 6, text_style::code}));
    EXPECT_EQ(say(language::english, phrase::your_id).text(), "Your user id: {user}");
}

// Every code a rule can answer; the store's are the host's business.
const errc refusals[]{errc::amount_malformed,
                      errc::amount_too_precise,
                      errc::amount_out_of_range,
                      errc::address_malformed,
                      errc::address_wrong_length,
                      errc::address_wrong_prefix,
                      errc::address_bad_checksum,
                      errc::txid_malformed,
                      errc::name_malformed,
                      errc::link_malformed,
                      errc::button_title_malformed,
                      errc::button_url_malformed,
                      errc::quantity_out_of_range,
                      errc::text_too_long,
                      errc::text_empty,
                      errc::user_id_malformed,
                      errc::token_malformed,
                      errc::agent_not_found,
                      errc::product_not_found,
                      errc::category_not_found,
                      errc::order_not_found,
                      errc::withdrawal_not_found,
                      errc::quote_not_found,
                      errc::button_not_found,
                      errc::claim_not_found,
                      errc::not_an_agent_bot,
                      errc::not_the_owner,
                      errc::not_an_admin,
                      errc::not_the_customer,
                      errc::illegal_transition,
                      errc::agent_archived,
                      errc::agent_has_open_withdrawal,
                      errc::agent_has_balance,
                      errc::bot_already_registered,
                      errc::product_withdrawn,
                      errc::price_changed,
                      errc::quote_expired,
                      errc::order_already_refunded,
                      errc::txid_already_used,
                      errc::claim_used,
                      errc::claim_expired,
                      errc::key_reused_with_different_body,
                      errc::token_needed,
                      errc::below_minimum,
                      errc::insufficient_available,
                      errc::insufficient_wallet,
                      errc::insufficient_stock,
                      errc::markup_above_ceiling,
                      errc::too_many_buttons,
                      errc::address_is_zero,
                      errc::address_is_usdt_contract,
                      errc::address_is_operators_own,
                      errc::rate_limited,
                      errc::amount_overflow};

TEST(sentences, each_refusal_has_its_own_in_both_languages) {
    for (const auto tongue : {language::chinese, language::english}) {
        std::set<std::string> sentences;
        for (const auto code : refusals) {
            const auto said = sentence(tongue, error(code)).text();
            EXPECT_TRUE(sentences.insert(said).second) << name(code) << ": " << said;
            EXPECT_EQ(said.find('{'), std::string::npos) << said;
            EXPECT_EQ(said.find("Something went wrong"), std::string::npos) << name(code);
        }
    }
}

TEST(sentences, carry_the_facts) {
    EXPECT_EQ(
        sentence(language::english,
                 error(errc::insufficient_wallet).amount("90"_usdt).limit("89.95"_usdt))
            .text(),
        "This costs 90.00 USDT and your wallet has 89.95 USDT: 0.05 USDT short. Nothing was "
        "charged. To top up, send your user id (/id) to support or the admin, then confirm again.");
    EXPECT_THAT(sentence(language::chinese, error(errc::insufficient_stock).count(5, 2)).text(),
                HasSubstr("只剩 2 件，不够 5 件"));
    EXPECT_THAT(sentence(language::chinese,
                         error(errc::illegal_transition).subject("aw_1").states("paid", "approved"))
                    .text(),
                HasSubstr("aw_1 现在是「已付款」，不能改为「已批准，待付款」"));
    EXPECT_THAT(
        sentence(language::chinese, error(errc::illegal_transition).states("archived", "start"))
            .text(),
        HasSubstr("🗑 已归档"));
    EXPECT_THAT(sentence(language::english, error(errc::amount_malformed)).text(),
                HasSubstr("“(nothing)” is not an amount"));
}

TEST(times, are_written_as_people_write_them) {
    const timestamp at = std::chrono::sys_days{2025y / 1 / 24} + 23h + 5min + 59s;
    EXPECT_EQ(date_and_time(language::chinese, at, 0min), "2025年1月24日 23:05");
    EXPECT_EQ(date_and_time(language::english, at, 0min), "24 Jan 2025, 23:05");
    EXPECT_EQ(date_and_time(language::english, at, 8h), "25 Jan 2025, 7:05");
    EXPECT_EQ(date_and_time(language::english, at, -24h), "23 Jan 2025, 23:05");
}

}  // namespace
}  // namespace agentbackend::console
