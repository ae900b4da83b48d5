// A shop with its bots over a store in memory, and the people who use it: they type, tap buttons by
// their labels on the newest screen that has them, and read. Shares nothing with the host.

#pragma once

#include <agentbackend/backend.hpp>
#include <agentbackend/console/console.hpp>
#include <agentbackend/console/payload.hpp>
#include <agentbackend/memory_store.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agentbackend::console {

// Not cryptography: reversed, so that a clear token cannot be overlooked in what is stored.
class reversing_sealer final : public token_sealer {
public:
    sealed_token seal(std::string_view token, std::string_view purpose) const override;
    result<std::string> open(const sealed_token&, std::string_view purpose) const override;
};

// A message as its reader has it before them now.
struct shown_message {
    std::int64_t id = 0;
    screen what{};
    std::optional<document> file{};
    std::int64_t touched = 0;  // rises whenever anything is sent or edited
    std::string name{};        // for edits that do not know its number
    std::string errand{};      // what its host hands back when it cannot be delivered
};

// What one input led to, beside what the chats show.
struct reaction {
    std::optional<tap_answer> answer;
    std::size_t messages = 0;
};

class story;

// One person in one private chat.
class someone {
public:
    someone(story& tale, user_id who, bot_ref bot, std::string language)
        : tale_(&tale), who_(who), bot_(bot), language_(std::move(language)) {}

    user_id id() const { return who_; }
    bot_ref bot() const { return bot_; }

    reaction types(std::string_view text);
    // A file by this id; the platform knows its content.
    reaction sends_file(std::string_view file_id, std::int64_t size = 1'000);
    // The newest button with this label in this chat. Fails the test when there is none.
    reaction taps(std::string_view label);
    // Taps whatever payload, as a forged client can.
    reaction sends_payload(std::string payload, std::int64_t message_id = 1);
    reaction sends(input);

    // The text of the alert or toast the last tap was answered with; else of the newest message.
    std::string reads() const;
    // The message that was sent or edited last.
    const shown_message& newest() const;
    const std::vector<shown_message>& chat() const;
    std::optional<button> find_button(std::string_view label) const;
    bool sees(std::string_view label) const { return find_button(label).has_value(); }
    // The state of the dialog under way; empty: none.
    std::string dialog() const;

    input makes(decltype(input::what) what) const;

private:
    story* tale_;
    user_id who_;
    bot_ref bot_;
    std::string language_;
    std::string answer_;
};

class story {
public:
    static constexpr user_id admin_id{1};
    static constexpr user_id second_admin_id{2};
    static constexpr std::string_view address = "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";

    explicit story(std::string language = "en");

    // --- People ---
    someone admin() { return person_in(admin_id, bot_ref::main()); }
    someone person_in(user_id who, bot_ref bot) { return {*this, who, bot, language_}; }

    // --- What was there before the story begins, made by the use cases ---
    bot_ref given_agent(std::string_view name, user_id owner, std::string_view markup = "0");
    product_ref given_product(std::string_view name, std::string_view price,
                              std::vector<std::string> stock = {});
    void given_wallet(bot_ref bot, user_id user, std::string_view amount);
    // Earned by sales made elsewhere.
    void given_earnings(bot_ref bot, std::string_view amount);
    withdrawal given_withdrawal(bot_ref bot, std::string_view amount);

    // --- How things stand ---
    agent agent_of(bot_ref bot);
    std::string balance_of(bot_ref bot, user_id user);
    std::vector<withdrawal> withdrawals();
    // Everything a forbidden input must leave alone.
    struct standing {
        std::vector<agent> agents;
        std::vector<product> products;
        std::vector<order> orders;
        std::vector<wallet> wallets;
        std::vector<withdrawal> withdrawals;
        journal_head head;
        friend bool operator==(const standing&, const standing&) = default;
    };
    standing everything();

    // --- Outside ---
    // What is open, but for menus: those are registered again as soon as that is asked for.
    const std::vector<effect>& effects() const { return effects_; }
    const std::vector<refresh_commands>& refreshed() const { return refreshed_; }
    // The oldest effect that is still open comes back.
    reaction comes_back(const effect_outcome&);
    reaction comes_back(const effect&, const effect_outcome&);
    reaction host_reports(bot_ref bot, const backend::bot_report&);
    // The newest message of a chat turns out not to arrive.
    reaction newest_does_not_arrive(bot_ref bot, chat_id chat, std::string_view reason);

    reaction deliver(const input&);
    const std::vector<shown_message>& chat(bot_ref bot, chat_id chat);
    // Runs in a transaction of its own, committed when it succeeds. Fails the test on an error.
    void in_transaction(const std::function<result<void>(unit_of_work&)>&);

    const class console& bots() const { return bots_; }
    const backend& rules() const { return rules_; }
    inbox_key next_delivery() { return {900, ++updates_}; }
    timestamp now() const { return now_; }
    void passes(std::chrono::minutes time) { now_ += time; }
    command_context by(user_id user, bot_ref through, std::string key = {});

private:
    reaction post(response);

    std::string language_;
    std::unique_ptr<store> rows_;
    std::unique_ptr<id_source> ids_;
    backend rules_;
    reversing_sealer sealer_;
    class console bots_;
    timestamp now_;
    std::int64_t updates_ = 0;
    std::int64_t message_ids_ = 0;
    std::int64_t touches_ = 0;
    std::int64_t platform_ids_ = 5'000;
    std::map<std::pair<bot_ref, chat_id>, std::vector<shown_message>> chats_;
    std::vector<effect> effects_;
    std::vector<refresh_commands> refreshed_;
};

}  // namespace agentbackend::console
