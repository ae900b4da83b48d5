// Addresses and transaction ids: one wrong character is coins sent to nobody.

#include "unit/support/expect.hpp"

#include <agentbackend/tron.hpp>

#include <gtest/gtest.h>

#include <string>

namespace agentbackend {
namespace {

constexpr std::string_view base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

TEST(tron_address, reads_good_ones_and_knows_the_two_traps) {
    const struct {
        const char* text;
        bool is_zero;
        bool is_usdt_contract;
    } table[] = {
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss", false, false},
        {"TYPrKF2sevXuE86Xo3Y2mhFnjseiUcybny", false, false},
        {"TSf2jf3nyfFMh6V1dL4QYbvJEHJ6tqoMFD", false, false},
        {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", false, true},
        {"T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb", true, false},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.text);
        const auto address = tron_address::parse(row.text);
        ASSERT_OK(address);
        EXPECT_EQ(address->text(), row.text);
        EXPECT_EQ(address->is_zero(), row.is_zero);
        EXPECT_EQ(address->is_usdt_contract(), row.is_usdt_contract);
    }
}

TEST(tron_address, refuses_the_rest_for_the_first_reason_that_applies) {
    const struct {
        std::string text;
        errc why;
    } table[] = {
        {"", errc::address_wrong_length},
        {"T", errc::address_wrong_length},
        {std::string(33, 'x'), errc::address_wrong_length},
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYs", errc::address_wrong_length},
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYsss", errc::address_wrong_length},
        {" TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss", errc::address_wrong_length},
        {"0x41bf7fdaa6d6282a1727485bf48c591f5a5a43efb9", errc::address_wrong_length},
        {std::string(5'000, 'T'), errc::address_wrong_length},
        {std::string(33, '0'), errc::address_wrong_length},
        // Characters that base58 leaves out, since they look like others.
        {"0TRmEA73gpoxK2KRmhL7GtcYLh88VefYss", errc::address_malformed},
        {"TORmEA73gpoxK2KRmhL7GtcYLh88VefYss", errc::address_malformed},
        {"TIRmEA73gpoxK2KRmhL7GtcYLh88VefYss", errc::address_malformed},
        {"TlRmEA73gpoxK2KRmhL7GtcYLh88VefYss", errc::address_malformed},
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYs ", errc::address_malformed},
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefY\xC3\x9F", errc::address_malformed},
        {std::string(34, '\0'), errc::address_malformed},
        // Good base58 of another network, of nothing, and of too much.
        {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", errc::address_wrong_prefix},
        {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", errc::address_wrong_prefix},
        {std::string(34, '1'), errc::address_wrong_prefix},
        {std::string(34, 'z'), errc::address_wrong_prefix},
        {"T" + std::string(33, 'x'), errc::address_wrong_prefix},
        {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T", errc::address_bad_checksum},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.text.substr(0, 40));
        EXPECT_REFUSED(tron_address::parse(row.text), row.why);
    }
}

TEST(tron_address, no_single_slip_of_the_finger_gets_through) {
    const std::string good = "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";
    for (std::size_t position = 0; position < good.size(); ++position) {
        for (const char slip : base58) {
            if (slip == good[position]) continue;
            auto typed = good;
            typed[position] = slip;
            ASSERT_FALSE(tron_address::parse(typed)) << typed;
        }
    }
}

TEST(tron_address, no_two_neighbours_can_be_swapped) {
    const std::string good = "TYPrKF2sevXuE86Xo3Y2mhFnjseiUcybny";
    for (std::size_t position = 1; position < good.size(); ++position) {
        auto typed = good;
        std::swap(typed[position - 1], typed[position]);
        if (typed == good) continue;
        ASSERT_FALSE(tron_address::parse(typed)) << typed;
    }
}

TEST(tron_address, no_byte_outside_base58_gets_through) {
    const std::string good = "TSf2jf3nyfFMh6V1dL4QYbvJEHJ6tqoMFD";
    for (std::size_t position = 0; position < good.size(); ++position) {
        for (int byte = 0; byte < 256; ++byte) {
            if (base58.find(static_cast<char>(byte)) != std::string_view::npos) continue;
            auto typed = good;
            typed[position] = static_cast<char>(byte);
            ASSERT_REFUSED(tron_address::parse(typed), errc::address_malformed);
        }
    }
}

const std::string lower = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const std::string upper = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

TEST(txid, one_transaction_has_one_text) {
    for (const auto& typed : {lower, upper, "0x" + lower, "0x" + upper}) {
        SCOPED_TRACE(typed);
        const auto id = txid::parse(typed);
        ASSERT_OK(id);
        EXPECT_EQ(id->text(), lower);
    }
}

TEST(txid, refuses_what_is_not_64_hex_digits) {
    const std::string table[] = {
        "",
        "0x",
        lower.substr(1),
        lower + "0",
        "0x" + lower.substr(1),
        "0x0x" + lower.substr(2),
        "0x0x" + lower,
        " " + lower,
        lower + "\n",
        "g" + lower.substr(1),
        lower.substr(1) + "-",
        std::string(64, '\0'),
        std::string(64, ' '),
        std::string(5'000, 'a'),
    };
    for (const auto& typed : table) {
        SCOPED_TRACE(typed.substr(0, 70));
        EXPECT_REFUSED(txid::parse(typed), errc::txid_malformed);
    }
}

}  // namespace
}  // namespace agentbackend
