#include <agentbackend/pricing.hpp>

namespace agentbackend {
namespace {

class base_plus_markup final : public pricing_rule {
public:
    result<unit_price> price(const pricing_question& question) const override {
        return unit_price{question.item.base_price, question.agent_markup};
    }
};

}  // namespace

std::unique_ptr<pricing_rule> make_base_plus_markup() {
    return std::make_unique<base_plus_markup>();
}

result<void> check_quantity(std::int64_t quantity) {
    if (quantity < 1 || quantity > max_quantity) {
        return error(errc::quantity_out_of_range).count(quantity, max_quantity);
    }
    return success();
}

result<price_terms> terms_for(const pricing_rule& rule, const pricing_question& question) {
    AGENTBACKEND_TRY(check_quantity(question.quantity));
    AGENTBACKEND_ASSIGN(unit_price unit, rule.price(question));
    // The rule may be anybody's.
    for (const usdt part : {unit.base, unit.markup}) {
        if (part.is_negative()) return error(errc::amount_out_of_range).amount(part);
    }
    if (question.bot.is_main()) {
        // Nobody earns a markup there: all of the price is the operator's.
        AGENTBACKEND_ASSIGN(unit.base, add(unit.base, unit.markup));
        unit.markup = usdt();
    }

    price_terms terms{.unit = unit, .quantity = question.quantity};
    AGENTBACKEND_ASSIGN(terms.unit_total, add(unit.base, unit.markup));
    AGENTBACKEND_ASSIGN(terms.total, multiply(terms.unit_total, terms.quantity));
    AGENTBACKEND_ASSIGN(terms.revenue, multiply(unit.base, terms.quantity));
    AGENTBACKEND_ASSIGN(terms.profit, multiply(unit.markup, terms.quantity));
    return terms;
}

}  // namespace agentbackend
