// The library as it is used, over one store: takes the steps of a random story.

#pragma once

#include "model/ledger.hpp"

#include <agentbackend/backend.hpp>
#include <agentbackend/store.hpp>

#include <functional>
#include <memory>

namespace agentbackend::model {

class shop_under_test {
public:
    using opener = std::function<std::unique_ptr<store>()>;

    // Shops with the same seed draw the same ids.
    shop_under_test(opener, std::uint64_t seed);

    // Takes the step in a transaction of its own. Expects that a refusal has written nothing.
    refusal take(const step&);
    // Closes the store and opens it again.
    void reopen();

    // Expects that every balance, status and counter is what the model says.
    void expect_agrees_with(const ledger&) const;
    // Expects that `verify` finds nothing.
    void expect_verifies() const;
    journal_head head() const;

private:
    opener open_;
    std::unique_ptr<store> store_;
    std::unique_ptr<id_source> ids_;
    backend rules_;
};

}  // namespace agentbackend::model
