#include "sqlite/work.hpp"

#include <limits>
#include <string>

namespace agentbackend::sqlite {

result<void> work::check_found(result<std::int64_t> changed, std::string_view what) const {
    AGENTBACKEND_TRY(changed);
    if (*changed > 0) return success();
    return error(errc::store_conflict)
        .detail("there is no such " + std::string(what) + "; read it again and decide anew");
}

std::int64_t sql_limit(std::size_t limit) noexcept {
    // SQLite takes a negative limit for none.
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return limit > static_cast<std::size_t>(most) ? most : static_cast<std::int64_t>(limit);
}

}  // namespace agentbackend::sqlite
