// Use cases: everything an admin, an agent's owner or a customer can do, over a unit of work.
//
// A `backend` holds policy and no state; it is safe to use from any thread, each with a unit of
// work of its own. A use case checks everything before its first write: when it refuses, it has
// written nothing. Refusals come in the order of `errc`, but for what only shows when something
// else has been read. Who may do what is judged here from the actor, whatever the caller has
// checked.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/store.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Who asks, and through which bot.
class actor {
public:
    // A person, as the bot they speak through knows them.
    static actor person(user_id user, bot_ref through) { return actor(user, through, false); }
    // The host itself: reports what became of bots, imports. Never a person.
    static actor system() { return actor({}, {}, true); }

    // Who it is; the system has no number and no bot.
    user_id user() const noexcept { return user_; }
    bot_ref bot() const noexcept { return bot_; }
    bool is_system() const noexcept { return is_system_; }

private:
    actor(user_id user, bot_ref bot, bool is_system)
        : user_(user), bot_(bot), is_system_(is_system) {}
    user_id user_;
    bot_ref bot_;
    bool is_system_;
};

// What every use case is told beside its request.
struct command_context {
    timestamp now{};  // never before the last commit; the committer sees to it
    id_source& ids;   // for request ids and claim codes; must outlive this
    actor who;        // authority is judged from it alone
    // Names the intention, within (bot, user): the same key with the same request has one effect,
    // however often it is asked for, and answers the same entity as it is now; with another
    // request it is `key_reused_with_different_body`. Only successes are remembered. Empty: a
    // repeat is judged anew. Keys that begin with `quote:` are the backend's own.
    std::string key{};
};

// What the operator has decided. Fixed for the life of a backend.
struct backend_policy {
    std::vector<user_id> admins{};    // who act as such in the main bot alone
    agent_policy agents{};            // how much owners may add to prices
    withdrawal_policy withdrawals{};  // what may be asked for, and what it costs
    claim_policy claims{};            // how long an invitation holds
};

// An agent to be made.
struct new_agent {
    std::string agent_id{};          // empty: made from the time
    std::string name{};              // 1–64 characters; blanks around it are taken off
    std::optional<user_id> owner{};  // none: nobody yet; a claim or an admin makes somebody it
    sealed_token token{};            // empty: it cannot be started until it has one
    bot_identity identity{};         // of the token's bot; empty: not known yet
};

// A product to be made.
struct new_product {
    std::string name{};       // 1–128 characters; blanks around it are taken off
    usdt base_price{};        // of one item, before any markup; 0 to 10⁹ USDT
    category_ref category{};  // zero: in none
};

// Money that has come in, for one wallet.
struct wallet_credit {
    bot_ref bot{};       // in which they shop
    user_id user{};      // whose wallet; they need not have been there yet
    usdt amount{};       // above zero
    std::string note{};  // of the journal entry; at most 256 characters are kept
};

// What somebody would like to buy.
struct quote_request {
    product_ref product{};      // must be on sale
    std::int64_t quantity = 1;  // 1 to `max_quantity`
};

// A purchase as it stands: the order, what was delivered, and the wallet now.
struct sale {
    order bought{};                   // as it is now: a repeat may find it refunded
    std::vector<stock_item> items{};  // all of the order's, refunded or not
    wallet purse{};                   // the customer's, in the bot they bought in
    bool repeated = false;            // the key had bought this before; nothing happened now
};

// A withdrawal as it stands, and who must hear of it.
struct withdrawal_outcome {
    withdrawal now{};               // as it is stored now
    std::vector<notice> notices{};  // of what just happened; empty when repeated
    bool repeated = false;          // the key had done this before; nothing happened now
};

// A claim that was just made. The code goes into a link; it cannot be asked for again.
struct claim_offer {
    claim now{};         // as it is stored: with the code's hash alone
    std::string code{};  // as `draw_claim_code` makes it, to be put behind `claim_link_prefix`
};

// An agent whose ownership was claimed, and who should hear of it.
struct claim_outcome {
    agent now{};                              // with its new owner
    std::optional<user_id> previous_owner{};  // none: it had none
    user_id made_by{};                        // the admin whose link it was
    bool repeated = false;                    // they had claimed it before; nothing happened now
};

// Which days of an agent's earnings: at most `limit`, newest first, those before `before`.
struct earnings_question {
    agent_ref agent{};                                // whose; one that is not there has no days
    std::chrono::minutes utc_offset{0};               // of the zone whose days are meant
    std::optional<std::chrono::local_days> before{};  // none: from the newest
    std::size_t limit = 1;                            // of days that had a sale or a refund
};

// The rules of one shop. Besides the errors that are named, every use case may fail with the
// store's; one that is repeatable by key, with `key_reused_with_different_body`.
class backend {
public:
    // The pricing rule may be shared by several backends; null: base price plus markup. Error:
    // `policy_malformed`.
    static result<backend> make(backend_policy, std::shared_ptr<const pricing_rule> = nullptr);

    // The policy it was made with.
    const backend_policy& policy() const noexcept { return policy_; }
    // Whether the policy names them.
    bool is_admin(user_id) const noexcept;

    // --- Agents. By an admin in the main bot, unless said otherwise. ---------------------------

    // Repeatable by key. Errors: `name_malformed` (of the name; of an id that `check_agent_id`
    // refuses); `user_id_malformed`; `not_an_admin`; `bot_already_registered`; `agent_id_taken`.
    // The agent is stopped.
    result<agent> create_agent(unit_of_work&, const command_context&, const new_agent&) const;
    // The wish (`enabled`) and the status together: → starting. Starting what starts or runs
    // already succeeds without effect. Errors: `agent_not_found`; `not_an_admin`;
    // `illegal_transition`; `token_needed`.
    result<agent> start_agent(unit_of_work&, const command_context&, agent_ref) const;
    // The wish (`enabled`) and the status together: → stopped. Stopping what is stopped succeeds
    // without effect. Errors: `agent_not_found`; `not_an_admin`; `illegal_transition`.
    result<agent> stop_agent(unit_of_work&, const command_context&, agent_ref) const;
    // Puts it away for good. Errors: `agent_not_found`; `not_an_admin`; what `archive` refuses.
    result<agent> archive_agent(unit_of_work&, const command_context&, agent_ref) const;
    // Errors: `name_malformed`; `agent_not_found`; `not_an_admin`; `agent_archived`.
    result<agent> rename_agent(unit_of_work&, const command_context&, agent_ref,
                               std::string_view name) const;
    // Claims made before come to nothing. Errors: `user_id_malformed`; `agent_not_found`;
    // `not_an_admin`; `agent_archived`.
    result<agent> change_owner(unit_of_work&, const command_context&, agent_ref, user_id) const;
    // Errors: `agent_not_found`; `not_an_admin`; `agent_archived`; `bot_already_registered` when
    // the new token's bot belongs to another unarchived agent.
    result<agent> replace_token(unit_of_work&, const command_context&, agent_ref,
                                const sealed_token&, const bot_identity&) const;

    // A link that makes whoever opens it first the agent's owner. Every call makes another, and the
    // one before comes to nothing. Errors: `agent_not_found`; `not_an_admin`; `agent_archived`.
    result<claim_offer> make_claim(unit_of_work&, const command_context&, agent_ref) const;
    // By whoever has the code, in the agent's bot. Asking again is answered as before, as long as
    // they still are the owner. Errors: `agent_not_found`; `claim_not_found` (also when a newer one
    // was made, or the owner changed); `not_an_agent_bot`; `agent_archived`; `claim_used`;
    // `claim_expired` (also when who made it is no admin any more).
    result<claim_outcome> claim_agent(unit_of_work&, const command_context&,
                                      std::string_view code) const;

    // What the host has seen of the bot. By the system; the wish stays as it is. Reports that
    // come late, for a status that has moved on, are `illegal_transition` and change nothing.
    struct bot_report {
        agent_event what = agent_event::came_up;  // REQUIRES: not archive
        std::string reason{};                     // for fail
    };
    // Errors: `agent_not_found`; `not_an_admin`; `illegal_transition`.
    result<agent> report_bot(unit_of_work&, const command_context&, agent_ref,
                             const bot_report&) const;

    // --- An agent's own settings. By its owner in its bot. -------------------------------------

    // Errors: `amount_out_of_range`; `agent_not_found`; `not_an_agent_bot`; `not_the_owner`;
    // `agent_archived`; `markup_above_ceiling`.
    result<agent> set_markup(unit_of_work&, const command_context&, usdt) const;
    // An empty text removes the link. Errors: `link_malformed`; `agent_not_found`;
    // `not_an_agent_bot`; `not_the_owner`; `agent_archived`.
    result<agent> set_link(unit_of_work&, const command_context&, link_kind,
                           std::string_view) const;
    // Errors: `button_title_malformed`; `button_url_malformed`; `agent_not_found`;
    // `not_an_agent_bot`; `not_the_owner`; `agent_archived`; `too_many_buttons`.
    result<agent> add_button(unit_of_work&, const command_context&, const link_button&) const;
    // `number` counts from one. Errors: `agent_not_found`; `not_an_agent_bot`; `not_the_owner`;
    // `agent_archived`; `button_not_found`.
    result<agent> delete_button(unit_of_work&, const command_context&, std::int64_t number) const;
    // Days on which something was sold or refunded. Any actor: a question. Costs what the days'
    // quarters of an hour cost, however many orders they had; an agent that is not there has no
    // days. Error: `amount_overflow`.
    static result<std::vector<day_earnings>> earnings_by_day(reader&, const earnings_question&);

    // --- Catalogue and wallets. By an admin in the main bot. ------------------------------------

    // Repeatable by key. Errors: `name_malformed`; `not_an_admin`.
    result<category> add_category(unit_of_work&, const command_context&, std::string_view) const;
    // Errors: `name_malformed`; `category_not_found`; `not_an_admin`.
    result<category> rename_category(unit_of_work&, const command_context&, category_ref,
                                     std::string_view name) const;
    // Repeatable by key. Errors: `name_malformed`; `amount_out_of_range`; `category_not_found`;
    // `not_an_admin`.
    result<product> add_product(unit_of_work&, const command_context&, const new_product&) const;
    // Orders keep the name they were sold under. Errors: `name_malformed`; `product_not_found`;
    // `not_an_admin`.
    result<product> rename_product(unit_of_work&, const command_context&, product_ref,
                                   std::string_view name) const;
    // Into a category, or with zero out of every one. Errors: `product_not_found`;
    // `category_not_found`; `not_an_admin`.
    result<product> move_product(unit_of_work&, const command_context&, product_ref,
                                 category_ref) const;
    // For future quotes. Errors: `amount_out_of_range`; `product_not_found`; `not_an_admin`.
    result<product> set_base_price(unit_of_work&, const command_context&, product_ref, usdt) const;
    // Takes a product off sale, or puts it back; stock and history stay.
    enum class listing {
        withdrawn,  // off sale
        listed,     // on sale
    };
    // Errors: `product_not_found`; `not_an_admin`.
    result<product> set_listing(unit_of_work&, const command_context&, product_ref, listing) const;
    // Repeatable by key. Answers the product with its new stock. Errors: `text_too_long`;
    // `text_empty` (an item, or no items); `product_not_found`; `not_an_admin`.
    result<product> add_stock(unit_of_work&, const command_context&, product_ref,
                              std::span<const std::string> contents) const;
    // Repeatable by key. Errors: `amount_out_of_range`; `user_id_malformed`; `agent_not_found`;
    // `not_an_admin`; `agent_archived`; `amount_overflow`.
    result<wallet> credit_wallet(unit_of_work&, const command_context&, const wallet_credit&) const;

    // --- Shop. By a customer, in the bot they are in. ------------------------------------------

    // The price here and now, without a quote. Any actor. Errors: `agent_not_found`;
    // `agent_archived`; what `terms_for` refuses.
    result<price_terms> price_of(reader&, bot_ref, const product&, std::int64_t quantity) const;
    // Freezes a price for one customer. Errors: `quantity_out_of_range`; `product_not_found`;
    // `product_withdrawn`; what `price_of` refuses.
    result<quote> make_quote(unit_of_work&, const command_context&, const quote_request&) const;
    // Pays and delivers a quote. Needs no key: the quote is its own. Errors: `quote_not_found`
    // (also when it is another customer's); what `price_of` refuses; what `place_order` refuses.
    result<sale> buy(unit_of_work&, const command_context&, quote_ref) const;
    // By an admin in the main bot. Repeatable by key. Errors: `order_not_found`; `not_an_admin`;
    // what `refund_order` refuses.
    result<sale> refund(unit_of_work&, const command_context&, order_ref,
                        std::string_view reason) const;
    // Profit of a sale made elsewhere. By the system. Repeatable by key, which is the sale's own
    // number. Errors: `quantity_out_of_range`; `agent_not_found`; `not_an_admin`; `agent_archived`;
    // `amount_overflow`.
    result<agent> record_profit(unit_of_work&, const command_context&, agent_ref,
                                std::int64_t quantity, std::string_view note) const;

    // --- Withdrawals ----------------------------------------------------------------------------

    // By the owner in their bot. Repeatable by key; without one every call is a new request.
    // Errors: `agent_not_found`; `not_an_agent_bot`; `not_the_owner`; what `open_withdrawal`
    // refuses.
    result<withdrawal_outcome> request_withdrawal(unit_of_work&, const command_context&,
                                                  const withdrawal_request&) const;
    // Review and settlement. By an admin in the main bot; `cancel_by_owner` by the owner in
    // their bot. Repeatable by key; without one a repeat is judged anew, and refused. Errors:
    // `withdrawal_not_found`; `not_an_admin`, for the owner `not_an_agent_bot` and `not_the_owner`;
    // what `transition` refuses.
    result<withdrawal_outcome> apply(unit_of_work&, const command_context&, withdrawal_ref,
                                     const withdrawal_command&) const;

private:
    backend(backend_policy, std::shared_ptr<const pricing_rule>);
    backend_policy policy_;
    std::shared_ptr<const pricing_rule> pricing_;
};

}  // namespace agentbackend
