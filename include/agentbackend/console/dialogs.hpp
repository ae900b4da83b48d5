// Dialogs: what a conversation has gathered while it waits for a person's next text.
//
// A dialog's state is the name of an `awaiting_…` action; its data is one of the drafts below in
// canonical bytes with a version. Values; safe from any thread.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// Nothing gathered yet: the state says it all.
struct no_draft {
    friend bool operator==(const no_draft&, const no_draft&) = default;
};
// The amount is known, the address is not.
struct withdrawal_draft {
    usdt amount{};  // fee included; it could be requested when it was typed
    friend bool operator==(const withdrawal_draft&, const withdrawal_draft&) = default;
};
// The title is known, the link is not.
struct button_draft {
    std::string title{};  // as `check_button_title` answers it
    friend bool operator==(const button_draft&, const button_draft&) = default;
};
// The product is known, the quantity is not.
struct purchase_draft {
    product_ref product{};  // was on sale when it was chosen
    friend bool operator==(const purchase_draft&, const purchase_draft&) = default;
};
// A bot on its way to become an agent's, or to take the place of an agent's old one.
struct bot_draft {
    agent_ref replaces{};     // zero: a new agent
    sealed_token token{};     // for `draft_purpose`
    effect_ref check{};       // the question under way; zero once it is answered
    bot_identity identity{};  // what the platform has answered; empty until then
    std::string name{};       // of the new agent
    friend bool operator==(const bot_draft&, const bot_draft&) = default;
};
// A change of one agent.
struct agent_edit {
    agent_ref target{};  // renamed or given an owner, as the state says
    friend bool operator==(const agent_edit&, const agent_edit&) = default;
};
// A decision about one withdrawal, for which a word is missing.
struct review_draft {
    withdrawal_ref request{};  // to be rejected, paid or cancelled, as the state says
    friend bool operator==(const review_draft&, const review_draft&) = default;
};

// A change of one product.
struct product_edit {
    product_ref target{};  // zero: one that is still to be made
    std::string name{};    // of a new product
    friend bool operator==(const product_edit&, const product_edit&) = default;
};
// A change of one category.
struct category_edit {
    category_ref target{};  // zero: one that is still to be made
    friend bool operator==(const category_edit&, const category_edit&) = default;
};
// Money for one customer of one shop.
struct credit_draft {
    bot_ref shop{};      // in which the wallet is
    user_id customer{};  // zero until they are named
    usdt amount{};       // zero until it is typed
    friend bool operator==(const credit_draft&, const credit_draft&) = default;
};
// A refund, for which a word is missing.
struct refund_draft {
    order_ref sold{};      // to be refunded as a whole
    std::string reason{};  // at most 256 characters; empty: none, or none yet
    friend bool operator==(const refund_draft&, const refund_draft&) = default;
};

// The order is part of the bytes: new kinds are added at the end.
using draft =
    std::variant<no_draft, withdrawal_draft, button_draft, purchase_draft, bot_draft, agent_edit,
                 review_draft, product_edit, category_edit, credit_draft, refund_draft>;

// The stored form.
std::string encode(const draft&);
// None for bytes that `encode` did not write, such as those of a later version.
std::optional<draft> decode_draft(std::string_view);

}  // namespace console
}  // namespace agentbackend
