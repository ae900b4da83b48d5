// The story: two agents, one customer, five gift cards, one withdrawal, one restart, one audit.
// Each step waits until people see what they must see, and throws sandbox::unmet_expectation when
// they do not.
//
// Used by one thread. The steps build on each other and are played once, in their order.

#pragma once

#include <string>

#include "demo/stage.hpp"

namespace agentbackend::host {

class story {
public:
    // Both must outlive it.
    story(stage&, narrator&);

    void agents_open_their_shops();    // 1
    void the_shop_is_stocked();        // 2
    void the_first_card_is_sold();     // 3
    void strangers_are_refused();      // 4
    void the_shelf_is_emptied();       // 5
    void the_owner_asks_to_be_paid();  // 6
    void the_admin_pays();             // 7
    void the_process_starts_again();   // 8, with the audit

    void play();  // all of them

    // The public ids that the story has come upon so far.
    const std::string& alpha_id() const noexcept { return alpha_id_; }
    const std::string& request_id() const noexcept { return request_id_; }

private:
    struct draft {
        std::string_view name;
        std::string_view token;
        std::string_view username;
        std::int64_t owner;
    };

    void add_agent(const draft&);
    void set_markup(std::string_view amount);
    void hand_tampering_is_found();

    stage& stage_;
    narrator& narrator_;
    sandbox::person admin_;
    sandbox::person alpha_owner_;
    sandbox::person beta_owner_;
    sandbox::person customer_;
    std::string alpha_id_;
    std::string request_id_;
};

}  // namespace agentbackend::host
