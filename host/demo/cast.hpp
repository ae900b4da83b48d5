// The people, bots and things of the story. Constants.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace agentbackend::host::cast {

struct person {
    std::int64_t id;
    std::string_view name;
    std::string_view language;
};

inline constexpr person admin{1, "Admin 1", "zh-hans"};
inline constexpr person alpha_owner{7, "Owner 7 (Alpha)", "zh-hans"};
inline constexpr person beta_owner{8, "Owner 8 (Beta)", "zh-hans"};
inline constexpr person customer{42, "Customer 42", "en"};

struct bot {
    std::int64_t id;
    std::string_view username;
    std::string_view name;
    std::string_view token;
};

inline constexpr bot main_bot{1000001, "shop_bot", "The shop",
                              "1000001:demo-token-of-the-main-bot-00000000"};
inline constexpr bot alpha_bot{1000002, "alpha_bot", "Alpha",
                               "1000002:demo-token-of-the-alpha-bot-0000000"};
inline constexpr bot beta_bot{1000003, "beta_bot", "Beta",
                              "1000003:demo-token-of-the-beta-bot-00000000"};

inline constexpr std::string_view product = "Gift card";
inline constexpr std::string_view payout_address = "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";
inline constexpr std::string_view payout_txid =
    "9f2c4e6a8b0d1f3e5c7a9b1d3f5e7c9a0b2d4f6e8c0a1b3d5f7e9c1a3b5d7f9e";

}  // namespace agentbackend::host::cast
