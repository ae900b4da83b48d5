#include <agentbackend/catalog.hpp>

#include "rules/line.hpp"
#include "values/text.hpp"

namespace agentbackend {
namespace {

constexpr std::size_t max_product_name_characters = 128;

}  // namespace

result<std::string> check_product_name(std::string_view typed) {
    return check_line(typed, max_product_name_characters, errc::name_malformed);
}

result<void> check_base_price(usdt price) {
    const auto limit = usdt::from_micros(usdt::max_input_micros);
    if (price.is_negative() || price > limit) {
        return error(errc::amount_out_of_range).amount(price).limit(limit);
    }
    return success();
}

result<std::string> check_stock_content(std::string_view line) {
    line = text::trim(line);
    if (line.empty()) return errc::text_empty;
    if (line.size() > max_stock_item_bytes) {
        return error(errc::text_too_long)
            .count(static_cast<std::int64_t>(line.size()), max_stock_item_bytes);
    }
    return std::string(line);
}

}  // namespace agentbackend
