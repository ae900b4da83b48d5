// Chooses what happens next in a random story: mostly what makes sense, often enough what does not.

#pragma once

#include "model/commands.hpp"
#include "model/ledger.hpp"

#include <random>
#include <vector>

namespace agentbackend::model {

class chooser {
public:
    explicit chooser(std::uint64_t seed);

    // The next step, given what the books say now. The same seed and books, the same steps.
    step next(const ledger&);

private:
    bool chance(int percent) { return number(1, 100) <= percent; }
    std::int64_t number(std::int64_t from, std::int64_t to);
    template <class T>
    T one_of(std::initializer_list<T> values) {
        return values.begin()[number(0, static_cast<std::int64_t>(values.size()) - 1)];
    }
    // The number of a row, now and then one that does not exist yet.
    template <class Row>
    std::int64_t row(const std::vector<Row>& rows) {
        return number(1, static_cast<std::int64_t>(rows.size()) + (chance(4) ? 1 : 0));
    }

    step fresh(const ledger&);
    step found_a_shop(const ledger&);
    step by_admin(const ledger&);
    step by_owner(const ledger&);
    step by_customer(const ledger&);
    step by_system(const ledger&);
    step review(const ledger&);

    std::mt19937_64 random_;
    std::vector<step> taken_;
    std::int64_t keys_ = 0;
    micros now_;
};

}  // namespace agentbackend::model
