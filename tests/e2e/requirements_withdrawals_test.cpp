// Withdrawals, row by row: W1 to W7 of the requirements, and D3 to D5 where they meet them.

#include "e2e/shop_on_stage.hpp"

#include <regex>
#include <vector>

namespace agentbackend::test {
namespace {

class requirements_of_withdrawals : public shop_on_stage {
protected:
    void SetUp() override {
        given_a_stocked_shop();
        given_earnings("100");
    }

    withdrawal request(const std::string& id) const {
        return *asks([&](reader& rows) { return rows.find_withdrawal_by_id(id); });
    }
    sandbox::conversation commands(const std::string& command) {
        auto chat = admin();
        chat.sends(command);
        return chat;
    }
    static std::string txid(char digit) { return std::string(64, digit); }
};

TEST_F(requirements_of_withdrawals, W1_every_step_that_is_not_on_the_map_is_refused) {
    const auto rejected = given_withdrawal("10");
    commands("/withdraw_pay " + rejected + " " + txid('a')).expect("待审核");
    commands("/withdraw_cancel " + rejected + " why").expect("待审核");
    commands("/withdraw_reject " + rejected + " no").expect("状态：已拒绝");
    commands("/withdraw_approve " + rejected).expect("已拒绝");
    const auto paid = given_withdrawal("10");
    commands("/withdraw_approve " + paid).expect("状态：已批准，待付款");
    commands("/withdraw_reject " + paid + " no").expect("已批准");
    commands("/withdraw_pay " + paid + " " + txid('a')).expect("状态：已付款");
    const auto before = books();
    for (const auto* again : {"/withdraw_approve ", "/withdraw_reject ", "/withdraw_cancel "}) {
        commands(again + paid + " why").expect("现在是「已付款」");
    }
    commands("/withdraw_pay " + paid + " " + txid('b')).expect("现在是「已付款」");
    expect_unchanged(before);
    const auto cancelled = given_withdrawal("10");
    commands("/withdraw_approve " + cancelled).expect("状态：已批准，待付款");
    commands("/withdraw_cancel " + cancelled + " bounced").expect("状态：已取消");
    EXPECT_EQ(request(cancelled).cancel_reason, "bounced");
}

TEST_F(requirements_of_withdrawals, W2_a_request_keeps_who_did_what_and_when) {
    const auto id = given_withdrawal("50");
    EXPECT_TRUE(std::regex_match(id, std::regex("aw_[0-9]{8}_[0-9]{6}_[0-9a-z]{6}"))) << id;
    commands("/withdraw_approve " + id).expect("状态：已批准");
    commands("/withdraw_pay " + id + " 0x" + txid('A')).expect("状态：已付款");
    const auto row = request(id);
    EXPECT_EQ(row.owner, user_id{cast::alpha_owner.id});
    EXPECT_EQ(row.amount, "50"_usdt);
    EXPECT_EQ(row.fee, "1"_usdt);
    EXPECT_EQ(row.address, cast::payout_address);
    EXPECT_EQ(row.status, withdrawal_status::paid);
    EXPECT_EQ(row.reviewed_by, user_id{cast::admin.id});
    EXPECT_EQ(row.paid_by, user_id{cast::admin.id});
    EXPECT_TRUE(row.reviewed_at && row.paid_at && *row.reviewed_at <= *row.paid_at);
    EXPECT_EQ(row.txid, txid('a')) << "without 0x, case folded";
}

TEST_F(requirements_of_withdrawals, W3_funds_move_with_the_status) {
    const auto expect_funds = [&](usdt available, usdt frozen, usdt total_paid) {
        const auto alpha = named("Alpha");
        EXPECT_EQ(alpha.available, available);
        EXPECT_EQ(alpha.frozen, frozen);
        EXPECT_EQ(alpha.total_paid(), total_paid);
    };
    const auto first = given_withdrawal("40");
    expect_funds("60"_usdt, "40"_usdt, "0"_usdt);
    commands("/withdraw_reject " + first).expect("已拒绝");
    expect_funds("100"_usdt, "0"_usdt, "0"_usdt);
    const auto second = given_withdrawal("30");
    commands("/withdraw_approve " + second).expect("已批准");
    expect_funds("70"_usdt, "30"_usdt, "0"_usdt);
    commands("/withdraw_pay " + second + " " + txid('c')).expect("已付款");
    expect_funds("70"_usdt, "0"_usdt, "30"_usdt);
}

TEST_F(requirements_of_withdrawals, W4_requests_are_listed_by_status_and_decided_by_button) {
    const auto first = given_withdrawal("10");
    const auto second = given_withdrawal("11");
    auto chat = admin();
    chat.sends("/withdraw_list").expect("💸 提现申请").expect(second);
    const auto text = newest(chat).text;
    EXPECT_LT(text.find(first), text.find(second)) << "oldest first";
    chat.taps("1. ✅ 批准").expect("状态：已批准，待付款");
    EXPECT_EQ(request(first).status, withdrawal_status::approved);
    chat.sends("/withdraw_list pending").expect(second);
    EXPECT_EQ(newest(chat).text.find(first), std::string::npos);
    chat.taps("1. 🚫 拒绝").expect("为什么拒绝").sends("not now").expect("状态：已拒绝");
    EXPECT_EQ(request(second).reject_reason, "not now");
    chat.sends("/withdraw_list approved")
        .expect(first)
        .taps("1. 💵 登记付款")
        .expect("然后发送 TXID");
}

TEST_F(requirements_of_withdrawals, W4_the_list_is_narrowed_and_turned_by_buttons) {
    std::vector<std::string> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(given_withdrawal("10"));
    auto chat = admin();
    chat.sends("/start").expect("管理菜单").taps("💸 提现审核").expect("待处理");
    chat.expect(ids[4]).taps("下一页 ▶️").expect(ids[5]);
    EXPECT_EQ(newest(chat).text.find(ids[0]), std::string::npos);
    chat.taps("1. 🚫 拒绝").expect("为什么拒绝 " + ids[5]).taps("跳过").expect("状态：已拒绝");
    chat.taps("💸 提现审核").expect("待处理").taps("已拒绝").expect(ids[5]);
    chat.taps("已付款").expect("这里没有提现申请").taps("待审核").expect(ids[0]);
    chat.taps("1. ✅ 批准").expect("已批准，待付款").taps("💵 登记付款").expect("然后发送 TXID");
    chat.sends(txid('a')).expect("状态：已付款").taps("💸 提现审核").expect(ids[1]);
    chat.taps("已付款").expect(ids[0]).expect(txid('a'));
}

TEST_F(requirements_of_withdrawals, W5_statistics_count_and_sum) {
    const auto paid = given_withdrawal("50");
    commands("/withdraw_approve " + paid).expect("已批准");
    commands("/withdraw_pay " + paid + " " + txid('a')).expect("已付款");
    given_withdrawal("20");
    commands("/withdraw_stats")
        .expect("待审核：1 笔，20.00 USDT")
        .expect("已付款：1 笔，50.00 USDT")
        .expect("手续费收入：1.00 USDT")
        .expect("实际付出：49.00 USDT")
        .expect("有冻结余额的代理：1")
        .expect("最早的待审核申请");
}

TEST_F(requirements_of_withdrawals, W6_owner_and_admins_are_told_of_every_step) {
    auto boss = admin();
    auto chat = owner();
    const auto id = given_withdrawal("10");
    boss.await([&](const auto& seen) { return seen.shows("新的提现申请") && seen.shows(id); });
    const auto told = [&](std::string_view what, std::string_view detail) {
        chat.await([&](const auto& seen) { return seen.shows(what) && seen.shows(detail); });
    };
    commands("/withdraw_approve " + id).expect("已批准");
    told("提现申请已批准，等待付款", id);
    commands("/withdraw_pay " + id + " " + txid('d')).expect("已付款");
    told("提现已付款", txid('d'));
    const auto rejected = given_withdrawal("10");
    commands("/withdraw_reject " + rejected + " wrong network").expect("已拒绝");
    told("提现申请被拒绝", "wrong network");
    const auto cancelled = given_withdrawal("10");
    commands("/withdraw_approve " + cancelled).expect("已批准");
    commands("/withdraw_cancel " + cancelled + " exchange is down").expect("已取消");
    told("提现申请已取消", "exchange is down");
}

TEST_F(requirements_of_withdrawals,
       W6_an_owner_who_blocked_the_bot_is_told_elsewhere_or_the_admins_are) {
    const auto first = given_withdrawal("10");
    owner().blocks();
    commands("/withdraw_approve " + first).expect("没有收到这条提现通知").expect(first);
    auto in_main = person(cast::alpha_owner).in("shop_bot");
    in_main.sends("/start").expect("欢迎光临");
    commands("/withdraw_pay " + first + " " + txid('a')).expect("状态：已付款");
    in_main.expect("@alpha_bot 给你发不了消息").expect(txid('a'));
    owner().sends("/agent").expect("代理后台").taps("🧾 提现记录").expect(txid('a'));
}

TEST_F(requirements_of_withdrawals, W7_a_nervous_finger_decides_once) {
    const auto id = given_withdrawal("10");
    auto chat = admin();
    chat.sends("/withdraw_list").expect("💸 提现申请");
    const auto list = chat.reads().newest_with_button("1. ✅ 批准")->id;
    const auto data =
        sandbox::find_button(chat.reads().find(list)->keyboard, "1. ✅ 批准")->callback_data;
    chat.taps("1. ✅ 批准", list).expect("状态：已批准，待付款");
    const auto once = request(id);
    chat.forges_callback({data, list}).expect("现在是「已批准，待付款」");
    EXPECT_EQ(request(id), once);
    commands("/withdraw_pay " + id + " " + txid('e')).expect("状态：已付款");
    const auto before = books();
    stage.world().redeliver("shop_bot", 2);
    commands("/id").expect("用户 ID");
    expect_unchanged(before);
}

TEST_F(requirements_of_withdrawals, W7_two_admins_decide_once) {
    stage.set("ADMIN_IDS", "1,2");
    restarts();
    const auto id = given_withdrawal("10");
    auto first = admin();
    auto second = stage.world().person(2, "Admin 2", "zh-hans").in("shop_bot");
    for (auto* chat : {&first, &second}) chat->sends("/withdraw_list").expect(id);
    first.taps("1. ✅ 批准").expect("状态：已批准，待付款");
    const auto decided = books();
    second.taps("1. ✅ 批准").expect("现在是「已批准，待付款」").expect("没有任何改变");
    second.sends("/withdraw_reject " + id).expect("不能改为「已拒绝」");
    expect_unchanged(decided);
    EXPECT_EQ(request(id).reviewed_by, user_id{cast::admin.id});
}

TEST_F(requirements_of_withdrawals, D4_addresses_that_would_lose_the_coins_are_refused) {
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("💸 发起提现").expect("请发送提现金额");
    chat.sends("20").expect("请发送 TRC20 收款地址");
    chat.sends("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb").expect("黑洞地址");
    chat.sends("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t").expect("USDT 合约");
    chat.sends("\n  " + std::string(cast::payout_address) + "  \n").expect("提现申请已提交");
}

TEST_F(requirements_of_withdrawals, D5_one_transaction_settles_one_withdrawal) {
    const auto first = given_withdrawal("10");
    const auto second = given_withdrawal("10");
    commands("/withdraw_approve " + first).expect("已批准");
    commands("/withdraw_approve " + second).expect("已批准");
    commands("/withdraw_pay " + first + " " + txid('F')).expect("已付款");
    const auto before = books();
    commands("/withdraw_pay " + second + " 0x" + txid('f')).expect("另一笔提现上");
    commands("/withdraw_pay " + second + " abc").expect("TXID 是 64 位");
    expect_unchanged(before);
}

}  // namespace
}  // namespace agentbackend::test
