#include <agentbackend/store_decorator.hpp>

#include "invariant.hpp"

namespace agentbackend {

std::string_view name(store_call call) noexcept {
    switch (call) {
        case store_call::begin: return "begin";
        case store_call::read: return "read";
        case store_call::commit: return "commit";
        case store_call::find_agent: return "find_agent";
        case store_call::find_agent_by_id: return "find_agent_by_id";
        case store_call::find_agent_by_platform_id: return "find_agent_by_platform_id";
        case store_call::agents: return "agents";
        case store_call::agents_in: return "agents_in";
        case store_call::find_claim: return "find_claim";
        case store_call::find_category: return "find_category";
        case store_call::categories: return "categories";
        case store_call::listed_categories: return "listed_categories";
        case store_call::find_product: return "find_product";
        case store_call::products: return "products";
        case store_call::products_of: return "products_of";
        case store_call::listed_products_of: return "listed_products_of";
        case store_call::find_wallet: return "find_wallet";
        case store_call::wallets: return "wallets";
        case store_call::wallets_of: return "wallets_of";
        case store_call::find_quote: return "find_quote";
        case store_call::find_order: return "find_order";
        case store_call::orders: return "orders";
        case store_call::orders_of: return "orders_of";
        case store_call::items_of: return "items_of";
        case store_call::stock_items: return "stock_items";
        case store_call::find_withdrawal: return "find_withdrawal";
        case store_call::find_withdrawal_by_id: return "find_withdrawal_by_id";
        case store_call::withdrawals: return "withdrawals";
        case store_call::newest_withdrawals: return "newest_withdrawals";
        case store_call::open_withdrawals: return "open_withdrawals";
        case store_call::find_settled_by: return "find_settled_by";
        case store_call::withdrawal_totals: return "withdrawal_totals";
        case store_call::quarters_of: return "quarters_of";
        case store_call::earnings_by_product: return "earnings_by_product";
        case store_call::head: return "head";
        case store_call::journal: return "journal";
        case store_call::find_person: return "find_person";
        case store_call::find_dialog: return "find_dialog";
        case store_call::find_key: return "find_key";
        case store_call::has_update: return "has_update";
        case store_call::queued_messages: return "queued_messages";
        case store_call::find_screen: return "find_screen";
        case store_call::open_effects: return "open_effects";
        case store_call::last_committed_at: return "last_committed_at";
        case store_call::insert_agent: return "insert_agent";
        case store_call::update_agent: return "update_agent";
        case store_call::put_claim: return "put_claim";
        case store_call::erase_claim: return "erase_claim";
        case store_call::insert_category: return "insert_category";
        case store_call::update_category: return "update_category";
        case store_call::insert_product: return "insert_product";
        case store_call::update_product: return "update_product";
        case store_call::add_stock: return "add_stock";
        case store_call::take_stock: return "take_stock";
        case store_call::put_wallet: return "put_wallet";
        case store_call::insert_quote: return "insert_quote";
        case store_call::erase_quote: return "erase_quote";
        case store_call::insert_order: return "insert_order";
        case store_call::update_order: return "update_order";
        case store_call::add_earnings: return "add_earnings";
        case store_call::insert_withdrawal: return "insert_withdrawal";
        case store_call::update_withdrawal: return "update_withdrawal";
        case store_call::append: return "append";
        case store_call::put_person: return "put_person";
        case store_call::put_dialog: return "put_dialog";
        case store_call::erase_dialog: return "erase_dialog";
        case store_call::record_key: return "record_key";
        case store_call::record_update: return "record_update";
        case store_call::enqueue: return "enqueue";
        case store_call::mark_sent: return "mark_sent";
        case store_call::mark_failed: return "mark_failed";
        case store_call::note_screen: return "note_screen";
        case store_call::insert_effect: return "insert_effect";
        case store_call::close_effect: return "close_effect";
        case store_call::prune: return "prune";
        case store_call::set_committed_at: return "set_committed_at";
    }
    unreachable();
}

bool is_write(store_call call) noexcept {
    return call >= store_call::insert_agent && call <= store_call::set_committed_at;
}

}  // namespace agentbackend
