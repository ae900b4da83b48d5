// The people whose screens are kept as golden texts, in one language after the other: an admin, the
// owner of Alpha and a customer there. Two products are in the catalogue, one of them sold out.

#pragma once

#include <agentbackend/console/messages.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "golden.hpp"

namespace agentbackend::console {

class golden_people : public testing::TestWithParam<const char*> {
protected:
    const std::string language_ = GetParam();
    story tale_{language_};
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7}, "0.05");
    someone admin_ = tale_.admin();
    someone owner_ = tale_.person_in(user_id{7}, alpha_);
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    void SetUp() override {
        tale_.given_product("Gift card", "10", {"CARD-1", "CARD-2", "CARD-3"});
        tale_.given_product("Sticker", "0.5");
        tale_.given_wallet(alpha_, customer_.id(), "100");
    }

    std::string label(phrase key) const { return say(language_of(language_), key).text(); }
    void expect(std::string_view name, const someone& reader) const {
        expect_golden(name, language_, reader.newest().what);
    }
    // What a tap was answered with, beside the chat.
    void expect(std::string_view name, const reaction& tap) const {
        expect_golden(name, language_, screen{styled_text(tap.answer ? tap.answer->text : ""), {}});
    }
};

}  // namespace agentbackend::console
