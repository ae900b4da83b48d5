#include <agentbackend/console/messages.hpp>

#include <algorithm>
#include <array>
#include <vector>

#include "console/catalogue.hpp"
#include "invariant.hpp"

namespace agentbackend::console {
namespace {

std::vector<catalogue_entry> assemble() {
    std::vector<catalogue_entry> all;
    for (const auto part :
         {common_phrases(), shop_phrases(), agent_phrases(), admin_phrases(), error_phrases()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        AGENTBACKEND_INVARIANT(static_cast<std::size_t>(all[i].key) == i);
    }
    return all;
}

std::string_view pattern(language tongue, phrase key) noexcept {
    const auto& entry = catalogue()[static_cast<std::size_t>(key)];
    return tongue == language::chinese ? entry.chinese : entry.english;
}

constexpr std::array english_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string two_digits(std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

language language_of(std::string_view ietf_tag) noexcept {
    const bool is_chinese = ietf_tag.size() >= 2 && (ietf_tag[0] | 0x20) == 'z' &&
                            (ietf_tag[1] | 0x20) == 'h' &&
                            (ietf_tag.size() == 2 || ietf_tag[2] == '-' || ietf_tag[2] == '_');
    return is_chinese ? language::chinese : language::english;
}

std::string_view code(language tongue) noexcept {
    switch (tongue) {
        case language::chinese: return "zh";
        case language::english: return "en";
    }
    unreachable();
}

std::span<const catalogue_entry> catalogue() noexcept {
    static const auto all = assemble();
    return all;
}

styled_text say(language tongue, phrase key, std::initializer_list<fill> fills) {
    styled_text said;
    auto rest = pattern(tongue, key);
    while (!rest.empty()) {
        const auto open = std::min(rest.find('{'), rest.size());
        said.add(rest.substr(0, open));
        rest.remove_prefix(open);
        const auto close = rest.find('}');
        if (close == std::string_view::npos) break;
        const auto name = rest.substr(1, close - 1);
        const auto found =
            std::find_if(fills.begin(), fills.end(), [&](const fill& f) { return f.name == name; });
        if (found == fills.end()) {
            said.add(rest.substr(0, close + 1));
        } else if (found->style) {
            said.add(found->value, *found->style);
        } else {
            said.add(found->value);
        }
        rest.remove_prefix(close + 1);
    }
    return said.add(rest);
}

std::string word(language tongue, agent_status status) {
    const auto key = [status] {
        switch (status) {
            case agent_status::stopped: return phrase::agent_stopped;
            case agent_status::starting: return phrase::agent_starting;
            case agent_status::running: return phrase::agent_running;
            case agent_status::error: return phrase::agent_error;
            case agent_status::archived: return phrase::agent_archived;
        }
        unreachable();
    }();
    return std::string(pattern(tongue, key));
}

std::string word(language tongue, withdrawal_status status) {
    const auto key = [status] {
        switch (status) {
            case withdrawal_status::pending: return phrase::withdrawal_pending;
            case withdrawal_status::approved: return phrase::withdrawal_approved;
            case withdrawal_status::paid: return phrase::withdrawal_paid;
            case withdrawal_status::rejected: return phrase::withdrawal_rejected;
            case withdrawal_status::cancelled: return phrase::withdrawal_cancelled;
        }
        unreachable();
    }();
    return std::string(pattern(tongue, key));
}

std::string word(language tongue, order_status status) {
    const auto key = [status] {
        switch (status) {
            case order_status::paid: return phrase::order_paid;
            case order_status::refunded: return phrase::order_refunded;
        }
        unreachable();
    }();
    return std::string(pattern(tongue, key));
}

std::string date(language tongue, std::chrono::local_days midnight) {
    const std::chrono::year_month_day shown(midnight);
    const auto year = std::to_string(static_cast<int>(shown.year()));
    const auto month = static_cast<unsigned>(shown.month());
    const auto day = std::to_string(static_cast<unsigned>(shown.day()));
    switch (tongue) {
        case language::chinese: return year + "年" + std::to_string(month) + "月" + day + "日";
        case language::english: return day + " " + english_months[month - 1] + " " + year;
    }
    unreachable();
}

std::string date_and_time(language tongue, timestamp at, std::chrono::minutes utc_offset) {
    const std::chrono::local_time<timestamp::duration> local(at.time_since_epoch() + utc_offset);
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::minutes>(local - midnight));
    const auto time =
        std::to_string(clock.hours().count()) + ":" + two_digits(clock.minutes().count());
    switch (tongue) {
        case language::chinese: return date(tongue, midnight) + " " + time;
        case language::english: return date(tongue, midnight) + ", " + time;
    }
    unreachable();
}

}  // namespace agentbackend::console
