#include "rules/line.hpp"

#include "values/text.hpp"

namespace agentbackend {

result<std::string> check_line(std::string_view typed, std::size_t max_characters, errc refusal) {
    const auto line = text::trim(typed);
    const auto characters = text::count_characters(line);
    if (!characters || *characters == 0 || *characters > max_characters ||
        text::has_control_characters(line)) {
        return error(refusal).subject(line).count(static_cast<std::int64_t>(characters.value_or(0)),
                                                  static_cast<std::int64_t>(max_characters));
    }
    return std::string(line);
}

}  // namespace agentbackend
