// A store that fails once, where a test says.

#pragma once

#include <agentbackend/store_decorator.hpp>

#include <string>

namespace agentbackend::test {

// Fails one call: the n-th, before it is made, or just after.
class failing_store : public store_decorator {
public:
    enum class moment { before_the_call, after_the_call };

    using store_decorator::store_decorator;

    void fail_call(int number, moment when) {
        planned_ = number;
        when_ = when;
        calls_ = 0;
    }
    bool has_failed() const { return planned_ > 0 && calls_ >= planned_; }

    result<void> before(store_call call) override {
        ++calls_;
        if (calls_ == planned_ && when_ == moment::before_the_call) return failure(call);
        return success();
    }
    result<void> after(store_call call, const error*) override {
        if (calls_ == planned_ && when_ == moment::after_the_call) return failure(call);
        return success();
    }

private:
    static result<void> failure(store_call call) {
        const bool is_in_doubt = call == store_call::commit;
        return error(is_in_doubt ? errc::outcome_unknown : errc::store_io)
            .detail(std::string(name(call)));
    }

    int planned_ = 0;
    int calls_ = 0;
    moment when_ = moment::before_the_call;
};

}  // namespace agentbackend::test
