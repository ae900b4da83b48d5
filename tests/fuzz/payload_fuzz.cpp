// Callback payloads: what decodes is what was encoded, to the byte.

#include <agentbackend/console/payload.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace agentbackend::console;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto decoded = decode_payload(text);
    if (decoded && encode(*decoded) != text) std::abort();
    return 0;
}
