#include "sandbox/route.hpp"

#include "sandbox/form.hpp"

namespace agentbackend::sandbox {

std::optional<route> parse_route(std::string_view target) {
    constexpr std::string_view file_prefix = "/file";
    constexpr std::string_view bot_prefix = "/bot";

    route r;
    if (const auto mark = target.find('?'); mark != std::string_view::npos) {
        r.query = target.substr(mark + 1);
        target = target.substr(0, mark);
    }
    r.is_file = target.starts_with("/file/");
    if (r.is_file) target.remove_prefix(file_prefix.size());
    if (!target.starts_with(bot_prefix)) return std::nullopt;
    target.remove_prefix(bot_prefix.size());

    const auto slash = target.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    r.token = decode_percent(target.substr(0, slash));
    r.name = decode_percent(target.substr(slash + 1));
    if (r.token.empty() || r.name.empty()) return std::nullopt;
    return r;
}

}  // namespace agentbackend::sandbox
