#include "model/commands.hpp"

#include <array>
#include <sstream>

namespace agentbackend::model {
namespace {

constexpr std::array names{"create_agent",
                           "set_markup",
                           "start_agent",
                           "stop_agent",
                           "archive_agent",
                           "report_bot",
                           "add_product",
                           "set_base_price",
                           "set_listing",
                           "add_stock",
                           "credit_wallet",
                           "make_quote",
                           "buy",
                           "refund",
                           "record_profit",
                           "request_withdrawal",
                           "review_withdrawal"};
static_assert(names.size() == std::variant_size_v<command>);

// The parameters, each after a blank.
struct write_parameters {
    std::ostream& out;

    void operator()(const create_agent& c) { out << ' ' << c.owner; }
    void operator()(const set_markup& c) { out << ' ' << c.markup; }
    void operator()(const start_agent& c) { out << ' ' << c.agent; }
    void operator()(const stop_agent& c) { out << ' ' << c.agent; }
    void operator()(const archive_agent& c) { out << ' ' << c.agent; }
    void operator()(const report_bot& c) { out << ' ' << c.agent << ' ' << int(c.seen); }
    void operator()(const add_product& c) { out << ' ' << c.base; }
    void operator()(const set_base_price& c) { out << ' ' << c.product << ' ' << c.base; }
    void operator()(const set_listing& c) { out << ' ' << c.product << ' ' << c.listed; }
    void operator()(const add_stock& c) { out << ' ' << c.product << ' ' << c.items; }
    void operator()(const credit_wallet& c) {
        out << ' ' << c.bot << ' ' << c.user << ' ' << c.amount;
    }
    void operator()(const make_quote& c) { out << ' ' << c.product << ' ' << c.quantity; }
    void operator()(const buy& c) { out << ' ' << c.quote; }
    void operator()(const refund& c) { out << ' ' << c.order; }
    void operator()(const record_profit& c) { out << ' ' << c.agent << ' ' << c.quantity; }
    void operator()(const request_withdrawal& c) { out << ' ' << c.amount << ' ' << int(c.to); }
    void operator()(const review_withdrawal& c) {
        out << ' ' << c.withdrawal << ' ' << int(c.what);
        if (c.what == review_withdrawal::verb::pay) out << ' ' << c.txid;
    }
};

}  // namespace

std::string to_string(const command& what) {
    std::ostringstream out;
    out << names.at(what.index());
    std::visit(write_parameters{out}, what);
    return out.str();
}

std::string to_string(const step& taken) {
    std::ostringstream out;
    out << to_string(taken.what) << " by " << taken.user << " in bot " << taken.bot << " at "
        << taken.at << " as " << taken.key;
    return out.str();
}

}  // namespace agentbackend::model
