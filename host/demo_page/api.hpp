// What the page asks of its server: its files, the acts of people, documents, menus of commands.
// One request in, one reply out; no network. Not thread-safe.

#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "demo_page/contacts.hpp"
#include "demo_page/exchange.hpp"

namespace agentbackend::demo_page {

// How much a visitor can send at once, documents included.
inline constexpr std::uint64_t max_body_bytes = 8u << 20;

class api {
public:
    // Both must outlive it. People the world does not know are made.
    api(sandbox::world&, contacts&, const std::vector<character>&);

    //   GET  /  /<file>                                 the page
    //   GET  /api/stream                                its event stream
    //   POST /api/bots {name}                           makes a bot
    //   GET  /api/chats/<person>/<bot>/commands
    //   GET  /api/chats/<person>/<bot>/documents/<message>
    //   POST /api/chats/<person>/<bot>/texts {text}
    //   POST /api/chats/<person>/<bot>/taps {message, row, column, label}
    //   POST /api/chats/<person>/<bot>/documents        its bytes; name and caption percent-encoded
    //                                                   in x-document-name and x-document-caption
    //
    // REQUIRES: the guard let it through.
    reply answer(const request&);

private:
    struct chat_path;

    reply carry_out(const request&);
    reply in_chat(const request&, const chat_path&);
    reply make_bot(const request&);

    contacts* bots_;
    std::map<std::int64_t, sandbox::person> people_;
};

}  // namespace agentbackend::demo_page
