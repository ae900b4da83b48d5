// Holds the books of a host against what the sandbox has recorded: what people did, and what they
// were told.
//
// Every `expect_…` reports through GoogleTest. Used by one thread, while no host runs.

#pragma once

#include <agentbackend/store.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kill/people.hpp"

namespace agentbackend::test {

class reckoning {
public:
    // Reads everything there is.
    reckoning(const std::filesystem::path& database, const std::vector<sandbox::event>& record);

    void expect_sales_as_confirmed(const crowd&) const;
    void expect_deliveries_as_sold() const;
    void expect_wallets_as_credited_and_spent() const;
    void expect_profits_as_sold(usdt markup) const;
    void expect_withdrawals_as_asked(const crowd&) const;
    void expect_withdrawals_as_told(const crowd&) const;
    void expect_nothing_left_to_send() const;

    // One line for the log: how much there was to lose.
    std::string summary() const;

private:
    struct sold {
        order what;
        std::vector<std::string> items;
    };

    // A bot, and somebody in its chat.
    using place = std::pair<std::string, std::int64_t>;

    void expect_owner_was_told(const owner&, const withdrawal&) const;
    void read_agents(reader&);
    void read_orders(reader&);
    void read_withdrawals(reader&);
    void read_record(const std::vector<sandbox::event>&);
    void read_credit(const std::string& command);
    const agent& shop_of(const std::string& bot) const;
    std::string bot_of(bot_ref) const;

    std::vector<agent> agents_;
    std::vector<sold> orders_;
    std::vector<wallet> wallets_;
    std::vector<withdrawal> withdrawals_;
    std::vector<outbox_message> queued_;

    std::map<std::pair<std::string, std::int64_t>, usdt> credited_;  // by agent_id and user
    std::map<place, std::set<std::int64_t>> receipts_;               // order numbers
    std::map<place, std::set<std::string>> delivered_;               // stock items
    struct news {
        std::set<std::string> statuses;
        std::string words;  // everything that was said
    };
    std::map<place, std::map<std::string, news>> told_of_;  // by request
};

}  // namespace agentbackend::test
