#include <agentbackend/store_decorator.hpp>

#include <type_traits>
#include <utility>

namespace agentbackend {
namespace {

// One call between its hooks.
template <class Call>
std::invoke_result_t<Call&> forward(store_hooks& hooks, store_call which, Call call) {
    AGENTBACKEND_TRY(hooks.before(which));
    auto answer = call();
    const auto failure = answer.error();
    AGENTBACKEND_TRY(hooks.after(which, answer ? nullptr : &failure));
    return answer;
}

}  // namespace

// --- Questions -------------------------------------------------------------------------------

template <class Interface>
result<std::optional<agent>> forwarding_reader<Interface>::find_agent(agent_ref ref) {
    return forward(hooks_, store_call::find_agent, [&] { return inner_.find_agent(ref); });
}

template <class Interface>
result<std::optional<agent>> forwarding_reader<Interface>::find_agent_by_id(
    std::string_view agent_id) {
    return forward(hooks_, store_call::find_agent_by_id,
                   [&] { return inner_.find_agent_by_id(agent_id); });
}

template <class Interface>
result<std::optional<agent>> forwarding_reader<Interface>::find_agent_by_platform_id(
    std::int64_t platform_id) {
    return forward(hooks_, store_call::find_agent_by_platform_id,
                   [&] { return inner_.find_agent_by_platform_id(platform_id); });
}

template <class Interface>
result<std::vector<agent>> forwarding_reader<Interface>::agents(agent_ref after,
                                                                std::size_t limit) {
    return forward(hooks_, store_call::agents, [&] { return inner_.agents(after, limit); });
}

template <class Interface>
result<std::vector<agent>> forwarding_reader<Interface>::agents_in(
    std::span<const agent_status> statuses, agent_ref after, std::size_t limit) {
    return forward(hooks_, store_call::agents_in,
                   [&] { return inner_.agents_in(statuses, after, limit); });
}

template <class Interface>
result<std::optional<claim>> forwarding_reader<Interface>::find_claim(agent_ref ref) {
    return forward(hooks_, store_call::find_claim, [&] { return inner_.find_claim(ref); });
}

template <class Interface>
result<std::optional<category>> forwarding_reader<Interface>::find_category(category_ref ref) {
    return forward(hooks_, store_call::find_category, [&] { return inner_.find_category(ref); });
}

template <class Interface>
result<std::vector<category>> forwarding_reader<Interface>::categories(category_ref after,
                                                                       std::size_t limit) {
    return forward(hooks_, store_call::categories, [&] { return inner_.categories(after, limit); });
}

template <class Interface>
result<std::vector<category>> forwarding_reader<Interface>::listed_categories(category_ref after,
                                                                              std::size_t limit) {
    return forward(hooks_, store_call::listed_categories,
                   [&] { return inner_.listed_categories(after, limit); });
}

template <class Interface>
result<std::optional<product>> forwarding_reader<Interface>::find_product(product_ref ref) {
    return forward(hooks_, store_call::find_product, [&] { return inner_.find_product(ref); });
}

template <class Interface>
result<std::vector<product>> forwarding_reader<Interface>::products(product_ref after,
                                                                    std::size_t limit) {
    return forward(hooks_, store_call::products, [&] { return inner_.products(after, limit); });
}

template <class Interface>
result<std::vector<product>> forwarding_reader<Interface>::products_of(category_ref category,
                                                                       product_ref after,
                                                                       std::size_t limit) {
    return forward(hooks_, store_call::products_of,
                   [&] { return inner_.products_of(category, after, limit); });
}

template <class Interface>
result<std::vector<product>> forwarding_reader<Interface>::listed_products_of(category_ref category,
                                                                              product_ref after,
                                                                              std::size_t limit) {
    return forward(hooks_, store_call::listed_products_of,
                   [&] { return inner_.listed_products_of(category, after, limit); });
}

template <class Interface>
result<wallet> forwarding_reader<Interface>::find_wallet(bot_ref bot, user_id user) {
    return forward(hooks_, store_call::find_wallet, [&] { return inner_.find_wallet(bot, user); });
}

template <class Interface>
result<std::vector<wallet>> forwarding_reader<Interface>::wallets(
    std::optional<reader::wallet_cursor> after, std::size_t limit) {
    return forward(hooks_, store_call::wallets, [&] { return inner_.wallets(after, limit); });
}

template <class Interface>
result<std::vector<wallet>> forwarding_reader<Interface>::wallets_of(bot_ref bot, user_id after,
                                                                     std::size_t limit) {
    return forward(hooks_, store_call::wallets_of,
                   [&] { return inner_.wallets_of(bot, after, limit); });
}

template <class Interface>
result<std::optional<quote>> forwarding_reader<Interface>::find_quote(quote_ref ref) {
    return forward(hooks_, store_call::find_quote, [&] { return inner_.find_quote(ref); });
}

template <class Interface>
result<std::optional<order>> forwarding_reader<Interface>::find_order(order_ref ref) {
    return forward(hooks_, store_call::find_order, [&] { return inner_.find_order(ref); });
}

template <class Interface>
result<std::vector<order>> forwarding_reader<Interface>::orders(order_ref after,
                                                                std::size_t limit) {
    return forward(hooks_, store_call::orders, [&] { return inner_.orders(after, limit); });
}

template <class Interface>
result<std::vector<order>> forwarding_reader<Interface>::orders_of(bot_ref bot, user_id user,
                                                                   order_ref before,
                                                                   std::size_t limit) {
    return forward(hooks_, store_call::orders_of,
                   [&] { return inner_.orders_of(bot, user, before, limit); });
}

template <class Interface>
result<std::vector<stock_item>> forwarding_reader<Interface>::items_of(order_ref ref) {
    return forward(hooks_, store_call::items_of, [&] { return inner_.items_of(ref); });
}

template <class Interface>
result<std::vector<stock_item>> forwarding_reader<Interface>::stock_items(stock_item_ref after,
                                                                          std::size_t limit) {
    return forward(hooks_, store_call::stock_items,
                   [&] { return inner_.stock_items(after, limit); });
}

template <class Interface>
result<std::optional<withdrawal>> forwarding_reader<Interface>::find_withdrawal(
    withdrawal_ref ref) {
    return forward(hooks_, store_call::find_withdrawal,
                   [&] { return inner_.find_withdrawal(ref); });
}

template <class Interface>
result<std::optional<withdrawal>> forwarding_reader<Interface>::find_withdrawal_by_id(
    std::string_view request_id) {
    return forward(hooks_, store_call::find_withdrawal_by_id,
                   [&] { return inner_.find_withdrawal_by_id(request_id); });
}

template <class Interface>
result<std::vector<withdrawal>> forwarding_reader<Interface>::withdrawals(
    const withdrawal_filter& filter, withdrawal_ref after, std::size_t limit) {
    return forward(hooks_, store_call::withdrawals,
                   [&] { return inner_.withdrawals(filter, after, limit); });
}

template <class Interface>
result<std::vector<withdrawal>> forwarding_reader<Interface>::newest_withdrawals(
    const withdrawal_filter& filter, withdrawal_ref before, std::size_t limit) {
    return forward(hooks_, store_call::newest_withdrawals,
                   [&] { return inner_.newest_withdrawals(filter, before, limit); });
}

template <class Interface>
result<std::int64_t> forwarding_reader<Interface>::open_withdrawals(agent_ref ref) {
    return forward(hooks_, store_call::open_withdrawals,
                   [&] { return inner_.open_withdrawals(ref); });
}

template <class Interface>
result<std::optional<withdrawal_ref>> forwarding_reader<Interface>::find_settled_by(
    std::string_view txid) {
    return forward(hooks_, store_call::find_settled_by,
                   [&] { return inner_.find_settled_by(txid); });
}

template <class Interface>
result<withdrawal_statistics> forwarding_reader<Interface>::withdrawal_totals() {
    return forward(hooks_, store_call::withdrawal_totals,
                   [&] { return inner_.withdrawal_totals(); });
}

template <class Interface>
result<std::vector<quarter_earnings>> forwarding_reader<Interface>::quarters_of(
    agent_ref agent, std::optional<timestamp> before, std::size_t limit) {
    return forward(hooks_, store_call::quarters_of,
                   [&] { return inner_.quarters_of(agent, before, limit); });
}

template <class Interface>
result<std::vector<product_earnings>> forwarding_reader<Interface>::earnings_by_product(
    agent_ref agent, std::optional<product_ref> before, std::size_t limit) {
    return forward(hooks_, store_call::earnings_by_product,
                   [&] { return inner_.earnings_by_product(agent, before, limit); });
}

template <class Interface>
result<journal_head> forwarding_reader<Interface>::head() {
    return forward(hooks_, store_call::head, [&] { return inner_.head(); });
}

template <class Interface>
result<std::vector<journal_entry>> forwarding_reader<Interface>::journal(
    std::int64_t after_sequence, std::size_t limit) {
    return forward(hooks_, store_call::journal,
                   [&] { return inner_.journal(after_sequence, limit); });
}

template <class Interface>
result<std::optional<person>> forwarding_reader<Interface>::find_person(bot_ref bot, user_id user) {
    return forward(hooks_, store_call::find_person, [&] { return inner_.find_person(bot, user); });
}

template <class Interface>
result<std::optional<dialog>> forwarding_reader<Interface>::find_dialog(
    const conversation_key& key) {
    return forward(hooks_, store_call::find_dialog, [&] { return inner_.find_dialog(key); });
}

template <class Interface>
result<std::optional<recorded_key>> forwarding_reader<Interface>::find_key(const key_scope& scope) {
    return forward(hooks_, store_call::find_key, [&] { return inner_.find_key(scope); });
}

template <class Interface>
result<bool> forwarding_reader<Interface>::has_update(const inbox_key& key) {
    return forward(hooks_, store_call::has_update, [&] { return inner_.has_update(key); });
}

template <class Interface>
result<std::vector<outbox_message>> forwarding_reader<Interface>::queued_messages(
    outbox_ref after, std::size_t limit) {
    return forward(hooks_, store_call::queued_messages,
                   [&] { return inner_.queued_messages(after, limit); });
}

template <class Interface>
result<std::optional<std::int64_t>> forwarding_reader<Interface>::find_screen(
    const screen_key& key) {
    return forward(hooks_, store_call::find_screen, [&] { return inner_.find_screen(key); });
}

template <class Interface>
result<std::vector<stored_effect>> forwarding_reader<Interface>::open_effects(effect_ref after,
                                                                              std::size_t limit) {
    return forward(hooks_, store_call::open_effects,
                   [&] { return inner_.open_effects(after, limit); });
}

template <class Interface>
result<timestamp> forwarding_reader<Interface>::last_committed_at() {
    return forward(hooks_, store_call::last_committed_at,
                   [&] { return inner_.last_committed_at(); });
}

template class forwarding_reader<reader>;
template class forwarding_reader<unit_of_work>;

// --- Writes ----------------------------------------------------------------------------------

std::uint64_t unit_of_work_decorator::writes() const noexcept { return inner().writes(); }

result<agent_ref> unit_of_work_decorator::insert_agent(const agent& row) {
    return forward(hooks(), store_call::insert_agent, [&] { return inner().insert_agent(row); });
}

result<void> unit_of_work_decorator::update_agent(const agent& row) {
    return forward(hooks(), store_call::update_agent, [&] { return inner().update_agent(row); });
}

result<void> unit_of_work_decorator::put_claim(const claim& row) {
    return forward(hooks(), store_call::put_claim, [&] { return inner().put_claim(row); });
}

result<void> unit_of_work_decorator::erase_claim(agent_ref agent) {
    return forward(hooks(), store_call::erase_claim, [&] { return inner().erase_claim(agent); });
}

result<category_ref> unit_of_work_decorator::insert_category(const category& row) {
    return forward(hooks(), store_call::insert_category,
                   [&] { return inner().insert_category(row); });
}

result<void> unit_of_work_decorator::update_category(const category& row) {
    return forward(hooks(), store_call::update_category,
                   [&] { return inner().update_category(row); });
}

result<product_ref> unit_of_work_decorator::insert_product(const product& row) {
    return forward(hooks(), store_call::insert_product,
                   [&] { return inner().insert_product(row); });
}

result<void> unit_of_work_decorator::update_product(const product& row) {
    return forward(hooks(), store_call::update_product,
                   [&] { return inner().update_product(row); });
}

result<void> unit_of_work_decorator::add_stock(product_ref ref,
                                               std::span<const std::string> contents) {
    return forward(hooks(), store_call::add_stock,
                   [&] { return inner().add_stock(ref, contents); });
}

result<std::vector<stock_item>> unit_of_work_decorator::take_stock(product_ref ref, order_ref order,
                                                                   std::int64_t quantity) {
    return forward(hooks(), store_call::take_stock,
                   [&] { return inner().take_stock(ref, order, quantity); });
}

result<void> unit_of_work_decorator::put_wallet(const wallet& row) {
    return forward(hooks(), store_call::put_wallet, [&] { return inner().put_wallet(row); });
}

result<quote_ref> unit_of_work_decorator::insert_quote(const quote& row) {
    return forward(hooks(), store_call::insert_quote, [&] { return inner().insert_quote(row); });
}

result<void> unit_of_work_decorator::erase_quote(quote_ref ref) {
    return forward(hooks(), store_call::erase_quote, [&] { return inner().erase_quote(ref); });
}

result<order_ref> unit_of_work_decorator::insert_order(const order& row) {
    return forward(hooks(), store_call::insert_order, [&] { return inner().insert_order(row); });
}

result<void> unit_of_work_decorator::update_order(const order& row) {
    return forward(hooks(), store_call::update_order, [&] { return inner().update_order(row); });
}

result<void> unit_of_work_decorator::add_earnings(const earnings_change& change) {
    return forward(hooks(), store_call::add_earnings, [&] { return inner().add_earnings(change); });
}

result<withdrawal_ref> unit_of_work_decorator::insert_withdrawal(const withdrawal& row) {
    return forward(hooks(), store_call::insert_withdrawal,
                   [&] { return inner().insert_withdrawal(row); });
}

result<void> unit_of_work_decorator::update_withdrawal(const withdrawal& row) {
    return forward(hooks(), store_call::update_withdrawal,
                   [&] { return inner().update_withdrawal(row); });
}

result<void> unit_of_work_decorator::append(const journal_entry& row) {
    return forward(hooks(), store_call::append, [&] { return inner().append(row); });
}

result<void> unit_of_work_decorator::put_person(const person& row) {
    return forward(hooks(), store_call::put_person, [&] { return inner().put_person(row); });
}

result<dialog_ref> unit_of_work_decorator::put_dialog(const dialog& row) {
    return forward(hooks(), store_call::put_dialog, [&] { return inner().put_dialog(row); });
}

result<void> unit_of_work_decorator::erase_dialog(const conversation_key& key) {
    return forward(hooks(), store_call::erase_dialog, [&] { return inner().erase_dialog(key); });
}

result<void> unit_of_work_decorator::record_key(const recorded_key& row) {
    return forward(hooks(), store_call::record_key, [&] { return inner().record_key(row); });
}

result<bool> unit_of_work_decorator::record_update(const inbox_key& key, timestamp received_at) {
    return forward(hooks(), store_call::record_update,
                   [&] { return inner().record_update(key, received_at); });
}

result<outbox_ref> unit_of_work_decorator::enqueue(const outbox_message& row) {
    return forward(hooks(), store_call::enqueue, [&] { return inner().enqueue(row); });
}

result<void> unit_of_work_decorator::mark_sent(outbox_ref ref) {
    return forward(hooks(), store_call::mark_sent, [&] { return inner().mark_sent(ref); });
}

result<void> unit_of_work_decorator::mark_failed(outbox_ref ref, std::string_view reason) {
    return forward(hooks(), store_call::mark_failed,
                   [&] { return inner().mark_failed(ref, reason); });
}

result<void> unit_of_work_decorator::note_screen(const screen_key& key, std::int64_t message_id) {
    return forward(hooks(), store_call::note_screen,
                   [&] { return inner().note_screen(key, message_id); });
}

result<effect_ref> unit_of_work_decorator::insert_effect(const stored_effect& row) {
    return forward(hooks(), store_call::insert_effect, [&] { return inner().insert_effect(row); });
}

result<bool> unit_of_work_decorator::close_effect(effect_ref ref) {
    return forward(hooks(), store_call::close_effect, [&] { return inner().close_effect(ref); });
}

result<std::int64_t> unit_of_work_decorator::prune(timestamp before, std::size_t limit) {
    return forward(hooks(), store_call::prune, [&] { return inner().prune(before, limit); });
}

result<void> unit_of_work_decorator::set_committed_at(timestamp at) {
    return forward(hooks(), store_call::set_committed_at,
                   [&] { return inner().set_committed_at(at); });
}

// --- Transactions and stores -----------------------------------------------------------------

transaction_decorator::transaction_decorator(std::unique_ptr<transaction> inner, store_hooks& hooks)
    : inner_(std::move(inner)), hooks_(hooks), work_(inner_->work(), hooks) {}

result<void> transaction_decorator::commit() {
    return forward(hooks_, store_call::commit, [&] { return inner_->commit(); });
}

snapshot_decorator::snapshot_decorator(std::unique_ptr<snapshot> inner, store_hooks& hooks)
    : inner_(std::move(inner)), view_(inner_->view(), hooks) {}

result<std::unique_ptr<transaction>> store_decorator::begin() {
    AGENTBACKEND_ASSIGN(auto inner,
                        forward(*this, store_call::begin, [&] { return inner_.begin(); }));
    return std::make_unique<transaction_decorator>(std::move(inner), *this);
}

result<std::unique_ptr<snapshot>> store_decorator::read() {
    AGENTBACKEND_ASSIGN(auto inner,
                        forward(*this, store_call::read, [&] { return inner_.read(); }));
    return std::make_unique<snapshot_decorator>(std::move(inner), *this);
}

}  // namespace agentbackend
