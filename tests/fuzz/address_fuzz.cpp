// Addresses and transaction ids: no text is both refused and accepted, or accepted in two forms.

#include <agentbackend/tron.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace agentbackend;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto address = tron_address::parse(text); address && address->text() != text) {
        std::abort();
    }
    if (const auto id = txid::parse(text)) {
        const auto again = txid::parse(id->text());
        if (!again || *again != *id || id->text().size() != 64) std::abort();
    }
    return 0;
}
