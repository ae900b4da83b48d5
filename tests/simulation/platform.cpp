#include "platform.hpp"

#include <algorithm>

namespace agentbackend::simulation {
namespace {

constexpr std::size_t messages_kept = 6;
constexpr std::size_t confirmed_kept = 500;
constexpr micros updates_live = micros{24} * 3'600 * 1'000'000;

bot_api::http_answer json_answer(int status, std::string body) {
    bot_api::http_answer answer;
    answer.status = status;
    answer.body = std::move(body);
    return answer;
}

bot_api::http_answer refusal(int code, const std::string& words) {
    return json_answer(code, R"({"ok":false,"error_code":)" + std::to_string(code) +
                                 R"(,"description":")" + words + "\"}");
}

std::string sent(number message, number chat) {
    const auto id = std::to_string(chat);
    return R"({"ok":true,"result":{"message_id":)" + std::to_string(message) +
           R"(,"date":1,"chat":{"id":)" + id + R"(,"type":"private"}}})";
}

}  // namespace

void platform::does(const deed& what, number message) {
    auto& last = last_update_[what.bot];
    if (last == 0) last = luck_.between(1, 1'000'000);
    waiting_[what.bot].push_back({++last, what, message});
    bots_waiting_.insert(what.bot);
}

number platform::some_waiting_bot() {
    // The main bot's turn comes more often: all the admins are there.
    if (bots_waiting_.contains(0) && luck_.percent(20)) return 0;
    auto place = bots_waiting_.lower_bound(luck_.between(0, *bots_waiting_.rbegin()));
    return place == bots_waiting_.end() ? *bots_waiting_.begin() : *place;
}

std::vector<update> platform::poll(number bot, micros now) {
    std::vector<update> batch;
    std::set<number> late;  // chats that this poll does not hear of
    for (const auto& next : waiting_[bot]) {
        if (batch.size() >= 10) break;
        if (luck_.percent(8)) late.insert(next.what.user);
        if (late.contains(next.what.user)) continue;
        batch.push_back(next);
        if (luck_.percent(4)) batch.push_back(next);
    }
    if (!confirmed_.empty() && luck_.percent(3)) {
        const auto& [its_bot, old] = confirmed_[luck_.index(confirmed_.size())];
        if (its_bot == bot && now - old.first < updates_live) batch.push_back(old.second);
    }
    // Chats change places; within a chat the order stays.
    for (std::size_t i = 1; i < batch.size(); ++i) {
        if (batch[i - 1].what.user != batch[i].what.user && luck_.percent(30)) {
            std::swap(batch[i - 1], batch[i]);
        }
    }
    return batch;
}

std::vector<update> platform::poll_all(number bot) {
    const auto& waiting = waiting_[bot];
    return {waiting.begin(), waiting.end()};
}

void platform::confirm(number bot, const std::vector<update>& batch, micros now) {
    auto& waiting = waiting_[bot];
    for (const auto& taken : batch) {
        const auto place = std::ranges::find(waiting, taken.id, &update::id);
        if (place == waiting.end()) continue;
        confirmed_.push_back({bot, {now, *place}});
        waiting.erase(place);
    }
    while (confirmed_.size() > confirmed_kept) confirmed_.pop_front();
    if (waiting.empty()) bots_waiting_.erase(bot);
}

platform::taken platform::send(const shown& message) {
    using namespace bot_api;
    const auto draw = is_kind ? 1 : luck_.between(1, 10'000);
    if (draw <= 8'900) return accept(message);
    if (draw <= 9'100) {
        const auto wait = std::to_string(luck_.between(1, 30));
        return {
            json_answer(429, R"({"ok":false,"error_code":429,"description":"Too Many Requests",)"
                             R"("parameters":{"retry_after":)" +
                                 wait + "}}")};
    }
    if (draw <= 9'200) return {refusal(500, "Internal Server Error")};
    if (draw <= 9'300) return {json_answer(502, "<html>Bad Gateway</html>")};
    if (draw <= 9'340) return {refusal(401, "Unauthorized")};
    if (draw <= 9'360) return {refusal(409, "Conflict"), false, true};
    if (draw <= 9'400) return {refusal(403, "Forbidden: bot was blocked by the user"), false, true};
    if (draw <= 9'500) {  // a body cut in the middle
        auto done = accept(message);
        done.said = json_answer(200, R"({"ok":true,"resu)");
        return done;
    }
    if (draw <= 9'600) {  // JSON, but not of this API
        auto done = accept(message);
        done.said = json_answer(200, luck_.percent(50) ? "[1,2,3]" : R"({"ok":true,"result":7})");
        return done;
    }
    if (draw <= 9'700) {  // nothing; whether it was taken nobody knows
        auto done = luck_.percent(50) ? accept(message) : taken{};
        done.said = broken_exchange{exchange_phase::waiting, break_cause::timeout, ""};
        return done;
    }
    if (draw <= 9'750) {
        return {broken_exchange{exchange_phase::connecting, break_cause::transport, "refused"}};
    }
    if (draw <= 9'850 && message.edits != 0) {
        return {refusal(400, "Bad Request: message to edit not found")};
    }
    if (draw <= 9'950 && message.edits != 0) {
        auto done = accept(message);
        done.said = refusal(400, "Bad Request: message is not modified");
        return done;
    }
    return accept(message);
}

platform::taken platform::accept(const shown& message) {
    const auto id = message.edits != 0 ? message.edits : ++messages_;
    show(message, id);
    return {json_answer(200, sent(id, message.chat)), true, false};
}

void platform::show(const shown& message, number id) {
    auto& chat = chats_[{message.bot, message.chat}];
    const auto place = std::ranges::find(chat, id, &seen_message::id);
    if (place != chat.end()) {
        place->text = message.text;
        place->buttons = message.buttons;
        place->touched = ++touches_;
        return;
    }
    chat.push_back({id, ++touches_, message.text, message.buttons});
    if (chat.size() > messages_kept) chat.pop_front();
}

}  // namespace agentbackend::simulation
