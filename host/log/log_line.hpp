// Lines of the log: a sentence, and what it is about, as text for people or JSON for machines.
//
// What a line is about rides behind its text: `log.info("message {} is sent{}", 4, about{…})`.
// spdlog carries one text and nothing else, so the two are kept apart by a control character that
// no sentence has. Pure; safe from any thread.

#pragma once

#include <agentbackend/store.hpp>

#include <spdlog/fmt/fmt.h>
#include <spdlog/formatter.h>

#include <memory>
#include <optional>

#include "log/cause.hpp"

namespace agentbackend::host {

struct about {
    cause because = {};
    std::optional<outbox_ref> message = {};
    std::optional<effect_ref> effect = {};
};

// `2025-01-24T14:30:22.000Z info @shop_bot is up (bot shop_bot, update_id 17)`.
std::unique_ptr<spdlog::formatter> make_text_lines();

// `{"time":…,"level":…,"text":…,"bot":…,"update_id":…,"message":…,"effect":…}`, a line each.
std::unique_ptr<spdlog::formatter> make_json_lines();

// Before and within what is behind a text.
inline constexpr char about_mark = '\x1F';

}  // namespace agentbackend::host

template <>
struct fmt::formatter<agentbackend::host::about> {
    static constexpr auto parse(format_parse_context& context) { return context.begin(); }

    template <class Context>
    auto format(const agentbackend::host::about& line, Context& context) const {
        auto out = context.out();
        const auto add = [&](const char* name, const auto& value) {
            out = fmt::format_to(out, "{}{}={}", agentbackend::host::about_mark, name, value);
        };
        if (!line.because.bot.empty()) {
            add("bot", line.because.bot);
            add("update_id", line.because.update_id);
        }
        if (line.message) add("message", line.message->value);
        if (line.effect) add("effect", line.effect->value);
        return out;
    }
};
