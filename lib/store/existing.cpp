#include "store/existing.hpp"

#include <string>
#include <utility>

namespace agentbackend {
namespace {

template <class Row, class Ref>
result<Row> required(result<std::optional<Row>> found, Ref ref, errc missing) {
    AGENTBACKEND_ASSIGN(auto row, std::move(found));
    if (!row) return error(missing).subject(std::to_string(ref.value));
    return std::move(*row);
}

}  // namespace

result<agent> existing_agent(reader& rows, agent_ref ref) {
    return required(rows.find_agent(ref), ref, errc::agent_not_found);
}

result<category> existing_category(reader& rows, category_ref ref) {
    return required(rows.find_category(ref), ref, errc::category_not_found);
}

result<product> existing_product(reader& rows, product_ref ref) {
    return required(rows.find_product(ref), ref, errc::product_not_found);
}

result<order> existing_order(reader& rows, order_ref ref) {
    return required(rows.find_order(ref), ref, errc::order_not_found);
}

result<withdrawal> existing_withdrawal(reader& rows, withdrawal_ref ref) {
    return required(rows.find_withdrawal(ref), ref, errc::withdrawal_not_found);
}

}  // namespace agentbackend
