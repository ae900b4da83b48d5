// A unit of work over rows in memory. A snapshot shows the same class through the narrower
// interface, `reader`. Not thread-safe: the store hands the rows to one writer, or to readers only.

#pragma once

#include "store/memory_rows.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace agentbackend::memory {

class work final : public unit_of_work {
public:
    // The rows must outlive the work.
    explicit work(rows& rows) : rows_(rows) {}

    // What `set_committed_at` was told becomes true, if anything was written.
    void stamp() noexcept {
        if (writes_ > 0) rows_.now.committed_at = committed_at_.value_or(rows_.now.committed_at);
    }

    result<std::optional<agent>> find_agent(agent_ref) override;
    result<std::optional<agent>> find_agent_by_id(std::string_view) override;
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
    result<std::vector<wallet>> wallets(std::optional<wallet_cursor>, std::size_t limit) override;
    result<std::vector<wallet>> wallets_of(bot_ref bot, user_id after, std::size_t limit) override;
    result<std::optional<quote>> find_quote(quote_ref) override;
    result<std::optional<order>> find_order(order_ref) override;
    result<std::vector<order>> orders(order_ref after, std::size_t limit) override;
    result<std::vector<order>> orders_of(bot_ref, user_id, order_ref before,
                                         std::size_t limit) override;
    result<std::vector<stock_item>> items_of(order_ref) override;
    result<std::vector<stock_item>> stock_items(stock_item_ref after, std::size_t limit) override;
    result<std::optional<withdrawal>> find_withdrawal(withdrawal_ref) override;
    result<std::optional<withdrawal>> find_withdrawal_by_id(std::string_view) override;
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

    std::uint64_t writes() const noexcept override { return writes_; }
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

private:
    result<void> check_unique(const agent&) const;
    result<void> check_unique(const withdrawal&) const;
    // Takes the row before out of the indexes and puts the row after in; either may be missing.
    void reindex(const agent* before, const agent* after);
    void reindex(const product* before, const product& after);
    void reindex(const withdrawal* before, const withdrawal* after);
    void finish(outbox_ref);

    rows& rows_;
    std::uint64_t writes_ = 0;
    std::optional<timestamp> committed_at_;
};

}  // namespace agentbackend::memory
