// A day of a shop with every command that moves money: an agent joins, stock comes in, wallets are
// credited, customers buy, withdrawals go every way they can, a sale is refunded.
//
// Documents go out with the sales, so that the log of a SQLite file is due for a checkpoint in the
// middle of the day. Every command has a key of its own, so that the whole day can be played again:
// what has happened stays as it is, the rest happens.

#pragma once

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>

#include <string>
#include <vector>

namespace agentbackend::test {

// What has become of the day so far.
struct day_so_far {
    std::size_t acknowledged = 0;  // commands, from the first on
    // Commands after those, of one commit that may be durable or not: all of them, or none.
    std::size_t in_doubt = 0;
    std::string first_refusal{};  // empty: all were acknowledged
};

class busy_day {
public:
    busy_day();

    // Fills an empty store with what must be there in the morning.
    void open(store&) const;

    std::size_t commands() const noexcept { return commands_.size(); }
    std::size_t groups() const noexcept { return group_sizes_.size(); }
    // Plays the day from the morning on, up to the first group that is refused or in doubt.
    day_so_far play(store&) const;
    // Plays the first `count` commands, one by one.
    void play_first(store&, std::size_t count) const;

private:
    using command = committer::command;

    void as_admin(auto use_case);
    void as_owner(auto use_case);
    void as_customer(auto use_case);
    void together(std::size_t count);
    command_context context(timestamp now, const actor& who, std::size_t number) const;

    backend rules_;
    std::unique_ptr<id_source> ids_;
    std::vector<command> commands_;
    // How many commands share a commit, in their order.
    std::vector<std::size_t> group_sizes_;
};

}  // namespace agentbackend::test
