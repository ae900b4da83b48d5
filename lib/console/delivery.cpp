#include "console/delivery.hpp"

#include "values/text.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t caption_name_characters = 64;

lines delivery_title(const viewer& who, const order& sold) {
    return lines(who).title(phrase::delivery_title,
                            {{"order", std::to_string(sold.ref.value)},
                             {"product", ellipsis(sold.product_name, caption_name_characters)},
                             {"quantity", std::to_string(sold.terms.quantity)}});
}

std::string file_of(std::span<const stock_item> items) {
    std::string file;
    for (const auto& item : items) file.append(item.content).append("\n");
    return file;
}

// Bytes that are not UTF-8 cannot be a message, whatever their number.
bool fits_a_message(std::string_view items) {
    const auto characters = text::count_characters(items);
    return characters && *characters <= longest_delivery_message;
}

}  // namespace

void deliver(turn& t, const order& sold, std::span<const stock_item> items) {
    auto file = file_of(items);
    auto message = delivery_title(t.view, sold);
    if (!fits_a_message(file)) {
        t.upload({.file_name = "order-" + std::to_string(sold.ref.value) + ".txt",
                  .bytes = std::move(file),
                  .caption = message.add(phrase::delivery_in_file)});
        return;
    }
    for (const auto& item : items) message.add(styled_text().add(item.content, text_style::code));
    t.send(message);
}

}  // namespace agentbackend::console
