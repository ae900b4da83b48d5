#include "transfer/import_plan.hpp"

#include <agentbackend/console/reading.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "transfer/import_accounts.hpp"
#include "transfer/import_differences.hpp"
#include "transfer/import_rules.hpp"
#include "transfer/pages.hpp"
#include "transfer/spellings.hpp"

namespace agentbackend::transfer {
namespace {

class planner {
public:
    planner(reader& here, const import_settings& settings, timestamp now, import_report& report)
        : here_(here), settings_(settings), now_(now), report_(report) {}

    result<import_plan> plan(const import_rows& rows) {
        AGENTBACKEND_TRY(each_row(
            agent_ref{}, [&](auto after) { return here_.agents(after, page_size); },
            [](const agent& row) { return row.ref; },
            [&](const agent& row) {
                agent_ids_.remember(row.agent_id);
                return success();
            }));
        for (const auto& [at, row] : rows.agents) AGENTBACKEND_TRY(take_agent(at, row));
        for (const auto& [at, row] : rows.withdrawals) AGENTBACKEND_TRY(take_withdrawal(at, row));
        for (const auto& [agent_id, known] : agents_) {
            close_account(known, settings_.on_difference, now_, plan_, report_);
        }
        // Reviewers see withdrawals in the order of their numbers.
        std::stable_sort(plan_.withdrawals.begin(), plan_.withdrawals.end(),
                         [](const planned_withdrawal& a, const planned_withdrawal& b) {
                             return a.row.created_at < b.row.created_at;
                         });
        return std::move(plan_);
    }

private:
    // --- Agents --------------------------------------------------------------------------------

    result<void> take_agent(const place& at, const agent_row& row) {
        auto judgement = judge(row, settings_.policy, now_);
        AGENTBACKEND_ASSIGN(auto here, here_.find_agent_by_id(row.agent_id));
        auto& known = agents_[row.agent_id];
        known = {.at = at, .here = std::move(here), .total_paid = row.total_paid};
        if (known.here) {
            compare(at, "agent " + row.agent_id,
                    differences(row, judgement.made, *known.here, settings_.on_difference),
                    report_.agents);
            return success();
        }
        flag_spelling(agent_ids_, row.agent_id, "agent ", judgement.flags);
        AGENTBACKEND_TRY(decide_status(row, judgement));
        add_flags(at, judgement.flags);
        ++report_.agents.added;
        known.added = plan_.agents.size();
        plan_.agents.push_back({.row = std::move(judgement.made), .frozen_in_file = row.frozen});
        return success();
    }

    // Stopped, unless it is archived; enabled, when it was up and can be again.
    result<void> decide_status(const agent_row& row, judged<agent>& judgement) {
        auto& made = judgement.made;
        const auto title = "agent " + row.agent_id + ": ";
        const auto status = parse_agent_status(row.status);
        if (status == agent_status::archived) {
            made.status = agent_status::archived;
            return success();
        }
        if (!status && !row.status.empty()) {
            judgement.flags.push_back(title +
                                      "its status is none that is known here. It is stopped; start "
                                      "it in the admin's panel.");
        }
        AGENTBACKEND_ASSIGN(const auto why_not, take_token(row, made));
        if (!why_not.empty()) {
            ++report_.tokens_needed;
            judgement.flags.push_back(title + "token needed: " + why_not);
            return success();
        }
        made.enabled = status == agent_status::running || status == agent_status::starting;
        return success();
    }

    // Seals a readable token. Answers why there is none, as the end of a sentence.
    result<std::string> take_token(const agent_row& row, agent& made) {
        const auto bot = console::bot_of_token(row.token);
        if (!bot) {
            return std::string(
                "the file has none that can be read. Give it its bot token in the admin's panel.");
        }
        AGENTBACKEND_ASSIGN(const auto holder, here_.find_agent_by_platform_id(*bot));
        if (holder || !bots_.insert(*bot).second) {
            return "its token is of bot " + std::to_string(*bot) +
                   ", which belongs to another agent. Give it a bot of its own.";
        }
        made.token = settings_.sealer.seal(row.token, row.agent_id);
        made.identity.platform_id = *bot;
        return std::string();
    }

    // --- Withdrawals ---------------------------------------------------------------------------

    result<void> take_withdrawal(const place& at, const withdrawal_row& row) {
        auto judgement = judge(row, settings_.policy, now_);
        AGENTBACKEND_ASSIGN(const auto here, here_.find_withdrawal_by_id(row.request_id));
        if (here) return compare_withdrawal(at, row, judgement.made, *here);
        AGENTBACKEND_ASSIGN(auto* const requester, find_agent(row.agent_id, at));
        if (!requester) {
            report_.problems.add(at, "withdrawal " + row.request_id + ": its agent " +
                                         row.agent_id +
                                         " is neither in these files nor here. Import agents and "
                                         "withdrawals in one run.");
            return success();
        }
        if (!judgement.refusal.empty()) {
            report_.problems.add(at, judgement.refusal);
            return success();
        }
        flag_spelling(request_ids_, row.request_id, "withdrawal ", judgement.flags);
        AGENTBACKEND_TRY(keep_txid_unique(at, judgement));
        if (!row.owner) judgement.made.owner = owner_of(*requester);
        add_flags(at, judgement.flags);
        count_withdrawal(judgement.made, at, requester->sums, report_.problems);
        ++report_.withdrawals.added;
        plan_.withdrawals.push_back(
            {.at = at, .row = std::move(judgement.made), .agent_id = row.agent_id});
        return success();
    }

    result<void> compare_withdrawal(const place& at, const withdrawal_row& row,
                                    const withdrawal& made, const withdrawal& here) {
        AGENTBACKEND_ASSIGN(const auto requester, here_.find_agent(here.agent));
        const auto agent_id = requester ? requester->agent_id : std::string();
        compare(at, "withdrawal " + row.request_id, differences(row, made, {here, agent_id}),
                report_.withdrawals);
        return success();
    }

    // Null when nobody knows it.
    result<known_agent*> find_agent(const std::string& agent_id, const place& at) {
        const auto found = agents_.find(agent_id);
        if (found != agents_.end()) return &found->second;
        AGENTBACKEND_ASSIGN(auto here, here_.find_agent_by_id(agent_id));
        if (!here) return nullptr;
        return &(agents_[agent_id] = {.at = at, .here = std::move(here)});
    }

    user_id owner_of(const known_agent& requester) const {
        const auto& row = requester.here ? *requester.here : plan_.agents[*requester.added].row;
        return row.owner.value_or(user_id{});
    }

    // A txid settles one withdrawal, which is a paid one; others keep it with their own id behind
    // it.
    result<void> keep_txid_unique(const place& at, judged<withdrawal>& judgement) {
        auto& made = judgement.made;
        if (made.txid.empty()) return success();
        if (made.status == withdrawal_status::paid) {
            AGENTBACKEND_ASSIGN(const bool is_its_own, claim_txid(made.txid));
            if (is_its_own) return success();
            judgement.flags.push_back("withdrawal " + made.request_id +
                                      ": its txid is another withdrawal's, too. It is kept with "
                                      "this request's id behind it; look on the chain what was "
                                      "paid.");
        }
        made.txid = unclaimed_txid(made.txid, made.request_id);
        AGENTBACKEND_ASSIGN(const bool is_free, claim_txid(made.txid));
        if (!is_free) {
            report_.problems.add(at, "withdrawal " + made.request_id +
                                         ": its txid would be kept as " + made.txid +
                                         ", and another withdrawal has that one. Find out which "
                                         "transaction paid which, and correct the other's txid in "
                                         "the file.");
        }
        return success();
    }

    // False when another withdrawal has it, here or in the files.
    result<bool> claim_txid(const std::string& txid) {
        AGENTBACKEND_ASSIGN(const auto holder, here_.find_settled_by(txid));
        return !holder && txids_.insert(txid).second;
    }

    // --- Reporting -----------------------------------------------------------------------------

    void compare(const place& at, const std::string& title, const std::string& differing,
                 import_report::tally& tally) {
        if (differing.empty()) {
            ++tally.unchanged;
            return;
        }
        ++tally.changed;
        report_.changed.add(at, title + " differs from what is here in " + differing + ".");
    }

    static void flag_spelling(spellings& known, const std::string& id, const std::string& kind,
                              std::vector<std::string>& flags) {
        const auto other = known.remember(id);
        if (other.empty()) return;
        flags.push_back(kind + id + ": only capital letters tell its id from that of " + kind +
                        other + ". Look twice when you type one of them.");
    }

    void add_flags(const place& at, const std::vector<std::string>& flags) {
        for (const auto& flag : flags) report_.flags.add(at, flag);
    }

    reader& here_;
    const import_settings& settings_;
    const timestamp now_;
    import_report& report_;
    import_plan plan_;
    std::map<std::string, known_agent> agents_;
    std::set<std::int64_t> bots_;
    std::set<std::string> txids_;
    spellings agent_ids_;    // of the agents here, too
    spellings request_ids_;  // in the files
};

}  // namespace

result<import_plan> plan_import(reader& here, const import_rows& rows,
                                const import_settings& settings, timestamp now,
                                import_report& report) {
    return planner(here, settings, now, report).plan(rows);
}

}  // namespace agentbackend::transfer
