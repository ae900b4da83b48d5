// Conformance of stores: the promises of `store.hpp` as tests. A store that passes may be used.
//
// For whoever writes a store. In one source file of a GoogleTest program:
//
//     #include <agentbackend/testing/store_conformance_tests.hpp>
//
// and, in that file or another one, which then includes only this header:
//
//     namespace agentbackend::testing {
//     INSTANTIATE_TEST_SUITE_P(my_store, store_conformance,
//                              ::testing::Values(store_factory{
//                                  .name = "my_store",
//                                  .create = [] { return make_my_store("a new, empty place"); },
//                                  .reopen = [] { return make_my_store("the same place"); }}),
//                              name_of_factory);
//     }
//
// Every test gets a database of its own. The tests use threads where the promise is about threads,
// and never wait for time to pass. They look at nothing but the interfaces, so a store's own
// behaviour (its files, its locks, its faults) still wants tests of its own.

#pragma once

#include <agentbackend/store.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>

namespace agentbackend::testing {

// How to get at the store under test. Called on the main thread; a failure may be thrown.
struct store_factory {
    std::string name;  // letters, digits and underscores
    // A new, empty database, opened. Whatever the last one left may be removed.
    std::function<std::unique_ptr<store>()> create;
    // The database that `create` made last, opened once more; its store is gone. Left out where
    // nothing outlives the store: tests that need it are skipped.
    std::function<std::unique_ptr<store>()> reopen = nullptr;

    // Its name.
    friend std::ostream& operator<<(std::ostream& out, const store_factory& factory) {
        return out << factory.name;
    }
};

// Names the tests of a factory by the factory.
inline std::string name_of_factory(const ::testing::TestParamInfo<store_factory>& info) {
    return info.param.name;
}

// The value, or a failed test.
template <class T>
T must(result<T> outcome) {
    if (!outcome) throw std::runtime_error("refused: " + outcome.error().to_string());
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

// Why it was refused; zero when it was not.
template <class T>
errc code_of(const result<T>& outcome) {
    return outcome ? errc{} : outcome.error().code();
}

// The fixture of the suite, for tests of one's own as well.
class store_conformance : public ::testing::TestWithParam<store_factory> {
protected:
    // A snapshot for one look: `look()->find_agent(ref)`.
    class glance {
    public:
        // Holds the snapshot as long as it lives.
        explicit glance(std::unique_ptr<snapshot> held) : held_(std::move(held)) {}
        // The state it shows.
        reader* operator->() const { return &held_->view(); }
        reader& operator*() const { return held_->view(); }

    private:
        std::unique_ptr<snapshot> held_;
    };

    // Every test begins with a store of its own.
    void SetUp() override {
        store_ = GetParam().create();
        ASSERT_NE(store_, nullptr);
    }

    // The store under test.
    store& database() { return *store_; }
    // A transaction, or a look; a failed test when the store refuses.
    std::unique_ptr<transaction> begin() { return must(store_->begin()); }
    glance look() { return glance(must(store_->read())); }

    // Runs `act(unit_of_work&)` in a transaction and commits it. Answers what `act` answers.
    template <class Act>
    auto write(Act act) {
        auto open = begin();
        if constexpr (std::is_void_v<std::invoke_result_t<Act&, unit_of_work&>>) {
            act(open->work());
            must(open->commit());
        } else {
            auto answer = act(open->work());
            must(open->commit());
            return answer;
        }
    }
    // The same without the commit.
    template <class Act>
    void write_and_drop(Act act) {
        auto open = begin();
        act(open->work());
    }

    // Whether something outlives the store.
    bool can_reopen() const { return GetParam().reopen != nullptr; }
    // Closes the store and opens its database again. REQUIRES: `can_reopen()`.
    void reopen() {
        store_.reset();
        store_ = GetParam().reopen();
        if (!store_) throw std::runtime_error("the factory has reopened no store");
    }

private:
    std::unique_ptr<store> store_;
};

}  // namespace agentbackend::testing
