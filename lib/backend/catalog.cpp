// An admin's use cases on categories, products and stock.

#include <agentbackend/backend.hpp>

#include "backend/support.hpp"

namespace agentbackend {

result<category> backend::add_category(unit_of_work& work, const command_context& context,
                                       std::string_view typed) const {
    AGENTBACKEND_ASSIGN(auto name, check_product_name(typed));
    AGENTBACKEND_TRY(require_admin(*this, context));
    const repeatable once(context, request("add_category").text(name));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return existing_category(work, category_ref{*earlier});

    category added{.name = std::move(name)};
    AGENTBACKEND_ASSIGN(added.ref, work.insert_category(added));
    AGENTBACKEND_TRY(once.remember(work, added.ref.value));
    return added;
}

result<category> backend::rename_category(unit_of_work& work, const command_context& context,
                                          category_ref ref, std::string_view typed) const {
    AGENTBACKEND_ASSIGN(auto name, check_product_name(typed));
    AGENTBACKEND_ASSIGN(auto renamed, existing_category(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    renamed.name = std::move(name);
    AGENTBACKEND_TRY(work.update_category(renamed));
    return renamed;
}

result<product> backend::add_product(unit_of_work& work, const command_context& context,
                                     const new_product& asked) const {
    AGENTBACKEND_ASSIGN(auto name, check_product_name(asked.name));
    AGENTBACKEND_TRY(check_base_price(asked.base_price));
    if (asked.category) AGENTBACKEND_TRY(existing_category(work, asked.category));
    AGENTBACKEND_TRY(require_admin(*this, context));
    const repeatable once(
        context,
        request("add_product").text(name).amount(asked.base_price).i64(asked.category.value));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return existing_product(work, product_ref{*earlier});

    product added{
        .category = asked.category, .name = std::move(name), .base_price = asked.base_price};
    AGENTBACKEND_ASSIGN(added.ref, work.insert_product(added));
    AGENTBACKEND_TRY(once.remember(work, added.ref.value));
    return added;
}

result<product> backend::rename_product(unit_of_work& work, const command_context& context,
                                        product_ref ref, std::string_view typed) const {
    AGENTBACKEND_ASSIGN(auto name, check_product_name(typed));
    AGENTBACKEND_ASSIGN(auto item, existing_product(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    item.name = std::move(name);
    AGENTBACKEND_TRY(work.update_product(item));
    return item;
}

result<product> backend::move_product(unit_of_work& work, const command_context& context,
                                      product_ref ref, category_ref category) const {
    AGENTBACKEND_ASSIGN(auto item, existing_product(work, ref));
    if (category) AGENTBACKEND_TRY(existing_category(work, category));
    AGENTBACKEND_TRY(require_admin(*this, context));
    item.category = category;
    AGENTBACKEND_TRY(work.update_product(item));
    return item;
}

result<product> backend::set_base_price(unit_of_work& work, const command_context& context,
                                        product_ref ref, usdt price) const {
    AGENTBACKEND_TRY(check_base_price(price));
    AGENTBACKEND_ASSIGN(auto item, existing_product(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    item.base_price = price;
    AGENTBACKEND_TRY(work.update_product(item));
    return item;
}

result<product> backend::set_listing(unit_of_work& work, const command_context& context,
                                     product_ref ref, listing wanted) const {
    AGENTBACKEND_ASSIGN(auto item, existing_product(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    item.listed = wanted == listing::listed;
    AGENTBACKEND_TRY(work.update_product(item));
    return item;
}

result<product> backend::add_stock(unit_of_work& work, const command_context& context,
                                   product_ref ref, std::span<const std::string> contents) const {
    if (contents.empty()) return errc::text_empty;
    std::vector<std::string> items;
    items.reserve(contents.size());
    auto body = request("add_stock").i64(ref.value);
    for (const auto& line : contents) {
        AGENTBACKEND_ASSIGN(items.emplace_back(), check_stock_content(line));
        body.text(items.back());
    }
    AGENTBACKEND_TRY(existing_product(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    const repeatable once(context, body);
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return existing_product(work, ref);

    AGENTBACKEND_TRY(work.add_stock(ref, items));
    AGENTBACKEND_TRY(once.remember(work, ref.value));
    return existing_product(work, ref);
}

}  // namespace agentbackend
