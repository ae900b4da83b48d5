#include "storage_watch.hpp"

#include <boost/asio/co_spawn.hpp>

#include "passing_message.hpp"
#include "store_sentences.hpp"

namespace agentbackend::host {
namespace {

console::phrase told_about(errc cause) {
    if (cause == errc::store_full) return console::phrase::admins_told_storage_full;
    if (cause == errc::store_locked) return console::phrase::admins_told_storage_locked;
    return console::phrase::admins_told_storage_broken;
}

}  // namespace

storage_watch::storage_watch(asio::any_io_executor executor, const commands& q, outbox& messages,
                             std::vector<user_id> admins, spdlog::logger& log)
    : executor_(std::move(executor)),
      commands_(q),
      messages_(messages),
      admins_(std::move(admins)),
      log_(log) {}

void storage_watch::failed(const error& why) {
    if (std::exchange(is_failing_, true)) return;
    log_.error("nothing can be saved, and what would change something is refused: {} ({})",
               store_sentence(why, why.facts().subject), why.to_string());
    tell_admins(told_about(why.code()));
}

void storage_watch::worked() {
    if (!std::exchange(is_failing_, false)) return;
    log_.info("the database can be written again");
    tell_admins(console::phrase::admins_told_storage_recovered);
}

void storage_watch::tell_admins(console::phrase what) {
    for (const auto admin : admins_) asio::co_spawn(executor_, tell(admin, what), rethrows{});
}

awaitable<> storage_watch::tell(user_id admin, console::phrase what) {
    std::function<result<std::optional<person>>(unit_of_work&, timestamp)> question =
        [admin](unit_of_work& work, timestamp) { return work.find_person(bot_ref::main(), admin); };
    const auto known = co_await commands_.ask(std::move(question));
    const auto tongue = console::language_of(known && *known ? (*known)->language : "");
    passing_word word{bot_ref::main(), chat_id{admin.value}, console::say(tongue, what)};
    messages_.say_in_passing(passing_message(word));
}

}  // namespace agentbackend::host
