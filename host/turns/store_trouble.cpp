#include "turns/store_trouble.hpp"

namespace agentbackend::host {

std::optional<errc> trouble_of(const error& why) {
    switch (why.code()) {
        case errc::outcome_unknown:
            return why.facts().cause == errc::store_full ? errc::store_full : errc::store_io;
        case errc::store_full: return errc::store_full;
        case errc::store_busy:
        case errc::store_locked: return errc::store_locked;
        case errc::store_io:
        case errc::store_read_only:
        case errc::store_missing_folder:
        case errc::store_not_a_database:
        case errc::store_not_ours:
        case errc::store_newer:
        case errc::store_corrupt: return errc::store_io;
        default: return std::nullopt;
    }
}

bool is_worth_waiting_for(const error& why) {
    return classify(why.code()) == error_class::retryable ||
           (trouble_of(why) && why.code() != errc::store_corrupt);
}

}  // namespace agentbackend::host
