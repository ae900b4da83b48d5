#include "outbox/announcer.hpp"

#include <boost/asio/co_spawn.hpp>

#include "outbox/passing_message.hpp"

namespace agentbackend::host {

announcer::announcer(asio::any_io_executor executor, const commands& q, outbox& messages,
                     std::vector<user_id> admins)
    : executor_(std::move(executor)),
      commands_(q),
      messages_(messages),
      admins_(std::move(admins)) {}

void announcer::tell_admins(console::phrase what) const {
    for (const auto admin : admins_) asio::co_spawn(executor_, tell(admin, what), rethrows{});
}

awaitable<> announcer::tell(user_id admin, console::phrase what) const {
    std::function<result<std::optional<person>>(unit_of_work&, timestamp)> question =
        [admin](unit_of_work& work, timestamp) { return work.find_person(bot_ref::main(), admin); };
    const auto known = co_await commands_.ask(std::move(question));
    const auto tongue = console::language_of(known && *known ? (*known)->language : "");
    passing_word word{bot_ref::main(), chat_id{admin.value}, console::say(tongue, what)};
    messages_.say_in_passing(passing_message(word));
}

}  // namespace agentbackend::host
