#include <agentbackend/order.hpp>

#include "invariant.hpp"
#include "values/text.hpp"

namespace agentbackend {
namespace {

// What a purchase moves, from the wallet; a refund moves the same, negated.
std::vector<posting> sale_postings(const order& sold) {
    std::vector<posting> postings{{account::customer(sold.bot, sold.customer), -sold.terms.total},
                                  {account::revenue(), sold.terms.revenue}};
    if (!sold.bot.is_main()) {
        postings.push_back({account::available(sold.bot.agent()), sold.terms.profit});
    }
    return without_zeros(std::move(postings));
}

std::vector<posting> negated(std::vector<posting> postings) {
    for (auto& [where, amount] : postings) amount = -amount;
    return postings;
}

result<void> check_offer(const purchase_facts& facts) {
    const auto& offered = facts.offered;
    if (facts.now - offered.created_at > quote_lifetime) return errc::quote_expired;
    if (!facts.item.listed) return error(errc::product_withdrawn).subject(facts.item.name);
    if (facts.current != offered.terms) {
        return error(errc::price_changed)
            .subject(facts.item.name)
            .amount(facts.current.total)
            .limit(offered.terms.total);
    }
    if (facts.item.in_stock < offered.terms.quantity) {
        return error(errc::insufficient_stock)
            .subject(facts.item.name)
            .count(offered.terms.quantity, facts.item.in_stock);
    }
    if (facts.purse.balance < offered.terms.total) {
        return error(errc::insufficient_wallet)
            .amount(offered.terms.total)
            .limit(facts.purse.balance);
    }
    return success();
}

}  // namespace

std::string_view name(order_status status) noexcept {
    switch (status) {
        case order_status::paid: return "paid";
        case order_status::refunded: return "refunded";
    }
    unreachable();
}

result<order_step> place_order(const purchase_facts& facts) {
    AGENTBACKEND_TRY(check_offer(facts));
    const auto& terms = facts.offered.terms;
    AGENTBACKEND_ASSIGN(const usdt wallet_after, subtract(facts.purse.balance, terms.total));
    usdt available_after;
    earnings counts;
    if (facts.seller) {
        AGENTBACKEND_ASSIGN(available_after, add(facts.seller->available, terms.profit));
        counts = {.sales = 1, .earned = terms.profit};
    }

    // Cannot fail from here.
    order placed{.bot = facts.offered.bot,
                 .customer = facts.offered.customer,
                 .product = facts.item.ref,
                 .product_name = facts.item.name,
                 .terms = terms,
                 .created_at = facts.now};
    auto postings = sale_postings(placed);
    return order_step{.next = std::move(placed),
                      .wallet_after = wallet_after,
                      .available_after = available_after,
                      .counts = counts,
                      .entry = {.what = movement::order_paid, .postings = std::move(postings)}};
}

result<order_step> refund_order(const refund_facts& facts) {
    const auto& sold = facts.sold;
    if (sold.status == order_status::refunded) {
        return error(errc::order_already_refunded).subject(std::to_string(sold.ref.value));
    }
    AGENTBACKEND_ASSIGN(const usdt wallet_after, add(facts.purse.balance, sold.terms.total));
    usdt available_after;
    earnings counts;
    if (facts.seller) {
        AGENTBACKEND_ASSIGN(available_after, subtract(facts.seller->available, sold.terms.profit));
        counts = {.refunds = 1, .taken_back = sold.terms.profit};
    }

    // Cannot fail from here.
    order refunded = sold;
    refunded.status = order_status::refunded;
    refunded.refunded_at = facts.now;
    refunded.refunded_by = facts.admin;
    refunded.refund_reason = text::kept_remark(facts.reason);
    return order_step{.next = std::move(refunded),
                      .wallet_after = wallet_after,
                      .available_after = available_after,
                      .counts = counts,
                      .entry = {.what = movement::order_refunded,
                                .subject = sold.ref.value,
                                .postings = negated(sale_postings(sold))}};
}

}  // namespace agentbackend
