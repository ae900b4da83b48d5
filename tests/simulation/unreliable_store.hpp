// A store that fails now and then: a call, a transaction underneath, a commit; and commits whose
// outcome is unknown, of which some were durable. Only the simulation knows which.

#pragma once

#include "chance.hpp"

#include <agentbackend/store_decorator.hpp>

namespace agentbackend::simulation {

class unreliable_store : public store_decorator {
public:
    unreliable_store(store& inner, chance& luck) : store_decorator(inner), luck_(luck) {}

    bool is_kind = false;  // from now on nothing fails

    // Of the commit that was made last, whatever was said of it.
    bool was_durable() const { return was_durable_; }

    result<void> before(store_call call) override {
        if (call == store_call::begin) is_lost_ = false;
        if (is_kind) return success();
        if (is_lost_) return errc::transaction_lost;
        switch (call) {
            case store_call::begin:
                was_durable_ = false;
                if (luck_.in_ten_thousand(60)) return errc::store_busy;
                return success();
            case store_call::commit: return before_commit();
            default: return before_any();
        }
    }

    result<void> after(store_call call, const error* failure) override {
        if (call != store_call::commit || failure) return success();
        was_durable_ = true;
        if (!is_kind && luck_.in_ten_thousand(80)) return errc::outcome_unknown;
        return success();
    }

private:
    result<void> before_commit() {
        was_durable_ = false;
        if (luck_.in_ten_thousand(80)) return errc::outcome_unknown;
        if (luck_.in_ten_thousand(40)) return errc::store_full;
        return success();
    }
    result<void> before_any() {
        if (luck_.in_ten_thousand(4)) return errc::store_io;
        if (luck_.in_ten_thousand(4)) {
            is_lost_ = true;
            return errc::transaction_lost;
        }
        return success();
    }

    chance& luck_;
    bool is_lost_ = false;
    bool was_durable_ = false;
};

}  // namespace agentbackend::simulation
