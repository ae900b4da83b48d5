#include <agentbackend/pricing.hpp>
#include <agentbackend/profit.hpp>

namespace agentbackend {

result<profit_step> record_profit(const agent& earner, const external_sale& sale) {
    AGENTBACKEND_TRY(check_quantity(sale.quantity));
    if (sale.markup.is_negative()) return error(errc::amount_out_of_range).amount(sale.markup);
    AGENTBACKEND_ASSIGN(const usdt profit, multiply(sale.markup, sale.quantity));
    AGENTBACKEND_ASSIGN(const usdt available_after, add(earner.available, profit));

    const auto sales = profit.is_zero() ? 0 : 1;
    return profit_step{
        .available_after = available_after,
        .counts = {.sales = sales, .earned = profit},
        .entry = {.what = movement::profit_recorded,
                  .postings = without_zeros(
                      {{account::deposits(), -profit}, {account::available(earner.ref), profit}}),
                  .note = sale.note}};
}

}  // namespace agentbackend
