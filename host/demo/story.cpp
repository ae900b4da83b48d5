#include "demo/story.hpp"

#include "demo/cast.hpp"
#include "demo/tampering.hpp"

namespace agentbackend::host {
namespace {

// The first word in the chat that starts like this; newest messages first.
std::string find_word(const sandbox::transcript& chat, std::string_view beginning) {
    for (auto message = chat.messages.rbegin(); message != chat.messages.rend(); ++message) {
        const auto at = message->text.find(beginning);
        if (at == std::string::npos) continue;
        const auto end =
            message->text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", at);
        return message->text.substr(at, end - at);
    }
    throw sandbox::unmet_expectation("Nothing in the chat starts with " + std::string(beginning) +
                                     ":\n" + sandbox::to_text(chat));
}

const sandbox::button& button_in(const sandbox::transcript& chat, std::string_view label) {
    const auto* message = chat.newest_with_button(label);
    if (message == nullptr) {
        throw sandbox::unmet_expectation("No message has the button " + std::string(label) + ":\n" +
                                         sandbox::to_text(chat));
    }
    return *sandbox::find_button(message->keyboard, label);
}

void expect_of_audit(bool holds, const audit_verdict& verdict) {
    if (!holds) throw sandbox::unmet_expectation("The audit said:\n" + verdict.report);
}

sandbox::person make(sandbox::world& world, const cast::person& who) {
    return world.person(who.id, std::string(who.name), std::string(who.language));
}

std::string text(std::string_view s) { return std::string(s); }

}  // namespace

story::story(stage& s, narrator& n)
    : stage_(s),
      narrator_(n),
      admin_(make(s.world(), cast::admin)),
      alpha_owner_(make(s.world(), cast::alpha_owner)),
      beta_owner_(make(s.world(), cast::beta_owner)),
      customer_(make(s.world(), cast::customer)) {}

void story::play() {
    agents_open_their_shops();
    the_shop_is_stocked();
    the_first_card_is_sold();
    strangers_are_refused();
    the_shelf_is_emptied();
    the_owner_asks_to_be_paid();
    the_admin_pays();
    the_process_starts_again();
}

void story::agents_open_their_shops() {
    narrator_.chapter(1, "Two agents open their shops");
    stage_.start_host();
    admin_.in("shop_bot").sends("/start").expect("管理菜单");
    add_agent({"Alpha", cast::alpha_bot.token, "alpha_bot", cast::alpha_owner.id});
    alpha_id_ = find_word(admin_.in("shop_bot").reads(), "agent_");
    add_agent({"Beta", cast::beta_bot.token, "beta_bot", cast::beta_owner.id});
    admin_.in("shop_bot").sends("/start").expect("管理菜单").taps("🤖 代理管理");
    admin_.in("shop_bot").await([](const sandbox::transcript& chat) {
        return chat.newest_with_button("🟢 运行中 · Alpha") != nullptr &&
               chat.newest_with_button("🟢 运行中 · Beta") != nullptr;
    });
}

void story::add_agent(const draft& wanted) {
    const auto bot = "@" + text(wanted.username);
    admin_.in("shop_bot")
        .taps("🤖 代理管理")
        .expect("代理管理")
        .taps("➕ 新增代理")
        .expect("请发送新代理的机器人令牌")
        .sends(text(wanted.token))
        .expect("机器人是 " + bot)
        .sends(text(wanted.name))
        .expect("代理名称：" + text(wanted.name))
        .sends(std::to_string(wanted.owner))
        .expect("代理「" + text(wanted.name) + "」已创建")
        .expect("代理「" + text(wanted.name) + "」的机器人 " + bot + " 已运行");
    admin_.in("shop_bot").sends("/start").expect("管理菜单");
}

void story::the_shop_is_stocked() {
    narrator_.chapter(2, "The admin stocks the shop");
    auto admin = admin_.in("shop_bot");
    admin.sends("/product_add 10 " + text(cast::product)).expect("底价 10.00 USDT，编号 1");
    admin.sends("/stock_add 1\nGIFT-1111\nGIFT-2222\nGIFT-3333\nGIFT-4444\nGIFT-5555")
        .expect("现有库存 5");
    admin.sends("/credit " + alpha_id_ + " 42 100 welcome").expect("余额 100.00 USDT");
}

void story::set_markup(std::string_view amount) {
    alpha_owner_.in("alpha_bot")
        .sends("/agent")
        .expect("代理后台 · Alpha")
        .taps("💰 设置差价")
        .expect("请发送新的差价")
        .sends(text(amount))
        .expect("差价已设为每件");
}

void story::the_first_card_is_sold() {
    narrator_.chapter(3, "A markup, and the first sale");
    set_markup("0.05");
    for (const std::string_view bot : {"beta_bot", "shop_bot"}) {
        customer_.in(bot)
            .sends("/start")
            .expect("Welcome")
            .taps("🛍 Products")
            .await([](const sandbox::transcript& chat) {
                return chat.newest_with_button("Gift card · 10.00 USDT · 5 left") != nullptr;
            });
    }
    customer_.in("alpha_bot")
        .sends("/start")
        .expect("Welcome to Alpha")
        .taps("🛍 Products")
        .expect("Products")
        .taps("Gift card · 10.05 USDT · 5 left")
        .expect("Price: 10.05 USDT")
        .taps("1")
        .expect("Total: 10.05 USDT")
        .taps("✅ Buy now")
        .expect("Wallet: 89.95 USDT")
        .expect("GIFT-1111");
    alpha_owner_.in("alpha_bot").sends("/agent").expect("可提现：0.05 USDT");
}

void story::strangers_are_refused() {
    narrator_.chapter(4, "Three things that are refused");
    alpha_owner_.in("alpha_bot")
        .taps("💸 发起提现")
        .expect("可提现余额 0.05 USDT，低于最低提现金额 10.00 USDT");
    customer_.in("alpha_bot").sends("/agent").expect("Only the owner of this agent bot");

    const auto stolen = button_in(alpha_owner_.in("alpha_bot").reads(), "💰 设置差价").callback_data;
    auto beta_owner = beta_owner_.in("alpha_bot");
    beta_owner.sends("/start").expect("欢迎光临");
    const auto greeting = beta_owner.reads().newest_from_bot()->id;
    narrator_.remark("Owner 8 forges a press on a button of Alpha's dashboard.");
    beta_owner.forges_callback({stolen, greeting}).expect("只有这个机器人的代理人本人可以这样做");
}

void story::the_shelf_is_emptied() {
    narrator_.chapter(5, "A price that is too high, and the last four cards");
    set_markup("12.5");
    auto customer = customer_.in("alpha_bot");
    const auto choose = [&] {
        return customer.sends("/start")
            .expect("Welcome")
            .taps("🛍 Products")
            .expect("Products")
            .taps("Gift card · 22.50 USDT · 4 left")
            .expect("Price: 22.50 USDT");
    };
    choose().taps("1").expect("Total: 22.50 USDT");
    const auto fifth = customer.reads().newest_with_button("✅ Buy now")->id;
    choose()
        .taps("✏️ Other quantity")
        .expect("Send the quantity")
        .sends("4")
        .expect("Total: 90.00 USDT")
        .taps("✅ Buy now")
        .expect("This costs 90.00 USDT and your wallet has 89.95 USDT");
    admin_.in("shop_bot").sends("/credit " + alpha_id_ + " 42 10").expect("余额 99.95 USDT");
    customer.taps("✅ Buy now").expect("Wallet: 9.95 USDT").expect("GIFT-2222").expect("GIFT-5555");
    narrator_.remark("Customer 42 confirms an older offer of one more card.");
    customer.taps("✅ Buy now", fifth).expect("Sold out; nothing was charged");
    alpha_owner_.in("alpha_bot").sends("/agent").expect("可提现：50.05 USDT");
}

void story::the_owner_asks_to_be_paid() {
    narrator_.chapter(6, "The owner asks to be paid");
    auto owner = alpha_owner_.in("alpha_bot");
    owner.taps("💸 发起提现")
        .expect("请发送提现金额")
        .sends("50")
        .expect("手续费 1.00 USDT，到账 49.00 USDT")
        .sends(text(cast::payout_address))
        .expect("提现申请已提交")
        .expect("状态：待审核");
    request_id_ = find_word(owner.reads(), "aw_");
    owner.sends("/agent").expect("可提现：0.05 USDT").expect("冻结中：50.00 USDT");
    admin_.in("shop_bot").await([this](const sandbox::transcript& chat) {
        return chat.shows("新的提现申请") && chat.shows(request_id_);
    });
}

void story::the_admin_pays() {
    narrator_.chapter(7, "The admin approves and pays, once");
    auto admin = admin_.in("shop_bot");
    auto owner = alpha_owner_.in("alpha_bot");
    const auto pay = "/withdraw_pay " + request_id_ + " " + text(cast::payout_txid);
    admin.sends("/withdraw_list").expect(request_id_);
    admin.sends("/withdraw_approve " + request_id_).expect("状态：已批准，待付款");
    owner.await([](const auto& chat) { return chat.shows("提现申请已批准，等待付款"); });
    admin.sends(pay).expect("状态：已付款");
    owner.await(
        [](const auto& chat) { return chat.shows("提现已付款") && chat.shows(cast::payout_txid); });
    owner.sends("/agent").expect("冻结中：0.00 USDT").expect("累计提现：50.00 USDT");

    admin.sends("/withdraw_approve " + request_id_).expect("现在是「已付款」");
    admin.sends(pay).expect("现在是「已付款」");
    admin.sends("/withdraw_stats").expect("手续费收入：1.00 USDT").expect("实际付出：49.00 USDT");
}

void story::the_process_starts_again() {
    narrator_.chapter(8, "The process is stopped, started, and audited");
    auto owner = alpha_owner_.in("alpha_bot");
    owner.taps("💰 设置差价").expect("请发送新的差价");
    narrator_.remark(
        "Owner 7 was asked for a markup. The process stops and starts before the answer.");
    stage_.stop_host();
    stage_.start_host();
    owner.sends("0.05").expect("差价已设为每件 0.05 USDT");
    owner.sends("/agent").expect("可提现：0.05 USDT").expect("累计提现：50.00 USDT");
    customer_.in("alpha_bot")
        .sends("/start")
        .expect("Welcome")
        .taps("👤 My account")
        .expect("Wallet: 9.95 USDT");
    beta_owner_.in("beta_bot").sends("/agent").expect("代理后台 · Beta");

    const auto verdict = stage_.verify(stage_.database());
    expect_of_audit(verdict.status == exit_status::success, verdict);
    hand_tampering_is_found();
}

void story::hand_tampering_is_found() {
    narrator_.remark("In a copy of the database, somebody adds 5 USDT to Alpha's balance by hand.");
    const auto copy = stage_.spare_database();
    copy_database(stage_.database(), copy);
    add_to_available(copy, "Alpha", usdt::from_units(5));
    const auto verdict = stage_.verify(copy);
    expect_of_audit(verdict.status == exit_status::failure, verdict);
    const auto names = [&](std::string_view words) {
        return verdict.report.find(words) != std::string::npos;
    };
    expect_of_audit(names(alpha_id_) && names("5.00"), verdict);
    narrator_.remark("`agentbackend verify` on the copy:\n" + verdict.report);
}

}  // namespace agentbackend::host
