#include "demo_page/ledger_reader.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace agentbackend::demo_page {
namespace {

constexpr std::size_t at_most = 100;

// Names for what the store knows by number.
class names {
public:
    explicit names(reader& data) : data_(data) {}

    void add(const agent& a) { agents_[bot_ref::of(a.ref)] = a.name; }

    // Empty for the main bot, which is no agent's.
    std::string of(bot_ref bot) const {
        const auto found = agents_.find(bot);
        return found == agents_.end() ? std::string() : found->second;
    }

    result<std::string> of(bot_ref bot, user_id user) {
        AGENTBACKEND_ASSIGN(const auto known, data_.find_person(bot, user));
        return known && !known->name.empty() ? known->name : std::to_string(user.value);
    }

private:
    reader& data_;
    std::map<bot_ref, std::string> agents_;
};

agent_line line_of(const agent& a) {
    agent_line line;
    line.ref = a.ref;
    line.name = a.name;
    line.status = name(a.status);
    line.markup = a.markup;
    line.available = a.available;
    line.frozen = a.frozen;
    line.total_paid = a.total_paid();
    return line;
}

result<wallet_line> line_of(const wallet& w, names& known) {
    AGENTBACKEND_ASSIGN(auto customer, known.of(w.bot, w.user));
    return wallet_line{w.bot, w.user, std::move(customer), known.of(w.bot), w.balance};
}

result<posting_line> line_of(const posting& p, names& known) {
    posting_line line;
    line.kind = p.where.kind();
    line.agent = known.of(p.where.bot());
    line.amount = p.amount;
    if (p.where.kind() == account_kind::customer) {
        AGENTBACKEND_ASSIGN(line.customer, known.of(p.where.bot(), p.where.user()));
    }
    return line;
}

result<entry_line> line_of(const journal_entry& e, names& known) {
    entry_line line;
    line.sequence = e.sequence;
    line.at = std::chrono::floor<std::chrono::seconds>(e.at).time_since_epoch().count();
    line.what = e.draft.what;
    line.note = e.draft.note;
    for (const auto& p : e.draft.postings) {
        AGENTBACKEND_ASSIGN(auto shown, line_of(p, known));
        line.postings.push_back(std::move(shown));
    }
    return line;
}

}  // namespace

result<ledger> read_ledger(store& data) {
    AGENTBACKEND_ASSIGN(const auto state, data.read());
    auto& view = state->view();
    names known(view);
    ledger shown;

    AGENTBACKEND_ASSIGN(const auto agents, view.agents({}, at_most));
    for (const auto& a : agents) {
        known.add(a);
        shown.agents.push_back(line_of(a));
    }
    AGENTBACKEND_ASSIGN(const auto wallets, view.wallets({}, at_most));
    for (const auto& w : wallets) {
        AGENTBACKEND_ASSIGN(auto line, line_of(w, known));
        shown.wallets.push_back(std::move(line));
    }
    AGENTBACKEND_ASSIGN(const auto head, view.head());
    const auto before = std::max<std::int64_t>(0, head.sequence - std::int64_t{at_most});
    AGENTBACKEND_ASSIGN(const auto entries, view.journal(before, at_most));
    for (auto e = entries.rbegin(); e != entries.rend(); ++e) {
        AGENTBACKEND_ASSIGN(auto line, line_of(*e, known));
        shown.entries.push_back(std::move(line));
    }
    return shown;
}

}  // namespace agentbackend::demo_page
