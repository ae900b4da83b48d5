#include "turns/apology.hpp"

#include <string>

namespace agentbackend::host {

console::outgoing apology(const apology_facts& facts) {
    console::outgoing::send said;
    said.what.text = console::say(facts.tongue, console::phrase::error_with_reference,
                                  {{"reference", std::to_string(facts.reference)}});
    console::outgoing message;
    message.bot = facts.bot;
    message.chat = facts.chat;
    message.what = std::move(said);
    return message;
}

}  // namespace agentbackend::host
