// Bad input gets a clear sentence, and nothing changes.

#include <agentbackend/console/payload.hpp>

#include <boost/json/parse.hpp>

#include <initializer_list>

#include "e2e/shop_on_stage.hpp"

namespace agentbackend::test {
namespace {

namespace json = boost::json;

constexpr std::string_view unreadable_updates[]{
    R"({})",
    R"({"message":{}})",
    R"({"message":"text"})",
    R"({"message":{"text":"/start"}})",
    R"({"message":{"message_id":1,"date":1,"chat":{"id":42,"type":"private"},"text":"/start"}})",
    R"({"callback_query":{"id":"1"}})",
    R"({"callback_query":{"id":"1","from":{"id":42,"is_bot":false,"first_name":"A"},"data":7}})",
    R"({"poll_answer":{"poll_id":"1"}})",
    R"({"telepathy":{"thought":"buy"}})",
    R"({"channel_post":{"message_id":1,"date":1,"chat":{"id":-100,"type":"channel"}}})",
};

class bad_input : public shop_on_stage {
protected:
    // Alpha has 50.05 to withdraw.
    void given_an_owner_with_earnings() {
        given_a_stocked_shop();
        story.the_first_card_is_sold();
        story.strangers_are_refused();
        story.the_shelf_is_emptied();
    }

    // A message as no client sends it. One sent after it is answered when it has been dealt with.
    void send_raw(sandbox::conversation chat, std::string_view update) {
        chat.sends_raw_update(json::parse(update).as_object());
    }
};

TEST_F(bad_input, amounts_that_are_none) {
    given_a_stocked_shop();
    const auto before = books();
    const std::initializer_list<std::string> amounts{"abc", "-1",        "1e3",
                                                     "NaN", "0.0000001", "99999999999999999999"};
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("💰 设置差价").expect("请发送新的差价");
    for (const auto& amount : amounts) {
        SCOPED_TRACE(amount);
        chat.sends(amount).await([&](const sandbox::transcript& t) {
            const auto* said = t.newest_from_bot();
            return said != nullptr && (said->text.find("不是金额") != std::string::npos ||
                                       said->text.find("最多 6 位小数") != std::string::npos ||
                                       said->text.find("不超过") != std::string::npos);
        });
        admin().sends("/product_add " + amount + " Thing").await_reply();
        admin().sends("/credit " + story.alpha_id() + " 42 " + amount).await_reply();
    }
    expect_unchanged(before);

    // A text that no client sends, and a sticker, which has none.
    const auto said =
        R"({"message":{"message_id":900,"date":1700000000,"chat":{"id":7,"type":"private"},
        "from":{"id":7,"is_bot":false,"first_name":"Owner"},"text":")" +
        std::string(5'000, '9') + R"("}})";
    send_raw(chat, said);
    chat.await([](const auto& t) { return t.shows("不超过") || t.shows("不是金额"); });
    send_raw(chat, R"({"message":{"message_id":901,"date":1700000000,
        "chat":{"id":7,"type":"private"},"from":{"id":7,"is_bot":false,"first_name":"Owner"},
        "sticker":{"file_id":"s"}}})");
    chat.await([](const auto& t) { return t.shows("请发送文字"); });
    chat.sends("0.05").expect("差价已设为每件 0.05 USDT");
}

TEST_F(bad_input, payout_addresses_that_are_none_or_lose_coins) {
    given_an_owner_with_earnings();
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("💸 发起提现").expect("请发送提现金额");
    chat.sends("9.99").expect("最低提现 10.00 USDT");
    chat.sends("50.06").expect("可提现余额是 50.05 USDT");
    chat.sends("20").expect("请发送 TRC20 收款地址");
    const auto before = books();
    chat.sends("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T").expect("校验和不对");
    chat.sends("BTRmEA73gpoxK2KRmhL7GtcYLh88VefYss").expect("以 T 开头");
    chat.sends("TTRmEA73gpoxK2KRmhL7GtcYLh88VefYs").expect("收到的有 33 个");
    chat.sends("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx").expect("收到的有 33 个");
    chat.sends("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb").expect("黑洞地址");
    chat.sends("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t").expect("USDT 合约");
    expect_unchanged(before);
    chat.sends(std::string(cast::payout_address)).expect("提现申请已提交");
}

TEST_F(bad_input, requests_and_transactions_that_are_none) {
    given_an_owner_with_earnings();
    const auto first = given_withdrawal("20");
    const auto second = given_withdrawal("30");
    admin().sends("/withdraw_approve aw_20200101_000000_zzzzzz").expect("没有提现申请");
    admin().sends("/withdraw_approve " + first).expect("状态：已批准，待付款");
    admin().sends("/withdraw_approve " + second).expect("状态：已批准，待付款");
    const auto before = books();
    admin()
        .sends("/withdraw_pay " + first + " " + std::string(a_txid.substr(1)))
        .expect("TXID 是 64 位十六进制字符");
    expect_unchanged(before);

    admin().sends("/withdraw_pay " + first + " 0x" + std::string(a_txid)).expect("状态：已付款");
    const auto paid = books();
    admin().sends("/withdraw_pay " + second + " " + std::string(a_txid)).expect("另一笔提现上");
    expect_unchanged(paid);
}

TEST_F(bad_input, callback_data_that_was_never_a_button_here) {
    given_a_stocked_shop();
    auto chat = customer();
    chat.sends("/start").expect("Welcome to Alpha").taps("🛍 Products").expect("Products");
    const auto message = chat.reads().newest_from_bot()->id;
    const auto before = books();
    const auto forge = [&](const std::string& data) -> sandbox::conversation& {
        return chat.forges_callback({data, message});
    };
    forge("garbage").expect("out of date");
    forge(std::string(64, 'x')).expect("out of date");

    const auto own =
        person(cast::customer).in("beta_bot").sends("/start").expect("Welcome").reads();
    forge(own.newest_from_bot()->keyboard.front().front().callback_data).expect("out of date");

    const auto alpha = bot_ref::of(books().agents.front().ref);
    const console::payload gone{.bot = alpha,
                                .user = {cast::customer.id},
                                .what = console::action::tap_quantity,
                                .args = {999, 1}};
    forge(console::encode(gone)).expect("There is no such product");
    expect_unchanged(before);
}

TEST_F(bad_input, updates_that_cannot_be_read_are_passed_over) {
    given_a_stocked_shop();
    const auto before = books();
    auto chat = customer();
    for (const auto update : unreadable_updates) send_raw(chat, update);
    chat.sends("/id").expect("Your user id: 42");
    expect_unchanged(before);
}

TEST_F(bad_input, groups_get_answers_to_commands_but_nothing_private) {
    given_a_stocked_shop();
    const auto before = books();
    auto group = stage.world().group(-1001, "Customers").adds_bot("alpha_bot");
    auto chat = person(cast::alpha_owner).in(group);
    chat.sends("hello everybody");
    chat.sends("/agent@alpha_bot").expect("群组");
    chat.sends("/id@alpha_bot").await_reply();
    EXPECT_FALSE(chat.reads().shows("可提现"));
    expect_unchanged(before);
}

TEST_F(bad_input, a_command_in_the_middle_of_a_dialog_ends_it) {
    given_a_stocked_shop();
    const auto before = books();
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("💰 设置差价").expect("请发送新的差价");
    chat.sends("/nonsense").expect("没有这个命令");
    chat.sends("0.05").expect("现在不需要输入文字");
    expect_unchanged(before);
}

}  // namespace
}  // namespace agentbackend::test
