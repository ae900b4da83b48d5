// Decorators: a store around a store. The seam for faults, metrics and tracing: whoever overrides
// `before` or `after` sees every call on its way in and out, and may answer an error in its place.
//
// A store that fails the third commit:
//
//     class third_commit_fails : public store_decorator {
//     public:
//         using store_decorator::store_decorator;
//         result<void> before(store_call call) override {
//             if (call == store_call::commit && ++commits_ == 3) return errc::store_full;
//             return success();
//         }
//
//     private:
//         int commits_ = 0;
//     };
//
// Hooks are called on the thread of the call they surround. A store is used from any thread, so
// hooks that keep state look after it themselves, unless their program uses one thread.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/store.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Every call that can fail, of `store`, `transaction`, `unit_of_work` and `reader`.
enum class store_call {
    // store, transaction
    begin,
    read,
    commit,
    // reader
    find_agent,
    find_agent_by_id,
    find_agent_by_platform_id,
    agents,
    agents_in,
    find_claim,
    find_category,
    categories,
    listed_categories,
    find_product,
    products,
    products_of,
    listed_products_of,
    find_wallet,
    wallets,
    wallets_of,
    find_quote,
    find_order,
    orders,
    orders_of,
    items_of,
    stock_items,
    find_withdrawal,
    find_withdrawal_by_id,
    withdrawals,
    newest_withdrawals,
    open_withdrawals,
    find_settled_by,
    withdrawal_totals,
    quarters_of,
    earnings_by_product,
    head,
    journal,
    find_person,
    find_dialog,
    find_key,
    has_update,
    queued_messages,
    find_screen,
    open_effects,
    last_committed_at,
    // unit_of_work
    insert_agent,
    update_agent,
    put_claim,
    erase_claim,
    insert_category,
    update_category,
    insert_product,
    update_product,
    add_stock,
    take_stock,
    put_wallet,
    insert_quote,
    erase_quote,
    insert_order,
    update_order,
    add_earnings,
    insert_withdrawal,
    update_withdrawal,
    append,
    put_person,
    put_dialog,
    erase_dialog,
    record_key,
    record_update,
    enqueue,
    mark_sent,
    mark_failed,
    note_screen,
    insert_effect,
    close_effect,
    prune,
    set_committed_at,
};

// As the function is called, such as "take_stock".
std::string_view name(store_call) noexcept;
// Whether it is one of `unit_of_work`'s own.
bool is_write(store_call) noexcept;

// What surrounds a call.
class store_hooks {
public:
    virtual ~store_hooks() = default;
    // An error is answered instead of making the call: nothing has happened.
    virtual result<void> before(store_call) { return success(); }
    // `failure` is null when the call succeeded. An error is answered instead of the call's own
    // answer, but what the call did stays done: a commit is durable all the same.
    virtual result<void> after(store_call, [[maybe_unused]] const error* failure) {
        return success();
    }
};

// Forwards every question to `inner`, between hooks. Both must outlive it. `Interface` is `reader`,
// or `unit_of_work` for whoever adds the writes.
template <class Interface>
class forwarding_reader : public Interface {
public:
    // Both must outlive it.
    forwarding_reader(Interface& inner, store_hooks& hooks) : inner_(inner), hooks_(hooks) {}

    // Forwarded, between the hooks.
    result<std::optional<agent>> find_agent(agent_ref) override;
    result<std::optional<agent>> find_agent_by_id(std::string_view agent_id) override;
    result<std::optional<agent>> find_agent_by_platform_id(std::int64_t) override;
    result<std::vector<agent>> agents(agent_ref after, std::size_t limit) override;
    result<std::vector<agent>> agents_in(std::span<const agent_status> statuses, agent_ref after,
                                         std::size_t limit) override;
    result<std::optional<claim>> find_claim(agent_ref ref) override;
    result<std::optional<category>> find_category(category_ref) override;
    result<std::vector<category>> categories(category_ref after, std::size_t limit) override;
    result<std::vector<category>> listed_categories(category_ref after, std::size_t limit) override;
    result<std::optional<product>> find_product(product_ref) override;
    result<std::vector<product>> products(product_ref after, std::size_t limit) override;
    result<std::vector<product>> products_of(category_ref category, product_ref after,
                                             std::size_t limit) override;
    result<std::vector<product>> listed_products_of(category_ref category, product_ref after,
                                                    std::size_t limit) override;
    result<wallet> find_wallet(bot_ref, user_id) override;
    result<std::vector<wallet>> wallets(std::optional<reader::wallet_cursor> after,
                                        std::size_t limit) override;
    result<std::vector<wallet>> wallets_of(bot_ref bot, user_id after, std::size_t limit) override;
    result<std::optional<quote>> find_quote(quote_ref) override;
    result<std::optional<order>> find_order(order_ref) override;
    result<std::vector<order>> orders(order_ref after, std::size_t limit) override;
    result<std::vector<order>> orders_of(bot_ref, user_id, order_ref before,
                                         std::size_t limit) override;
    result<std::vector<stock_item>> items_of(order_ref) override;
    result<std::vector<stock_item>> stock_items(stock_item_ref after, std::size_t limit) override;
    result<std::optional<withdrawal>> find_withdrawal(withdrawal_ref) override;
    result<std::optional<withdrawal>> find_withdrawal_by_id(std::string_view request_id) override;
    result<std::vector<withdrawal>> withdrawals(const withdrawal_filter&, withdrawal_ref after,
                                                std::size_t limit) override;
    result<std::vector<withdrawal>> newest_withdrawals(const withdrawal_filter& filter,
                                                       withdrawal_ref before,
                                                       std::size_t limit) override;
    result<std::int64_t> open_withdrawals(agent_ref) override;
    result<std::optional<withdrawal_ref>> find_settled_by(std::string_view txid) override;
    result<withdrawal_statistics> withdrawal_totals() override;
    result<std::vector<quarter_earnings>> quarters_of(agent_ref agent,
                                                      std::optional<timestamp> before,
                                                      std::size_t limit) override;
    result<std::vector<product_earnings>> earnings_by_product(agent_ref agent,
                                                              std::optional<product_ref> before,
                                                              std::size_t limit) override;
    result<journal_head> head() override;
    result<std::vector<journal_entry>> journal(std::int64_t after_sequence,
                                               std::size_t limit) override;
    result<std::optional<person>> find_person(bot_ref, user_id) override;
    result<std::optional<dialog>> find_dialog(const conversation_key&) override;
    result<std::optional<recorded_key>> find_key(const key_scope&) override;
    result<bool> has_update(const inbox_key&) override;
    result<std::vector<outbox_message>> queued_messages(outbox_ref after,
                                                        std::size_t limit) override;
    result<std::optional<std::int64_t>> find_screen(const screen_key&) override;
    result<std::vector<stored_effect>> open_effects(effect_ref after, std::size_t limit) override;
    result<timestamp> last_committed_at() override;

protected:
    // For overriding functions: what is forwarded to, and what is told of it.
    Interface& inner() const noexcept { return inner_; }
    store_hooks& hooks() const noexcept { return hooks_; }

private:
    Interface& inner_;
    store_hooks& hooks_;
};

extern template class forwarding_reader<reader>;
extern template class forwarding_reader<unit_of_work>;

// Forwards every question.
using reader_decorator = forwarding_reader<reader>;

// Forwards every question and every write.
class unit_of_work_decorator : public forwarding_reader<unit_of_work> {
public:
    using forwarding_reader<unit_of_work>::forwarding_reader;

    std::uint64_t writes() const noexcept override;
    result<agent_ref> insert_agent(const agent&) override;
    result<void> update_agent(const agent&) override;
    result<void> put_claim(const claim& row) override;
    result<void> erase_claim(agent_ref agent) override;
    result<category_ref> insert_category(const category&) override;
    result<void> update_category(const category& row) override;
    result<product_ref> insert_product(const product&) override;
    result<void> update_product(const product&) override;
    result<void> add_stock(product_ref, std::span<const std::string> contents) override;
    result<std::vector<stock_item>> take_stock(product_ref, order_ref,
                                               std::int64_t quantity) override;
    result<void> put_wallet(const wallet&) override;
    result<quote_ref> insert_quote(const quote&) override;
    result<void> erase_quote(quote_ref) override;
    result<order_ref> insert_order(const order&) override;
    result<void> update_order(const order&) override;
    result<void> add_earnings(const earnings_change& change) override;
    result<withdrawal_ref> insert_withdrawal(const withdrawal&) override;
    result<void> update_withdrawal(const withdrawal&) override;
    result<void> append(const journal_entry&) override;
    result<void> put_person(const person&) override;
    result<dialog_ref> put_dialog(const dialog&) override;
    result<void> erase_dialog(const conversation_key&) override;
    result<void> record_key(const recorded_key&) override;
    result<bool> record_update(const inbox_key&, timestamp received_at) override;
    result<outbox_ref> enqueue(const outbox_message&) override;
    result<void> mark_sent(outbox_ref) override;
    result<void> mark_failed(outbox_ref, std::string_view reason) override;
    result<void> note_screen(const screen_key&, std::int64_t message_id) override;
    result<effect_ref> insert_effect(const stored_effect&) override;
    result<bool> close_effect(effect_ref) override;
    result<std::int64_t> prune(timestamp before, std::size_t limit) override;
    result<void> set_committed_at(timestamp) override;
};

// Owns the transaction it forwards to. The hooks must outlive it.
class transaction_decorator : public transaction {
public:
    // REQUIRES: `inner` is not null.
    transaction_decorator(std::unique_ptr<transaction> inner, store_hooks& hooks);
    unit_of_work& work() override { return work_; }
    result<void> commit() override;

private:
    std::unique_ptr<transaction> inner_;
    store_hooks& hooks_;
    unit_of_work_decorator work_;
};

// Owns the snapshot it forwards to. The hooks must outlive it.
class snapshot_decorator : public snapshot {
public:
    // REQUIRES: `inner` is not null.
    snapshot_decorator(std::unique_ptr<snapshot> inner, store_hooks& hooks);
    reader& view() override { return view_; }

private:
    std::unique_ptr<snapshot> inner_;
    reader_decorator view_;
};

// Forwards to a store it owns, or to one that outlives it, between its own hooks.
class store_decorator : public store, public store_hooks {
public:
    // Around a store that outlives it.
    explicit store_decorator(store& inner) : inner_(inner) {}
    // REQUIRES: `inner` is not null.
    explicit store_decorator(std::unique_ptr<store> inner)
        : owned_(std::move(inner)), inner_(*owned_) {}

    result<std::unique_ptr<transaction>> begin() override;
    result<std::unique_ptr<snapshot>> read() override;

private:
    std::unique_ptr<store> owned_;
    store& inner_;
};

}  // namespace agentbackend
