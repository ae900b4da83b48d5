// A store of one's own: every journal entry goes to a second place as well, one line each, before
// its transaction may commit. Somebody who edits the database cannot edit that copy.
//
// It takes the promises of `store.hpp` on itself, so it has to pass the suite that defines them:
// all of this file's tests come with the library.

#include <agentbackend/memory_store.hpp>
#include <agentbackend/store_decorator.hpp>
#include <agentbackend/testing/store_conformance_tests.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace agentbackend;

// The second place: a file, a printer, a service. Safe from any thread.
class archive {
public:
    // All lines or none. A line that is here twice is harmless: it carries its sequence number.
    result<void> keep(const std::vector<std::string>& lines) {
        const std::lock_guard lock(mutex_);
        lines_.insert(lines_.end(), lines.begin(), lines.end());
        return success();
    }
    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return lines_.size();
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

std::string line_of(const journal_entry& entry) {
    return std::to_string(entry.sequence) + ' ' + std::string(name(entry.draft.what)) + ' ' +
           to_hex(entry.hash);
}

// Remembers what was appended. Everything else is forwarded.
class archiving_work final : public unit_of_work_decorator {
public:
    using unit_of_work_decorator::unit_of_work_decorator;

    result<void> append(const journal_entry& entry) override {
        AGENTBACKEND_TRY(unit_of_work_decorator::append(entry));
        appended_.push_back(line_of(entry));
        return success();
    }
    const std::vector<std::string>& appended() const { return appended_; }

private:
    std::vector<std::string> appended_;
};

class archiving_transaction final : public transaction {
public:
    archiving_transaction(std::unique_ptr<transaction> inner, store_hooks& hooks, archive& copies)
        : inner_(std::move(inner)), work_(inner_->work(), hooks), copies_(copies) {}

    unit_of_work& work() override { return work_; }

    // The archive first: a line too many can be explained, a line too few cannot.
    result<void> commit() override {
        AGENTBACKEND_TRY(copies_.keep(work_.appended()));
        return inner_->commit();
    }

private:
    std::unique_ptr<transaction> inner_;
    archiving_work work_;
    archive& copies_;
};

class archiving_store final : public store {
public:
    // The archive must outlive the store.
    archiving_store(std::unique_ptr<store> inner, archive& copies)
        : inner_(std::move(inner)), copies_(copies) {}

    result<std::unique_ptr<transaction>> begin() override {
        AGENTBACKEND_ASSIGN(auto open, inner_->begin());
        return std::make_unique<archiving_transaction>(std::move(open), no_hooks_, copies_);
    }
    result<std::unique_ptr<snapshot>> read() override { return inner_->read(); }

private:
    std::unique_ptr<store> inner_;
    archive& copies_;
    store_hooks no_hooks_;
};

archive& archive_of_the_tests() {
    static archive copies;
    return copies;
}

TEST(archiving_store, keeps_a_line_of_every_entry_that_was_committed) {
    archive copies;
    archiving_store shop(make_memory_store(), copies);
    {
        const auto dropped = shop.begin().value();
        ASSERT_TRUE(dropped->work().append(agentbackend::testing::sample_entry({})));
    }
    EXPECT_EQ(copies.size(), 0U);

    const auto kept = shop.begin().value();
    ASSERT_TRUE(kept->work().append(agentbackend::testing::sample_entry({})));
    ASSERT_TRUE(kept->commit());
    EXPECT_EQ(copies.size(), 1U);
}

}  // namespace

namespace agentbackend::testing {

INSTANTIATE_TEST_SUITE_P(archiving_store, store_conformance,
                         ::testing::Values(store_factory{
                             .name = "archiving_store",
                             .create =
                                 [] {
                                     return std::make_unique<archiving_store>(
                                         make_memory_store(), archive_of_the_tests());
                                 }}),
                         name_of_factory);

}  // namespace agentbackend::testing
