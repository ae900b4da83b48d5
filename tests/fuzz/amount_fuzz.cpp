// Amounts: what parses prints, and what prints parses to the same.

#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace agentbackend;
    const auto amount = usdt::parse({reinterpret_cast<const char*>(data), size});
    if (!amount) return 0;
    const auto again = usdt::parse(amount->to_string());
    const bool is_in_range = !amount->is_negative() && amount->micros() <= usdt::max_input_micros;
    if (!again || *again != *amount || !is_in_range) std::abort();
    return 0;
}
