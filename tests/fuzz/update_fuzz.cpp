// Updates: whatever a server answers to getUpdates, each update becomes an input that no limit of
// the console's own can be surprised by, or nothing.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>

#include "bot_api/answer.hpp"
#include "bot_api/types.hpp"
#include "turns/updates.hpp"

namespace {

using namespace agentbackend;

void take(const bot_api::update& update) {
    const host::running_bot bot{bot_ref::of({3}), {1'000'002, "alpha_bot"}};
    const auto input = host::to_input(update, bot);
    const auto query = host::callback_query_id(update);
    if (std::holds_alternative<bot_api::ignored>(update.content) && (input || !query.empty())) {
        std::abort();
    }
    if (!input) return;
    const bool is_ours = input->bot == bot.bot && input->delivery.source == 1'000'002 &&
                         input->delivery.sequence == update.update_id;
    const bool is_somebodys = input->from.user.value != 0 && input->from.name.size() <= 2 * 256 + 1;
    if (!is_ours || !is_somebodys) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    bot_api::http_answer answer;
    answer.status = 200;
    answer.body.assign(reinterpret_cast<const char*>(data), size);
    const auto body = bot_api::interpret(answer);
    if (!body) {
        if (body.error().description.empty()) std::abort();
        return 0;
    }
    const auto updates = bot_api::parse_updates(*body);
    if (!updates) return 0;
    for (const auto& update : *updates) take(update);
    return 0;
}
