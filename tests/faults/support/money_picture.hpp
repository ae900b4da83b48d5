// Everything of a shop that a person could care about, as text: two shops with the same picture are
// the same to everybody. Internal row numbers are left out.

#pragma once

#include <agentbackend/store.hpp>

#include <sstream>
#include <string>

namespace agentbackend::test {

inline std::string earnings_line(const earnings& sums) {
    return std::to_string(sums.sales) + " sales " + sums.earned.to_string() + ", " +
           std::to_string(sums.refunds) + " refunds " + sums.taken_back.to_string() + '\n';
}

inline std::string money_picture(reader& rows) {
    constexpr std::size_t all = 1'000;
    constexpr std::int64_t last_quote = 20;  // quotes are not listed; no test makes more
    std::ostringstream out;
    for (const auto& a : rows.agents({}, all).value()) {
        out << "agent " << a.name << ' ' << name(a.status) << (a.enabled ? " enabled" : "")
            << " markup " << a.markup.to_string() << " available " << a.available.to_string()
            << " frozen " << a.frozen.to_string() << " paid " << a.total_paid().to_string()
            << " owner " << (a.owner ? a.owner->value : 0) << " token " << a.token.bytes << " bot "
            << a.identity.platform_id << " links " << a.links.support_link << ' '
            << a.links.channel_link << ' ' << a.links.announcement_link;
        for (const auto& [title, url] : a.links.extra_links) out << " [" << title << "] " << url;
        out << '\n';
        for (const auto& [quarter, sums] : rows.quarters_of(a.ref, std::nullopt, all).value()) {
            out << "  " << to_iso8601(quarter) << ' ' << earnings_line(sums);
        }
        for (const auto& [item, sums] :
             rows.earnings_by_product(a.ref, std::nullopt, all).value()) {
            out << "  product " << item.value << ' ' << earnings_line(sums);
        }
        if (const auto claim = rows.find_claim(a.ref).value()) {
            out << "  claim " << to_hex(claim->code_hash) << " used by "
                << claim->used_by.value_or(user_id{}).value << '\n';
        }
    }
    for (const auto& c : rows.categories({}, all).value()) out << "category " << c.name << '\n';
    for (const auto& p : rows.products({}, all).value()) {
        out << "product " << p.name << (p.listed ? "" : " (withdrawn)") << " at "
            << p.base_price.to_string() << " stock " << p.in_stock << " sold " << p.sold << " in "
            << p.category.value << '\n';
    }
    for (const auto& w : rows.wallets({}, all).value()) {
        out << "wallet " << w.user.value << " has " << w.balance.to_string() << '\n';
    }
    for (std::int64_t ref = 1; ref <= last_quote; ++ref) {
        const auto offered = rows.find_quote({ref}).value();
        if (!offered) continue;
        out << "quote of " << offered->customer.value << " × " << offered->terms.quantity << ' '
            << offered->terms.total.to_string() << '\n';
    }
    for (const auto& o : rows.orders({}, all).value()) {
        out << "order of " << o.customer.value << ' ' << o.product_name << " × " << o.terms.quantity
            << ' ' << o.terms.total.to_string() << ' ' << name(o.status) << ':';
        for (const auto& item : rows.items_of(o.ref).value()) out << ' ' << item.content;
        out << '\n';
    }
    for (const auto& w : rows.withdrawals({}, {}, all).value()) {
        out << "withdrawal " << w.amount.to_string() << ' ' << name(w.status) << ' ' << w.txid
            << '\n';
    }
    for (const auto& e : rows.journal(0, all).value()) {
        out << "entry " << e.sequence << ' ' << name(e.draft.what);
        for (const auto& [where, amount] : e.draft.postings) {
            out << ' ' << where.to_string() << ' ' << amount.to_string();
        }
        out << '\n';
    }
    return out.str();
}

}  // namespace agentbackend::test
