#include "demo/bubbles.hpp"

#include <ostream>

namespace agentbackend::host {
namespace {

constexpr std::string_view bot_indent = "        ";
constexpr std::string_view edge = "│ ";

std::string keyboard_line(const std::vector<sandbox::button>& row) {
    std::string line;
    for (const auto& button : row) {
        line += (line.empty() ? "" : " ") + ("[" + button.label + "]");
    }
    return line;
}

std::string content_of(const sandbox::event& e) {
    auto content = e.text.empty() ? e.message.text : e.text;
    if (e.message.document) content += "\n📎 " + e.message.document->name;
    for (const auto& row : e.message.keyboard) content += "\n" + keyboard_line(row);
    return content;
}

}  // namespace

struct bubbles::bubble {
    std::string heading;
    std::string content;
    std::string_view indent;
};

void bubbles::name_person(std::int64_t id, std::string_view name) {
    const std::lock_guard lock(mutex_);
    names_.emplace(id, name);
}

void bubbles::keep_secret(std::string_view token) {
    const std::lock_guard lock(mutex_);
    secrets_.emplace_back(token);
}

void bubbles::show(const sandbox::event& e) {
    const std::lock_guard lock(mutex_);
    const auto bot = "@" + e.bot;
    const auto person = name_of(e.user_id != 0 ? e.user_id : e.chat_id);
    switch (e.kind) {
        case sandbox::event_kind::person_sent:
            print({person + " → " + bot, without_secrets(e.text), ""});
            break;
        case sandbox::event_kind::person_tapped:
            print({person + " → " + bot, "👆 " + e.text, ""});
            break;
        case sandbox::event_kind::bot_sent:
            print({bot + " → " + name_of(e.chat_id), content_of(e), bot_indent});
            break;
        case sandbox::event_kind::bot_edited:
            print({bot + " → " + name_of(e.chat_id) + " (changed)", content_of(e), bot_indent});
            break;
        case sandbox::event_kind::bot_answered:
            if (!e.text.empty()) print({bot + " → " + person + " (pop-up)", e.text, bot_indent});
            break;
        case sandbox::event_kind::person_blocked:
        case sandbox::event_kind::person_unblocked:
        case sandbox::event_kind::bot_deleted: break;
    }
}

void bubbles::chapter(int number, const std::string& title) {
    const std::lock_guard lock(mutex_);
    out_ << "\n━━ " << number << " · " << title << " ━━\n\n" << std::flush;
}

void bubbles::remark(const std::string& sentence) {
    const std::lock_guard lock(mutex_);
    out_ << "── " << sentence << "\n\n" << std::flush;
}

void bubbles::print(const bubble& b) {
    out_ << b.indent << b.heading << "\n";
    std::string_view rest = b.content;
    for (;;) {
        const auto end = rest.find('\n');
        out_ << b.indent << edge << rest.substr(0, end) << "\n";
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    out_ << "\n" << std::flush;
}

std::string bubbles::name_of(std::int64_t id) const {
    const auto known = names_.find(id);
    return known == names_.end() ? std::to_string(id) : known->second;
}

std::string bubbles::without_secrets(std::string text) const {
    for (const auto& secret : secrets_) {
        if (const auto at = text.find(secret); at != std::string::npos) {
            text.replace(at, secret.size(), "•••••••:•••••• (a bot token)");
        }
    }
    return text;
}

}  // namespace agentbackend::host
