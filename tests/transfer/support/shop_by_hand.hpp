// A shop whose keeper works from the command line.

#pragma once

#include "backend/support/shop_story.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "transfer/remarks.hpp"
#include "transfer/shopkeeper.hpp"
#include "transfer/source.hpp"

namespace agentbackend::test {

class stopped_clock final : public clock {
public:
    timestamp now() const override { return story_start; }
};

class shop_by_hand : public shop_story {
protected:
    transfer::shopkeeper keeper(user_id who = admin) { return keeper_of(*db_, who); }
    transfer::shopkeeper keeper_of(store& database, user_id who = admin) {
        return {.database = database,
                .rules = shop_,
                .time = clock_,
                .ids = *ids_,
                .who = actor::person(who, bot_ref::main())};
    }

    std::vector<product> products() {
        return asks([](reader& rows) { return rows.products({}, 1'000); });
    }
    std::vector<std::string> stock_of(const product& which) {
        std::vector<std::string> contents;
        for (const auto& item : asks([](reader& rows) { return rows.stock_items({}, 100'000); })) {
            if (item.product == which.ref) contents.push_back(item.content);
        }
        return contents;
    }

    // "line: sentence" of each.
    static std::vector<std::string> sentences(const transfer::remarks& remarks) {
        std::vector<std::string> all;
        for (const auto& said : remarks.kept()) {
            all.push_back(std::to_string(said.line) + ": " + said.sentence);
        }
        return all;
    }

    stopped_clock clock_;
};

}  // namespace agentbackend::test
