// Claims: one for each agent, replaced by the next.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

namespace agentbackend::testing {

inline claim sample_claim(agent_ref agent) {
    return {.agent = agent,
            .code_hash = sample_digest(77),
            .made_by = user_id{131},
            .made_at = at(132),
            .expires_at = at(133)};
}

TEST_P(store_conformance, a_claim_comes_back_as_it_was_written_before_and_after_its_use) {
    auto row = write([](auto& work) {
        const auto made = sample_claim(must(work.insert_agent(sample_agent("a"))));
        must(work.put_claim(made));
        return made;
    });
    EXPECT_EQ(must(look()->find_claim(row.agent)), row);
    row.used_by = user_id{134};
    row.used_at = at(135);
    write([&](auto& work) { must(work.put_claim(row)); });
    EXPECT_EQ(must(look()->find_claim(row.agent)), row);
}

TEST_P(store_conformance, an_agent_has_one_claim_at_most) {
    write([](auto& work) {
        const auto agent = must(work.insert_agent(sample_agent("a")));
        const auto other = must(work.insert_agent(sample_agent("b")));
        auto newer = sample_claim(agent);
        newer.code_hash = sample_digest(78);
        must(work.put_claim(sample_claim(agent)));
        must(work.put_claim(newer));
        EXPECT_EQ(must(work.find_claim(agent)), newer);
        EXPECT_FALSE(must(work.find_claim(other)));
        must(work.erase_claim(agent));
        EXPECT_FALSE(must(work.find_claim(agent)));
    });
}

TEST_P(store_conformance, a_claim_on_an_agent_that_is_not_there_is_a_conflict) {
    const auto open = begin();
    EXPECT_EQ(code_of(open->work().put_claim(sample_claim({1}))), errc::store_conflict);
    must(open->work().erase_claim({1}));
    EXPECT_FALSE(must(open->work().find_claim({1})));
}

}  // namespace agentbackend::testing
