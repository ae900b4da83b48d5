// Every sentence for an error, with its facts, on one page; and whether the golden texts have all
// that bots can say.

#include <agentbackend/console/messages.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "golden.hpp"

namespace agentbackend::console {
namespace {

using namespace literals;

std::vector<error> malformed_inputs() {
    return {
        error(errc::amount_malformed).subject("ten"),
        error(errc::amount_malformed),
        error(errc::amount_too_precise).subject("0.0000001"),
        error(errc::amount_out_of_range).amount("0"_usdt),
        error(errc::address_malformed),
        error(errc::address_wrong_length).count(33, 34),
        error(errc::address_wrong_prefix),
        error(errc::address_bad_checksum),
        error(errc::txid_malformed).subject("0xABC"),
        error(errc::name_malformed).count(0, 64),
        error(errc::link_malformed).subject("my support"),
        error(errc::button_title_malformed).count(33, 32),
        error(errc::button_url_malformed).subject("ftp://example.com"),
        error(errc::quantity_out_of_range).count(0, 1'000),
        error(errc::text_too_long).count(5'000, 4'096),
        error(errc::text_empty),
        error(errc::user_id_malformed).subject("seven"),
        error(errc::token_malformed),
    };
}

std::vector<error> missing_things() {
    return {
        error(errc::agent_not_found).subject("agent_20250124_143022"),
        error(errc::product_not_found),
        error(errc::category_not_found),
        error(errc::order_not_found).subject("99"),
        error(errc::withdrawal_not_found).subject("aw_20250124_143022_abc123"),
        error(errc::quote_not_found),
        error(errc::button_not_found).count(6, 5),
        error(errc::claim_not_found),
        error(errc::not_an_agent_bot),
        error(errc::not_the_owner),
        error(errc::not_an_admin),
        error(errc::not_the_customer),
    };
}

std::vector<error> wrong_states() {
    return {
        error(errc::illegal_transition).subject("aw_1").states("paid", "approved"),
        error(errc::illegal_transition).states("archived", "start"),
        error(errc::agent_archived),
        error(errc::agent_has_open_withdrawal).count(2, 0),
        error(errc::agent_has_balance).amount("0.05"_usdt),
        error(errc::bot_already_registered),
        error(errc::product_withdrawn),
        error(errc::price_changed).amount("10.10"_usdt).limit("10.05"_usdt),
        error(errc::quote_expired),
        error(errc::order_already_refunded).subject("7"),
        error(errc::txid_already_used),
        error(errc::claim_used),
        error(errc::claim_expired),
        error(errc::key_reused_with_different_body),
        error(errc::token_needed),
        error(errc::agent_id_taken).subject("agent_20250124_143022"),
    };
}

std::vector<error> limits() {
    return {
        error(errc::below_minimum).amount("9.99"_usdt).limit("10"_usdt),
        error(errc::insufficient_available).amount("50.01"_usdt).limit("50"_usdt),
        error(errc::insufficient_wallet).amount("90"_usdt).limit("89.95"_usdt),
        error(errc::insufficient_stock).count(5, 2),
        error(errc::insufficient_stock).count(1, 0),
        error(errc::markup_above_ceiling).amount("10000.01"_usdt).limit("10000"_usdt),
        error(errc::too_many_buttons).count(6, 5),
        error(errc::address_is_zero),
        error(errc::address_is_usdt_contract),
        error(errc::address_is_operators_own),
        error(errc::rate_limited),
        error(errc::amount_overflow),
        error(errc::store_busy),
        error(errc::store_io),
    };
}

class sentences_of : public testing::TestWithParam<const char*> {
protected:
    language tongue() const { return language_of(GetParam()); }
    // One sentence a line, each with the code it is for.
    void expect_page(std::string_view name, const std::vector<error>& errors) const {
        styled_text page;
        for (const auto& refused : errors) {
            if (!page.empty()) page.line().line();
            page.add(agentbackend::name(refused.code()), text_style::code).line();
            page.append(sentence(tongue(), refused));
        }
        expect_golden(name, GetParam(), {page, {}});
    }
};

TEST_P(sentences_of, malformed_inputs) { expect_page("sentences_malformed", malformed_inputs()); }

TEST_P(sentences_of, missing_things) { expect_page("sentences_missing", missing_things()); }

TEST_P(sentences_of, wrong_states) { expect_page("sentences_states", wrong_states()); }

TEST_P(sentences_of, limits) { expect_page("sentences_limits", limits()); }

// Said by a host on its own account; the words are the catalogue's.
TEST_P(sentences_of, a_host_in_trouble) {
    styled_text page = say(tongue(), phrase::error_with_reference, {{"reference", "K7Q2"}});
    for (const auto news :
         {phrase::error_storage_refuses, phrase::admins_told_storage_full,
          phrase::admins_told_storage_locked, phrase::admins_told_storage_broken,
          phrase::admins_told_storage_recovered, phrase::admins_told_main_bot_shared,
          phrase::admins_told_main_bot_alone}) {
        page.line().line().append(say(tongue(), news));
    }
    expect_golden("sentences_host", GetParam(), {page, {}});
}

// --- Whether that is everything --------------------------------------------------------------

// The marks of styles aside, as they stand between a phrase's words and its fillings.
std::string without_marks(std::string_view marked) {
    std::string plain(marked);
    std::erase_if(plain, [](char byte) { return byte == '*' || byte == '`' || byte == '_'; });
    return plain;
}

// Whether a text has what stands between the placeholders of a phrase, in that order.
bool has_phrase(const std::string& text, const std::string& pattern) {
    std::size_t at = 0;
    for (std::size_t begin = 0; begin < pattern.size();) {
        const auto end = std::min(pattern.find('{', begin), pattern.size());
        const auto words = std::string_view(pattern).substr(begin, end - begin);
        at = text.find(words, at);
        if (at == std::string::npos) return false;
        at += words.size();
        const auto close = pattern.find('}', end);
        begin = close == std::string::npos ? pattern.size() : close + 1;
    }
    return true;
}

TEST_P(sentences_of, the_whole_catalogue_are_in_the_golden_texts) {
    std::vector<std::string> texts;
    for (const auto& file : std::filesystem::directory_iterator(golden_folder())) {
        if (!file.path().stem().string().ends_with("." + std::string(GetParam()))) continue;
        std::ifstream stored(file.path(), std::ios::binary);
        texts.push_back(without_marks(std::string{std::istreambuf_iterator<char>(stored), {}}));
    }
    for (const auto& entry : catalogue()) {
        const auto words = tongue() == language::chinese ? entry.chinese : entry.english;
        const auto pattern = without_marks(words);
        EXPECT_TRUE(std::any_of(texts.begin(), texts.end(),
                                [&](const std::string& text) { return has_phrase(text, pattern); }))
            << "is shown on no golden text: " << words;
    }
}

INSTANTIATE_TEST_SUITE_P(both_languages, sentences_of, testing::Values("zh", "en"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace agentbackend::console
