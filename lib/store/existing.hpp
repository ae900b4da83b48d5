// Rows that must be there: whoever names one that is not hears which it was.

#pragma once

#include <agentbackend/store.hpp>

namespace agentbackend {

// Errors: `agent_not_found` and its like (subject: the number); the store's.
result<agent> existing_agent(reader&, agent_ref);
result<category> existing_category(reader&, category_ref);
result<product> existing_product(reader&, product_ref);
result<order> existing_order(reader&, order_ref);
result<withdrawal> existing_withdrawal(reader&, withdrawal_ref);

}  // namespace agentbackend
