#include "kill/people.hpp"

#include <algorithm>
#include <functional>

#include "demo/cast.hpp"

namespace agentbackend::test {
namespace {

const sandbox::button* button_like(const sandbox::event& e, std::string_view beginning) {
    for (const auto& row : e.message.keyboard) {
        for (const auto& button : row) {
            if (button.label.starts_with(beginning)) return &button;
        }
    }
    return nullptr;
}

// 64 hexadecimal digits that no other admin pays this request with.
std::string transaction_for(const std::string& request, std::int64_t payer) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::mt19937_64 random(std::hash<std::string>{}(request + std::to_string(payer)));
    std::string txid;
    for (int i = 0; i < 64; ++i) txid += digits[random() % digits.size()];
    return txid;
}

}  // namespace

std::string after(std::string_view marker, std::string_view text) {
    const auto at = text.find(marker);
    if (at == std::string_view::npos) return {};
    const auto rest = text.substr(at + marker.size());
    return std::string(rest.substr(0, rest.find('\n')));
}

std::vector<shown_request> requests_in(std::string_view text) {
    constexpr std::string_view marker = "申请：aw_";
    std::vector<shown_request> found;
    for (auto at = text.find(marker); at != std::string_view::npos;
         at = text.find(marker, at + marker.size())) {
        const auto from_here = text.substr(at);
        found.push_back({"aw_" + after(marker, from_here), after("状态：", from_here)});
    }
    return found;
}

// --- Everybody -------------------------------------------------------------------------------

regular::regular(sandbox::person who, std::string bot, luck& l)
    : luck_(l), chat_(who.in(bot)), bot_(std::move(bot)) {}

bool regular::is_in(const sandbox::event& e) const {
    return e.bot == bot_ && e.chat_id == chat_.chat_id() && is_by_bot(e.kind);
}

void regular::hears_everything() {
    says("/id");
    chat_.await([](const auto& chat) {
        return chat.shows("Your user id: ") || chat.shows("你的用户 ID：");
    });
}

void regular::says_nervously(const std::string& text) {
    says(text);
    if (luck_.one_in(3)) says(text);
}

void regular::presses(const sandbox::event& e, const sandbox::button& b) {
    chat_.forges_callback({b.callback_data, e.message.id});
}

void regular::presses_nervously(const sandbox::event& e, const sandbox::button& b) {
    presses(e, b);
    if (luck_.one_in(2)) presses(e, b);
}

// --- Customers -------------------------------------------------------------------------------

void customer::tries_again() {
    next_ = waits_for::home;
    says("/start");
}

void customer::sees(const sandbox::event& e) {
    const auto press_for = [&](std::string_view label, waits_for then) {
        const auto* button = button_like(e, label);
        if (button == nullptr) return;
        next_ = then;
        presses(e, *button);
    };
    switch (next_) {
        case waits_for::home: return press_for("🛍 Products", waits_for::products);
        case waits_for::products: return press_for("Gift card", waits_for::product);
        case waits_for::product: return press_for(luck_.one_in(2) ? "1" : "2", waits_for::offer);
        case waits_for::offer: {
            const auto* yes = button_like(e, "✅ Buy now");
            if (yes == nullptr) return;
            next_ = waits_for::receipt;
            confirmed_.insert(yes->callback_data);
            return presses_nervously(e, *yes);
        }
        case waits_for::receipt:
            if (e.text.find("Paid. Thank you!") != std::string::npos) tries_again();
            return;
    }
}

// --- Owners ----------------------------------------------------------------------------------

void owner::tries_again() {
    next_ = waits_for::dashboard;
    says("/agent");
}

void owner::sees(const sandbox::event& e) {
    const auto shows = [&](std::string_view words) {
        return e.text.find(words) != std::string::npos;
    };
    switch (next_) {
        case waits_for::dashboard:
            if (const auto* ask = button_like(e, "💸 发起提现")) {
                next_ = waits_for::amount_question;
                presses(e, *ask);
            }
            return;
        case waits_for::amount_question:
            if (!shows("请发送提现金额")) return;
            next_ = waits_for::address_question;
            amount_ = "10." + std::to_string(100'001 + ++requests_);
            return says(amount_);
        case waits_for::address_question:
            if (!shows("提现 " + amount_ + " USDT") || !shows("收款地址")) return;
            next_ = waits_for::confirmation;
            asked_.insert(amount_);
            return says_nervously(std::string(host::cast::payout_address));
        case waits_for::confirmation:
            if (shows("提现申请已提交")) tries_again();
            return;
    }
}

// --- Admins ----------------------------------------------------------------------------------

void admin::tries_again() {
    says("/withdraw_list");
    if (!credit_.empty()) says(credit_ + std::to_string(luck_.number(1, 9)));
}

void admin::sees(const sandbox::event& e) {
    for (const auto& request : requests_in(e.text)) {
        if (request.status == "待审核") decides(request.id, e);
        if (request.status == "已批准，待付款") {
            says_nervously("/withdraw_pay " + request.id + " " +
                           transaction_for(request.id, user()));
        }
    }
}

void admin::decides(const std::string& request, const sandbox::event& e) {
    if (luck_.one_in(4)) return says_nervously("/withdraw_reject " + request + " not this one");
    if (const auto* approve = button_like(e, "✅ 批准")) return presses_nervously(e, *approve);
    says_nervously("/withdraw_approve " + request);
}

// --- All of them -----------------------------------------------------------------------------

customer& crowd::add_customer(std::int64_t id, std::string bot) {
    auto who = world_.person(id, "Customer " + std::to_string(id), "en");
    return *customers_.emplace_back(std::make_unique<customer>(who, std::move(bot), luck_));
}

owner& crowd::add_owner(std::int64_t id, std::string bot) {
    auto who = world_.person(id, "Owner " + std::to_string(id), "zh-hans");
    return *owners_.emplace_back(std::make_unique<owner>(who, std::move(bot), luck_));
}

admin& crowd::add_admin(std::int64_t id, std::string bot) {
    auto who = world_.person(id, "Admin " + std::to_string(id), "zh-hans");
    return *admins_.emplace_back(std::make_unique<admin>(who, std::move(bot), luck_));
}

template <class F>
void crowd::each(F f) {
    for (const auto& one : customers_) f(*one);
    for (const auto& one : owners_) f(*one);
    for (const auto& one : admins_) f(*one);
}

void crowd::see(const sandbox::event& e) {
    each([&](regular& one) {
        if (one.is_in(e)) one.sees(e);
    });
}

void crowd::try_again() {
    each([](regular& one) { one.tries_again(); });
}

void crowd::hear_everything() {
    each([](regular& one) { one.hears_everything(); });
}

}  // namespace agentbackend::test
