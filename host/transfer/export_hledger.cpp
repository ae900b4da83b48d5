#include <chrono>
#include <map>
#include <ostream>

#include "transfer/export_tables.hpp"
#include "transfer/hledger_text.hpp"

namespace agentbackend::transfer {
namespace {

constexpr std::string_view preamble =
    "; The journal of an agentbackend database. Debit is positive here, credit negative.\n"
    "decimal-mark .\n"
    "commodity 1000.000000 USDT\n";

class hledger_writer {
public:
    hledger_writer(reader& rows, const agent_names& names, std::ostream& out)
        : rows_(rows), names_(names), out_(out) {}

    result<void> write() {
        out_ << preamble;
        AGENTBACKEND_TRY(each_entry(rows_, [&](const journal_entry& e) { return write(e); }));
        out_.flush();
        return check_written(out_);
    }

private:
    struct ledger_account {
        std::string name;
        usdt balance;
    };

    result<void> write(const journal_entry& entry) {
        for (const auto& line : entry.draft.postings) declare(line.where);
        AGENTBACKEND_TRY(write_title(entry));
        for (const auto& [where, amount] : entry.draft.postings) {
            auto& [name, balance] = accounts_.at(where);
            // Turned round: credit is positive in the journal, and negative to hledger.
            AGENTBACKEND_ASSIGN(balance, subtract(balance, amount));
            out_ << "    " << name << "  " << (-amount).to_string()
                 << " USDT = " << balance.to_string() << " USDT\n";
        }
        return check_written(out_);
    }

    // `2025-01-24 * (17) withdrawal_paid | note  ; at:…, request:…`
    result<void> write_title(const journal_entry& entry) {
        AGENTBACKEND_ASSIGN(const auto request_id, request_of(entry, rows_));
        const auto at = to_iso8601(entry.at);
        out_ << '\n'
             << at.substr(0, at.find('T')) << " * (" << entry.sequence << ") "
             << name(entry.draft.what);
        if (!entry.draft.note.empty()) out_ << " | " << hledger_escaped(entry.draft.note);
        out_ << "  ; at:" << at;
        if (!request_id.empty()) {
            out_ << ", request:" << hledger_word(request_id);
        } else if (entry.draft.subject != 0) {
            out_ << ", order:" << entry.draft.subject;
        }
        out_ << '\n';
        return success();
    }

    // An account is declared before its first posting, which lets the journal be checked strictly.
    void declare(const account& where) {
        const auto [entry, is_new] = accounts_.try_emplace(where);
        if (!is_new) return;
        entry->second.name = name_of(where);
        out_ << "\naccount " << entry->second.name << '\n';
    }

    std::string name_of(const account& where) const {
        const auto of_agent = [&](std::string_view group, std::string_view what) {
            return std::string(group) + ":agents:" + shop(where.bot()) + ":" + std::string(what);
        };
        switch (where.kind()) {
            case account_kind::opening: return "equity:opening";
            case account_kind::deposits: return "assets:deposits";
            case account_kind::revenue: return "revenues:sales";
            case account_kind::customer:
                return "liabilities:customers:" + shop(where.bot()) + ":" +
                       std::to_string(where.user().value);
            case account_kind::available: return of_agent("liabilities", "available");
            case account_kind::frozen: return of_agent("liabilities", "frozen");
            case account_kind::payouts: return of_agent("assets", "payouts");
            case account_kind::fees: return of_agent("revenues", "fees");
        }
        return {};
    }

    // An id is one word, so the last bracket shows where the name ends.
    std::string shop(bot_ref bot) const {
        if (bot.is_main()) return "main";
        const auto [agent_id, name] = names_.of(bot.agent());
        return hledger_escaped(name) + " (" + hledger_word(agent_id) + ")";
    }

    reader& rows_;
    const agent_names& names_;
    std::ostream& out_;
    std::map<account, ledger_account> accounts_;
};

}  // namespace

result<void> export_hledger(reader& rows, std::ostream& out) {
    AGENTBACKEND_ASSIGN(const auto names, agent_names::read(rows));
    return hledger_writer(rows, names, out).write();
}

}  // namespace agentbackend::transfer
