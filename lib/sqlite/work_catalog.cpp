#include "sqlite/work.hpp"

#include <iterator>

namespace agentbackend::sqlite {
namespace {

constexpr fragment product_columns = "ref, category_ref, name, base_price, listed, in_stock, sold";
constexpr fragment item_columns = "ref, product_ref, content, order_ref";

// A reference of zero is a NULL in the file, where foreign keys let it be.
template <class Ref>
std::optional<Ref> or_null(Ref ref) {
    return ref ? std::optional(ref) : std::nullopt;
}

category read_category(row& columns) {
    return {.ref = columns.ref<category_ref>(), .name = columns.text()};
}

product read_product(row& columns) {
    return {.ref = columns.ref<product_ref>(),
            .category = columns.ref_or_none<category_ref>().value_or(category_ref{}),
            .name = columns.text(),
            .base_price = columns.amount(),
            .listed = columns.flag(),
            .in_stock = columns.integer(),
            .sold = columns.integer()};
}

stock_item read_item(row& columns) {
    return {.ref = columns.ref<stock_item_ref>(),
            .product = columns.ref<product_ref>(),
            .content = columns.text(),
            .order = columns.ref_or_none<order_ref>().value_or(order_ref{})};
}

}  // namespace

result<std::optional<category>> work::find_category(category_ref ref) {
    return database_.one(read_category, sql<"SELECT ref, name FROM categories WHERE ref = ?">, ref);
}

result<std::vector<category>> work::categories(category_ref after, std::size_t limit) {
    return database_.all(read_category,
                         sql<"SELECT ref, name FROM categories WHERE ref > ? "
                             "ORDER BY ref LIMIT ?">,
                         after, sql_limit(limit));
}

result<std::vector<category>> work::listed_categories(category_ref after, std::size_t limit) {
    return database_.all(read_category,
                         sql<"SELECT ref, name FROM categories WHERE ref > ? AND EXISTS ("
                             "SELECT 1 FROM products "
                             "WHERE category_ref = categories.ref AND listed = 1) "
                             "ORDER BY ref LIMIT ?">,
                         after, sql_limit(limit));
}

result<category_ref> work::insert_category(const category& row) {
    ++writes_;
    return database_.insert<category_ref>(sql<"INSERT INTO categories (name) VALUES (?)">,
                                          row.name);
}

result<void> work::update_category(const category& row) {
    ++writes_;
    return check_found(
        database_.execute(sql<"UPDATE categories SET name = ? WHERE ref = ?">, row.name, row.ref),
        "category");
}

result<std::optional<product>> work::find_product(product_ref ref) {
    return database_.one(read_product,
                         sql<"SELECT ", product_columns, " FROM products WHERE ref = ?">, ref);
}

result<std::vector<product>> work::products(product_ref after, std::size_t limit) {
    return database_.all(
        read_product,
        sql<"SELECT ", product_columns, " FROM products WHERE ref > ? ORDER BY ref LIMIT ?">, after,
        sql_limit(limit));
}

result<std::vector<product>> work::products_of(category_ref category, product_ref after,
                                               std::size_t limit) {
    return database_.all(read_product,
                         sql<"SELECT ", product_columns,
                             " FROM products WHERE category_ref IS ? AND ref > ? "
                             "ORDER BY ref LIMIT ?">,
                         or_null(category), after, sql_limit(limit));
}

result<std::vector<product>> work::listed_products_of(category_ref category, product_ref after,
                                                      std::size_t limit) {
    return database_.all(read_product,
                         sql<"SELECT ", product_columns,
                             " FROM products WHERE category_ref IS ? AND listed = 1 AND ref > ? "
                             "ORDER BY ref LIMIT ?">,
                         or_null(category), after, sql_limit(limit));
}

result<product_ref> work::insert_product(const product& row) {
    ++writes_;
    return database_.insert<product_ref>(
        sql<"INSERT INTO products (category_ref, name, base_price, listed, in_stock, sold) "
            "VALUES (?, ?, ?, ?, 0, 0)">,
        or_null(row.category), row.name, row.base_price, std::int64_t{row.listed});
}

result<void> work::update_product(const product& row) {
    ++writes_;
    return check_found(
        database_.execute(sql<"UPDATE products SET category_ref = ?, name = ?, base_price = ?, "
                              "listed = ? WHERE ref = ?">,
                          or_null(row.category), row.name, row.base_price, std::int64_t{row.listed},
                          row.ref),
        "product");
}

result<std::vector<stock_item>> work::items_of(order_ref ref) {
    return database_.all(
        read_item,
        sql<"SELECT ", item_columns, " FROM stock_items WHERE order_ref = ? ORDER BY ref">, ref);
}

result<std::vector<stock_item>> work::stock_items(stock_item_ref after, std::size_t limit) {
    return database_.all(
        read_item,
        sql<"SELECT ", item_columns, " FROM stock_items WHERE ref > ? ORDER BY ref LIMIT ?">, after,
        sql_limit(limit));
}

result<void> work::add_stock(product_ref ref, std::span<const std::string> contents) {
    ++writes_;
    // First what can be refused; the items of a product that is there cannot.
    AGENTBACKEND_TRY(check_found(
        database_.execute(sql<"UPDATE products SET in_stock = in_stock + ? WHERE ref = ?">,
                          static_cast<std::int64_t>(contents.size()), ref),
        "product"));
    for (const auto& content : contents) {
        const auto added = database_.execute(
            sql<"INSERT INTO stock_items (product_ref, content) VALUES (?, ?)">, ref, content);
        if (!added) return database_.give_up(added.error());
    }
    return success();
}

result<std::vector<stock_item>> work::take_stock(product_ref ref, order_ref order,
                                                 std::int64_t quantity) {
    ++writes_;
    if (quantity < 1) return error(errc::quantity_out_of_range).count(quantity, 1);
    AGENTBACKEND_ASSIGN(auto taken, database_.all(read_item,
                                                  sql<"SELECT ", item_columns,
                                                      " FROM stock_items WHERE product_ref = ? AND "
                                                      "order_ref IS NULL ORDER BY ref LIMIT ?">,
                                                  ref, quantity));
    if (std::ssize(taken) < quantity) {
        return error(errc::insufficient_stock).count(quantity, std::ssize(taken));
    }
    // An order that is not there is refused with the first item; what goes for one goes for all.
    for (auto& item : taken) {
        AGENTBACKEND_TRY(database_.execute(
            sql<"UPDATE stock_items SET order_ref = ? WHERE ref = ?">, order, item.ref));
        item.order = order;
    }
    const auto counted =
        database_.execute(sql<"UPDATE products SET in_stock = in_stock - ?1, sold = sold + ?1 "
                              "WHERE ref = ?2">,
                          quantity, ref);
    if (!counted) return database_.give_up(counted.error());
    return taken;
}

}  // namespace agentbackend::sqlite
