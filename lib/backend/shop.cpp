// Selling: prices, quotes, purchases, refunds, and profits of sales made elsewhere.

#include <agentbackend/backend.hpp>
#include <agentbackend/profit.hpp>

#include "backend/support.hpp"

namespace agentbackend {
namespace {

pricing_question ask_price(const product& item, bot_ref bot, const std::optional<agent>& seller,
                           std::int64_t quantity) {
    return {.item = item,
            .bot = bot,
            .agent_markup = seller ? seller->markup : usdt(),
            .quantity = quantity};
}

// A sale as it stands now.
result<sale> read_sale(reader& store, order_ref ref) {
    AGENTBACKEND_ASSIGN(auto bought, existing_order(store, ref));
    AGENTBACKEND_ASSIGN(auto items, store.items_of(ref));
    AGENTBACKEND_ASSIGN(auto purse, store.find_wallet(bought.bot, bought.customer));
    return sale{.bought = std::move(bought), .items = std::move(items), .purse = purse};
}

result<sale> read_repeated_sale(reader& store, order_ref ref) {
    AGENTBACKEND_ASSIGN(auto earlier, read_sale(store, ref));
    earlier.repeated = true;
    return earlier;
}

// The quote, if it was made for this actor in this bot; another's is as good as none.
result<quote> own_quote(reader& store, const command_context& context, quote_ref ref) {
    AGENTBACKEND_ASSIGN(auto found, store.find_quote(ref));
    const actor& who = context.who;
    if (!found || found->bot != who.bot() || found->customer != who.user()) {
        return error(errc::quote_not_found).subject(std::to_string(ref.value));
    }
    return std::move(*found);
}

// Takes what the product's counter promised. Items that are not there then are damage, not a
// refusal: an order is written already, and has to go again with its transaction.
result<std::vector<stock_item>> take_promised(unit_of_work& work, const order& bought) {
    auto items = work.take_stock(bought.product, bought.ref, bought.terms.quantity);
    if (items || classify(items.error().code()) != error_class::conflict) return items;
    return error(errc::store_corrupt)
        .subject(bought.product_name)
        .detail("product " + std::to_string(bought.product.value) +
                " counts more items than it has; run `agentbackend verify`");
}

// Writes what a step changes besides the order itself.
result<void> settle(unit_of_work& work, const command_context& context, const order_step& step,
                    const order& settled, std::optional<agent> seller) {
    AGENTBACKEND_TRY(work.put_wallet({settled.bot, settled.customer, step.wallet_after}));
    if (seller) {
        AGENTBACKEND_TRY(
            work.add_earnings({seller->ref, context.now, settled.product, step.counts}));
        if (seller->available != step.available_after) {
            seller->available = step.available_after;
            AGENTBACKEND_TRY(save(work, context, std::move(*seller)));
        }
    }
    auto entry = step.entry;
    entry.subject = settled.ref.value;
    return post(work, context, std::move(entry));
}

}  // namespace

result<price_terms> backend::price_of(reader& store, bot_ref bot, const product& item,
                                      std::int64_t quantity) const {
    AGENTBACKEND_ASSIGN(const auto seller, open_shop(store, bot));
    return terms_for(*pricing_, ask_price(item, bot, seller, quantity));
}

result<quote> backend::make_quote(unit_of_work& work, const command_context& context,
                                  const quote_request& asked) const {
    AGENTBACKEND_TRY(check_quantity(asked.quantity));
    AGENTBACKEND_ASSIGN(const auto item, existing_product(work, asked.product));
    if (!item.listed) return error(errc::product_withdrawn).subject(item.name);
    AGENTBACKEND_ASSIGN(const auto terms, price_of(work, context.who.bot(), item, asked.quantity));
    quote offered{.bot = context.who.bot(),
                  .customer = context.who.user(),
                  .product = asked.product,
                  .terms = terms,
                  .created_at = context.now};
    AGENTBACKEND_ASSIGN(offered.ref, work.insert_quote(offered));
    return offered;
}

result<sale> backend::buy(unit_of_work& work, const command_context& context, quote_ref ref) const {
    // Two taps are two updates with one intention: the quote names it, whatever key was given.
    auto intention = context;
    intention.key = "quote:" + std::to_string(ref.value);
    const repeatable once(intention, request("buy").i64(ref.value));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return read_repeated_sale(work, order_ref{*earlier});

    AGENTBACKEND_ASSIGN(const auto offered, own_quote(work, context, ref));
    AGENTBACKEND_ASSIGN(const auto item, existing_product(work, offered.product));
    AGENTBACKEND_ASSIGN(auto seller, open_shop(work, offered.bot));
    AGENTBACKEND_ASSIGN(
        const auto current,
        terms_for(*pricing_, ask_price(item, offered.bot, seller, offered.terms.quantity)));
    AGENTBACKEND_ASSIGN(const auto purse, work.find_wallet(offered.bot, offered.customer));
    AGENTBACKEND_ASSIGN(auto step, place_order({.offered = offered,
                                                .current = current,
                                                .item = item,
                                                .purse = purse,
                                                .seller = seller ? &*seller : nullptr,
                                                .now = context.now}));

    // Only the store can fail from here.
    AGENTBACKEND_ASSIGN(step.next.ref, work.insert_order(step.next));
    AGENTBACKEND_ASSIGN(auto items, take_promised(work, step.next));
    AGENTBACKEND_TRY(settle(work, context, step, step.next, std::move(seller)));
    AGENTBACKEND_TRY(work.erase_quote(ref));
    AGENTBACKEND_TRY(once.remember(work, step.next.ref.value));
    return sale{.bought = std::move(step.next),
                .items = std::move(items),
                .purse = {offered.bot, offered.customer, step.wallet_after}};
}

result<sale> backend::refund(unit_of_work& work, const command_context& context, order_ref ref,
                             std::string_view reason) const {
    AGENTBACKEND_ASSIGN(const auto sold, existing_order(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    const repeatable once(context, request("refund").i64(ref.value).text(reason));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return read_repeated_sale(work, ref);

    AGENTBACKEND_ASSIGN(const auto purse, work.find_wallet(sold.bot, sold.customer));
    std::optional<agent> seller;
    if (!sold.bot.is_main()) {
        AGENTBACKEND_ASSIGN(seller, existing_agent(work, sold.bot.agent()));
    }
    AGENTBACKEND_ASSIGN(const auto step, refund_order({.sold = sold,
                                                       .purse = purse,
                                                       .seller = seller ? &*seller : nullptr,
                                                       .admin = context.who.user(),
                                                       .reason = reason,
                                                       .now = context.now}));

    // Only the store can fail from here.
    AGENTBACKEND_TRY(work.update_order(step.next));
    AGENTBACKEND_TRY(settle(work, context, step, step.next, std::move(seller)));
    AGENTBACKEND_TRY(once.remember(work, ref.value));
    return read_sale(work, ref);
}

result<agent> backend::record_profit(unit_of_work& work, const command_context& context,
                                     agent_ref ref, std::int64_t quantity,
                                     std::string_view note) const {
    AGENTBACKEND_TRY(check_quantity(quantity));
    AGENTBACKEND_ASSIGN(auto earner, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_system(context));
    const repeatable once(context,
                          request("record_profit").i64(ref.value).i64(quantity).text(note));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return earner;
    AGENTBACKEND_TRY(check_not_archived(earner));
    AGENTBACKEND_ASSIGN(
        const auto step,
        agentbackend::record_profit(
            earner, {.markup = earner.markup, .quantity = quantity, .note = std::string(note)}));

    // Only the store can fail from here.
    earner.available = step.available_after;
    AGENTBACKEND_ASSIGN(auto saved, save(work, context, std::move(earner)));
    if (step.counts.sales > 0) {
        AGENTBACKEND_TRY(work.add_earnings({ref, context.now, product_ref{}, step.counts}));
    }
    AGENTBACKEND_TRY(post(work, context, step.entry));
    AGENTBACKEND_TRY(once.remember(work, ref.value));
    return saved;
}

}  // namespace agentbackend
