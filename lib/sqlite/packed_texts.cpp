#include "sqlite/packed_texts.hpp"

#include <charconv>
#include <system_error>

namespace agentbackend::sqlite {

void pack(std::string& packed, std::string_view text) {
    packed.append(std::to_string(text.size())).append(1, ':').append(text).append(1, ',');
}

std::optional<std::vector<std::string>> unpack(std::string_view packed) {
    std::vector<std::string> texts;
    while (!packed.empty()) {
        std::size_t size = 0;
        const auto [end, failed] =
            std::from_chars(packed.data(), packed.data() + packed.size(), size);
        if (failed != std::errc()) return std::nullopt;
        packed.remove_prefix(static_cast<std::size_t>(end - packed.data()));
        // What is left must be ':', the text and ','.
        if (packed.size() < 2 || size > packed.size() - 2) return std::nullopt;
        if (packed.front() != ':' || packed[size + 1] != ',') return std::nullopt;
        texts.emplace_back(packed.substr(1, size));
        packed.remove_prefix(size + 2);
    }
    return texts;
}

}  // namespace agentbackend::sqlite
