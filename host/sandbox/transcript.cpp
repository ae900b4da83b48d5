#include "sandbox/transcript.hpp"

#include <algorithm>

namespace agentbackend::sandbox {
namespace {

template <class Predicate>
const message* find_newest(const std::vector<message>& messages, Predicate matches) noexcept {
    const auto found = std::find_if(messages.rbegin(), messages.rend(), matches);
    return found == messages.rend() ? nullptr : &*found;
}

std::string to_line(const keyboard& rows) {
    std::string line;
    for (const auto& row : rows) {
        line += "\n     ";
        for (const auto& b : row) line += "[" + b.label + "] ";
    }
    return line;
}

}  // namespace

const message* transcript::find(std::int64_t message_id) const noexcept {
    return find_newest(messages, [&](const message& m) { return m.id == message_id; });
}

const message* transcript::newest_from_bot() const noexcept {
    return find_newest(messages, [](const message& m) { return m.from_bot; });
}

const message* transcript::newest_with_button(std::string_view label) const noexcept {
    return find_newest(messages,
                       [&](const message& m) { return find_button(m.keyboard, label) != nullptr; });
}

bool transcript::shows(std::string_view fragment) const noexcept {
    const auto has = [&](const std::string& text) {
        return text.find(fragment) != std::string::npos;
    };
    return std::any_of(messages.begin(), messages.end(),
                       [&](const message& m) { return m.from_bot && has(m.text); }) ||
           std::any_of(answers.begin(), answers.end(),
                       [&](const callback_answer& a) { return has(a.text); });
}

const button* find_button(const keyboard& rows, std::string_view label) noexcept {
    for (const auto& row : rows) {
        for (const auto& b : row) {
            if (b.label == label) return &b;
        }
    }
    return nullptr;
}

std::string to_text(const transcript& chat) {
    std::string text;
    for (const auto& m : chat.messages) {
        text += "  #" + std::to_string(m.id) + (m.from_bot ? " bot: " : " person: ") + m.text;
        if (m.document) text += " <" + m.document->name + ">";
        text += to_line(m.keyboard) + "\n";
    }
    for (const auto& a : chat.answers) {
        text += std::string{a.alert ? "  alert: " : "  toast: "} + a.text + "\n";
    }
    return text.empty() ? "  (an empty chat)\n" : text;
}

}  // namespace agentbackend::sandbox
