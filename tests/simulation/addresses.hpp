// Addresses that owners type: somebody's, ones where coins are lost, and ones that are none at all.
// Known by heart, so that the clerk needs no library to tell them apart.

#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace agentbackend::simulation {

inline constexpr std::string_view good_address = "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";
inline constexpr std::array<std::string_view, 2> places_of_loss{
    "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb",   // the burn address
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"};  // the contract of USDT
inline constexpr std::array<std::string_view, 3> no_addresses{
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T", "my wallet"};

inline bool is_somebodys(std::string_view text) { return text == good_address; }
inline bool is_well_formed(std::string_view text) {
    return is_somebodys(text) || std::ranges::find(places_of_loss, text) != places_of_loss.end();
}

}  // namespace agentbackend::simulation
