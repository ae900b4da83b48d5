// The shop window: the list of products, and a product with its quantities.

#include <array>

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t products_on_a_page = 8;
constexpr std::size_t label_characters = 40;
constexpr std::array<std::int64_t, 4> quick_quantities{1, 2, 5, 10};

// A product, and what one of it costs in this shop; none where no price can be made.
struct offer {
    product item;
    std::optional<usdt> price;
};

result<offer> offer_of(turn& t, const product& item) {
    const auto terms = t.with.shop.price_of(t.work, t.where.bot, item, 1);
    if (terms) return offer{item, terms->unit_total};
    if (is_of_store(terms.error())) return terms.error();
    return offer{item, std::nullopt};
}

std::string price_text(const offer& shown) {
    return shown.price ? shown.price->to_string() : std::string("—");
}

// One more than fit on a page of what is on sale.
result<std::vector<offer>> offers_after(turn& t, product_ref after) {
    std::vector<offer> offers;
    while (offers.size() <= products_on_a_page) {
        AGENTBACKEND_ASSIGN(const auto batch, t.work.products(after, 2 * products_on_a_page));
        if (batch.empty()) break;
        for (const auto& item : batch) {
            if (!item.listed || offers.size() > products_on_a_page) continue;
            AGENTBACKEND_ASSIGN(auto next, offer_of(t, item));
            offers.push_back(std::move(next));
        }
        after = batch.back().ref;
    }
    return offers;
}

screen products_screen(const viewer& who, const page<offer>& offers, product_ref after) {
    auto text = lines(who).title(phrase::products_title);
    if (offers.rows.empty()) text.add(phrase::no_products);
    screen shown{text, {}};
    for (const auto& next : offers.rows) {
        shown.rows.push_back(
            {who.tap(who.text(phrase::label_product,
                              {{"product", ellipsis(next.item.name, label_characters)},
                               {"price", price_text(next)},
                               {"stock", std::to_string(next.item.in_stock)}}),
                     action::tap_product, {next.item.ref.value, 0})});
    }
    add_paging(who, shown,
               {.what = action::tap_products,
                .shown_after = after.value,
                .next_after = offers.has_more ? offers.rows.back().item.ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_home)});
    return shown;
}

screen product_screen(const viewer& who, const offer& shown_offer) {
    const auto& item = shown_offer.item;
    screen shown{lines(who)
                     .add(styled_text().add(item.name, text_style::bold))
                     .add(phrase::product_price, {{"price", price_text(shown_offer)}})
                     .add(phrase::product_stock, {{"stock", std::to_string(item.in_stock)}})
                     .add(item.in_stock > 0 ? phrase::choose_quantity : phrase::product_sold_out),
                 {}};

    button_row quantities;
    for (const auto quantity : quick_quantities) {
        if (quantity > item.in_stock) continue;
        quantities.push_back(
            who.tap(std::to_string(quantity), action::tap_quantity, {item.ref.value, quantity}));
    }
    if (!quantities.empty()) {
        shown.rows.push_back(std::move(quantities));
        shown.rows.push_back({who.tap(phrase::label_other_quantity, action::tap_other_quantity,
                                      {item.ref.value, 0})});
    }
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_products)});
    return shown;
}

result<void> open_products(turn& t) { return show_products(t, {t.args[0]}); }

result<void> open_product(turn& t) { return show_product(t, {t.args[0]}); }

}  // namespace

result<void> show_products(turn& t, product_ref after, styled_text notice) {
    AGENTBACKEND_ASSIGN(auto offers, offers_after(t, after));
    t.show(with_notice(std::move(notice),
                       products_screen(t.view, cut(std::move(offers), products_on_a_page), after)));
    return success();
}

result<void> show_product(turn& t, product_ref ref, styled_text notice) {
    AGENTBACKEND_ASSIGN(const auto item, t.work.find_product(ref));
    if (!item || !item->listed) {
        const error gone(item ? errc::product_withdrawn : errc::product_not_found);
        return show_products(t, {}, sentence(t.view.tongue, gone));
    }
    AGENTBACKEND_ASSIGN(const auto shown, offer_of(t, *item));
    t.show(with_notice(std::move(notice), product_screen(t.view, shown)));
    return success();
}

void add_shop(routes& all) {
    on(all, default_group, action::tap_products, open_products);
    on(all, default_group, action::tap_product, open_product);
}

}  // namespace agentbackend::console
