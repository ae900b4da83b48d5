#include "config/store_sentences.hpp"

#include "config/lock_holder.hpp"

namespace agentbackend::host {
namespace {

std::string newer(const error& why, const std::string& path) {
    std::string versions;
    if (why.facts().count && why.facts().count_limit) {
        versions = " (it has format " + std::to_string(*why.facts().count) +
                   ", this program knows up to " + std::to_string(*why.facts().count_limit) + ")";
    }
    return "The database " + path + " was written by a newer agentbackend" + versions +
           ". Install that version, or go back to a copy from before it.";
}

std::string locked(const std::string& path) {
    const auto holder = who_locks(path);
    return "Another program keeps the database " + path + " locked" +
           (holder.empty() ? "" : ": " + holder) + ". Try again when it is done.";
}

// As the store says it, which knows best; it begins with the path.
std::string in_its_own_words(const error& why, const std::string& path) {
    const auto& detail = why.facts().detail;
    if (detail.starts_with(path + " ")) return "The database " + detail + ".";
    return "The database " + path +
           " cannot be used: " + (detail.empty() ? why.to_string() : detail) + ".";
}

}  // namespace

std::string store_sentence(const error& why, std::string_view at) {
    const auto path = at.empty() ? std::string("\"\"") : std::string(at);
    switch (why.code()) {
        case errc::store_missing_folder:
            return "The database " + path +
                   " cannot be opened: its folder, or the file itself, is not there. Make the "
                   "folder, or choose another file with --database.";
        case errc::store_newer: return newer(why, path);
        case errc::store_locked:
        case errc::store_busy: return locked(path);
        case errc::store_full: return "The disk of " + path + " is full. Make room and try again.";
        default: return in_its_own_words(why, path);
    }
}

}  // namespace agentbackend::host
