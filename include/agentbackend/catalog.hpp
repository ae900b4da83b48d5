// The catalogue: categories, products and the items in stock. Values; safe from any thread.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// A shelf of the shop.
struct category {
    category_ref ref{};  // zero until it is stored
    std::string name{};  // as customers see it; 1–128 characters
    friend bool operator==(const category&, const category&) = default;
};

// Something on sale: a name, a price, and how many there are.
struct product {
    product_ref ref{};          // the number admins type, too; zero until it is stored
    category_ref category{};    // zero: in no category
    std::string name{};         // as customers see it; 1–128 characters
    usdt base_price{};          // of one item, before any agent's markup
    bool listed = true;         // false: withdrawn from sale, history stays
    std::int64_t in_stock = 0;  // items not sold yet; kept by the store
    std::int64_t sold = 0;      // items sold; kept by the store
    friend bool operator==(const product&, const product&) = default;
};

// One thing to sell: a code, an account, a link. Sold once.
struct stock_item {
    stock_item_ref ref{};   // in the order of stocking, which is that of selling
    product_ref product{};  // what it is one of
    std::string content{};  // what the customer gets, word for word
    order_ref order{};      // zero while unsold
    friend bool operator==(const stock_item&, const stock_item&) = default;
};

// The longest item that can be put in stock.
inline constexpr std::size_t max_stock_item_bytes = 4'096;

// Surrounding blanks off; 1–128 characters, no control characters. Error: `name_malformed`.
result<std::string> check_product_name(std::string_view);
// Error: `amount_out_of_range` when negative or above what may be typed.
result<void> check_base_price(usdt);
// Surrounding blanks and line ends off. Errors: `text_empty`, `text_too_long`. Whether it is UTF-8
// is the caller's to see to: what cannot be shown would be sold all the same.
result<std::string> check_stock_content(std::string_view);

}  // namespace agentbackend
