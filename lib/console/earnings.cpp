// 收益明细: what an agent earned, in total, by day and by product.

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t rows_on_a_page = 10;
constexpr std::size_t name_characters = 40;

std::string count_text(std::int64_t count) { return std::to_string(count); }

styled_text line_of(const viewer& who, const std::string& what, const earnings& sums) {
    const std::initializer_list<fill> fills{{"what", what},
                                            {"net", net_of(sums).to_string()},
                                            {"sales", count_text(sums.sales)},
                                            {"refunds", count_text(sums.refunds)},
                                            {"back", sums.taken_back.to_string()}};
    return who.say(sums.refunds == 0 ? phrase::earnings_line : phrase::earnings_line_with_refunds,
                   fills);
}

// Everything that was ever earned is either still here or was paid out.
result<usdt> earned_by(const agent& shop) {
    AGENTBACKEND_ASSIGN(const auto here, add(shop.available, shop.frozen));
    return add(here, shop.total_paid());
}

result<void> show_totals(turn& t) {
    const auto& shop = *t.shop;
    const auto earned = earned_by(shop);
    if (!earned) return t.refuse(earned.error());
    t.show({lines(t.view)
                .title(phrase::earnings_title)
                .add(phrase::earnings_total, {{"earned", earned->to_string()}})
                .add(phrase::dashboard_available, {{"available", shop.available.to_string()}})
                .add(phrase::dashboard_frozen, {{"frozen", shop.frozen.to_string()}})
                .add(phrase::dashboard_total_paid, {{"total_paid", shop.total_paid().to_string()}})
                .add(phrase::earnings_fees, {{"fees", shop.fees.to_string()}}),
            {{t.view.tap(phrase::label_earnings_by_day, action::tap_earnings_by_day),
              t.view.tap(phrase::label_earnings_by_product, action::tap_earnings_by_product)},
             {t.view.tap(phrase::label_back, action::tap_dashboard)}}});
    return success();
}

void show_lines(turn& t, const lines& text, const paging& pages) {
    screen shown{text, {}};
    add_paging(t.view, shown, pages);
    shown.rows.push_back({t.view.tap(phrase::label_back, action::tap_earnings)});
    t.show(std::move(shown));
}

// A cursor is the number of the day shown last, counted from 1970.
std::int64_t cursor_of(std::chrono::local_days day) { return day.time_since_epoch().count(); }

std::optional<std::chrono::local_days> day_before(std::int64_t cursor) {
    constexpr std::int64_t most = 4'000'000;  // some ten thousand years
    if (cursor <= 0 || cursor > most) return std::nullopt;
    return std::chrono::local_days(std::chrono::days(cursor));
}

result<void> show_days(turn& t) {
    AGENTBACKEND_ASSIGN(auto found,
                        backend::earnings_by_day(t.work, {.agent = t.shop->ref,
                                                          .utc_offset = t.view.utc_offset,
                                                          .before = day_before(t.args[0]),
                                                          .limit = rows_on_a_page + 1}));
    const auto days = cut(std::move(found), rows_on_a_page);
    auto text = lines(t.view).title(phrase::earnings_by_day_title);
    if (days.rows.empty()) text.add(phrase::earnings_none);
    for (const auto& [day, sums] : days.rows) {
        text.add(line_of(t.view, date(t.view.tongue, day), sums));
    }
    show_lines(t, text,
               {.what = action::tap_earnings_by_day,
                .shown_after = t.args[0],
                .next_after = days.has_more ? cursor_of(days.rows.back().day) : 0});
    return success();
}

result<std::string> name_of(turn& t, product_ref ref) {
    if (!ref) return t.view.text(phrase::earnings_elsewhere);
    AGENTBACKEND_ASSIGN(const auto item, t.work.find_product(ref));
    return ellipsis(item ? item->name : std::to_string(ref.value), name_characters);
}

result<void> show_products(turn& t) {
    const product_ref shown_last{t.args[0]};
    const auto before = shown_last ? std::optional(shown_last) : std::nullopt;
    AGENTBACKEND_ASSIGN(auto found,
                        t.work.earnings_by_product(t.shop->ref, before, rows_on_a_page + 1));
    const auto products = cut(std::move(found), rows_on_a_page);
    auto text = lines(t.view).title(phrase::earnings_by_product_title);
    if (products.rows.empty()) text.add(phrase::earnings_none);
    for (const auto& [product, sums] : products.rows) {
        AGENTBACKEND_ASSIGN(const auto name, name_of(t, product));
        text.add(line_of(t.view, name, sums));
    }
    show_lines(t, text,
               {.what = action::tap_earnings_by_product,
                .shown_after = t.args[0],
                .next_after = products.has_more ? products.rows.back().product.value : 0});
    return success();
}

}  // namespace

void add_earnings(routes& all) {
    on(all, agent_backend_group, action::tap_earnings, show_totals);
    on(all, agent_backend_group, action::tap_earnings_by_day, show_days);
    on(all, agent_backend_group, action::tap_earnings_by_product, show_products);
}

}  // namespace agentbackend::console
