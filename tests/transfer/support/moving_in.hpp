// An empty shop that an old installation moves into, and the lines of its exports.

#pragma once

#include "backend/support/manual_clock.hpp"
#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/memory_store.hpp>
#include <agentbackend/verify.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "transfer/import.hpp"

namespace agentbackend::test {

// Seals so that a test can see for whom, and nobody the token.
class open_sealer final : public token_sealer {
public:
    sealed_token seal(std::string_view token, std::string_view purpose) const override {
        return {"sealed for " + std::string(purpose) + ", " + std::to_string(token.size()) +
                " characters"};
    }
    result<std::string> open(const sealed_token&, std::string_view) const override {
        return errc::token_malformed;
    }
};

// `{…}` with some fields added at the end; the last of a name must be the only one.
inline std::string agent_line(std::string_view id, std::string_view more = "") {
    return R"({"agent_id":")" + std::string(id) + R"(","owner_user_id":7,"status":"stopped")" +
           std::string(more) + "}";
}

inline std::string withdrawal_line(std::string_view id, std::string_view more = "") {
    return R"({"request_id":")" + std::string(id) +
           R"(","agent_id":"agent_1","owner_user_id":7,"created_at":{"$date":"2025-01-24T14:30:22Z"})" +
           std::string(more) + "}";
}

class moving_in : public ::testing::Test {
protected:
    using settings = transfer::import_settings;

    settings today() const { return {.sealer = sealer_, .policy = policy_, .time = clock_}; }
    settings reconciling() const {
        auto changed = today();
        changed.on_difference = transfer::frozen_difference::reconcile;
        return changed;
    }
    settings dry() const {
        auto changed = today();
        changed.mode = transfer::import_mode::dry_run;
        return changed;
    }

    // One file, "old.json", of these lines.
    transfer::import_report imports(std::initializer_list<std::string> lines) {
        return imports(lines, today());
    }
    transfer::import_report imports(std::initializer_list<std::string> lines, const settings& how) {
        std::string text;
        for (const auto& line : lines) text += line + "\n";
        return imports_text(text, how);
    }
    transfer::import_report imports_text(const std::string& text, const settings& how) {
        std::istringstream in(text);
        const std::vector<transfer::source> files{{"old.json", in}};
        return transfer::import_installation(*db_, files, how).value();
    }

    // "line: sentence" of each.
    static std::vector<std::string> sentences(const transfer::remarks& remarks) {
        std::vector<std::string> all;
        for (const auto& said : remarks.kept()) {
            all.push_back(std::to_string(said.line) + ": " + said.sentence);
        }
        return all;
    }

    template <class Question>
    auto asks(Question question) {
        const auto state = std::move(db_->read().value());
        return question(state->view()).value();
    }
    std::optional<agent> agent_named(std::string_view id) {
        return asks([&](reader& rows) { return rows.find_agent_by_id(id); });
    }
    std::optional<withdrawal> withdrawal_named(std::string_view id) {
        return asks([&](reader& rows) { return rows.find_withdrawal_by_id(id); });
    }
    std::vector<journal_entry> journal() {
        return asks([](reader& rows) { return rows.journal(0, 1'000); });
    }
    bool is_empty() {
        return asks([](reader& rows) { return rows.agents({}, 1); }).empty() &&
               asks([](reader& rows) { return rows.withdrawals({}, {}, 1); }).empty() &&
               journal().empty();
    }

    // Whatever came in, the books agree.
    void TearDown() override {
        const auto report = asks([](reader& rows) { return verify(rows); });
        for (const auto& found : report.findings) {
            ADD_FAILURE() << found.invariant << ": " << found.sentence;
        }
    }

    std::unique_ptr<store> db_ = make_memory_store();
    manual_clock clock_;
    open_sealer sealer_;
    backend_policy policy_{.admins = {admin}};
};

}  // namespace agentbackend::test
