#include "turns/storage_watch.hpp"

#include <utility>

#include "config/store_sentences.hpp"

namespace agentbackend::host {
namespace {

console::phrase told_about(errc cause) {
    if (cause == errc::store_full) return console::phrase::admins_told_storage_full;
    if (cause == errc::store_locked) return console::phrase::admins_told_storage_locked;
    return console::phrase::admins_told_storage_broken;
}

}  // namespace

void storage_watch::failed(const error& why) {
    if (std::exchange(is_failing_, true)) return;
    log_.error("nothing can be saved, and what would change something is refused: {} ({})",
               store_sentence(why, why.facts().subject), why.to_string());
    admins_.tell_admins(told_about(why.code()));
}

void storage_watch::worked() {
    if (!std::exchange(is_failing_, false)) return;
    log_.info("the database can be written again");
    admins_.tell_admins(console::phrase::admins_told_storage_recovered);
}

}  // namespace agentbackend::host
