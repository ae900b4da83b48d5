// An agent's bot in a plain terminal: no Telegram, no network, nothing of the host.
//
// Type a text or a command and press Enter; press a button by its number, as `#2`. The person at
// the terminal owns the bot, so /agent opens the dashboard. Ends with the input.

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/console/console.hpp>
#include <agentbackend/memory_store.hpp>

#include <charconv>
#include <iostream>
#include <optional>
#include <vector>

using namespace agentbackend;
using namespace agentbackend::literals;

namespace {

constexpr user_id admin{1}, owner{7};

// The terminal has no tokens to keep.
class no_sealer final : public token_sealer {
public:
    sealed_token seal(std::string_view, std::string_view) const override { return {}; }
    result<std::string> open(const sealed_token&, std::string_view) const override {
        return errc::token_malformed;
    }
};

// What is on the terminal: the buttons of the newest screen, numbered from one.
class terminal {
public:
    explicit terminal(bot_ref bot) : bot_(bot) {}

    void show(const console::response& led_to) {
        if (led_to.answer && !led_to.answer->text.empty()) {
            std::cout << "(" << led_to.answer->text << ")\n";
        }
        for (const auto& message : led_to.messages) {
            if (message.bot != bot_) {
                std::cout << "\n(somebody else has been written to)\n";
            } else if (const auto* sent = std::get_if<console::outgoing::send>(&message.what)) {
                print(sent->what);
            } else if (const auto* edited = std::get_if<console::outgoing::edit>(&message.what)) {
                print(edited->what);
            } else if (const auto* file = std::get_if<console::outgoing::upload>(&message.what)) {
                std::cout << file->what.file_name << ":\n" << file->what.bytes;
            }
        }
    }

    // A tap when the line names a button, else a text.
    std::variant<console::typed, console::tapped, console::attached> read(
        const std::string& line) const {
        std::size_t number = 0;
        const auto* end = line.data() + line.size();
        const bool is_number =
            line.starts_with('#') && std::from_chars(line.data() + 1, end, number).ptr == end;
        if (!is_number || number < 1 || number > payloads_.size()) return console::typed{line};
        return console::tapped{payloads_[number - 1], 1};
    }

private:
    void print(const console::screen& shown) {
        std::cout << "\n" << shown.text.text() << "\n";
        payloads_.clear();
        for (const auto& row : shown.rows) {
            for (const auto& button : row) {
                if (button.url.empty()) {
                    payloads_.push_back(button.payload);
                    std::cout << "  #" << payloads_.size() << " " << button.label;
                } else {
                    std::cout << "  " << button.label << " -> " << button.url;
                }
            }
            std::cout << "\n";
        }
    }

    bot_ref bot_;
    std::vector<std::string> payloads_;
};

// The agent whose bot this is, with something earned already.
result<agent> open_shop(const backend& shop, unit_of_work& work, timestamp now, id_source& ids) {
    const auto by_admin =
        command_context{.now = now, .ids = ids, .who = actor::person(admin, bot_ref::main())};
    AGENTBACKEND_ASSIGN(const auto made,
                        shop.create_agent(work, by_admin, {.name = "Alpha", .owner = owner}));
    const auto by_owner =
        command_context{.now = now, .ids = ids, .who = actor::person(owner, bot_ref::of(made.ref))};
    AGENTBACKEND_TRY(shop.set_markup(work, by_owner, "12.5"_usdt));
    const auto by_system = command_context{.now = now, .ids = ids, .who = actor::system()};
    return shop.record_profit(work, by_system, made.ref, 4, "four cards");
}

}  // namespace

int main() {
    const auto store = make_memory_store();
    const auto ids = make_random_ids();
    const wall_clock clock;
    committer commits(*store, clock);
    const auto shop = backend::make({.admins = {admin}}).value();
    const no_sealer sealer;
    const console::console bots(shop, sealer, *ids);

    const auto alpha = commits
                           .run([&](unit_of_work& work, timestamp now) {
                               return open_shop(shop, work, now, *ids);
                           })
                           .value();

    terminal screen(bot_ref::of(alpha.ref));
    std::string line;
    for (std::int64_t number = 1; std::getline(std::cin, line); ++number) {
        console::input in{.bot = bot_ref::of(alpha.ref),
                          .bot_username = "terminal",
                          .chat = {owner.value},
                          .from = {.user = owner, .name = "Owner", .language_code = "en"},
                          .delivery = {1, number},
                          .what = screen.read(line)};
        screen.show(
            commits
                .run([&](unit_of_work& work, timestamp now) { return bots.handle(work, now, in); })
                .value());
    }
}
