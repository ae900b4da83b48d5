// Decimal numbers as other programs write them, read digit by digit: binary floating point comes
// nowhere near. Pure; safe from any thread.

#pragma once

#include <agentbackend/error.hpp>

#include <cstdint>
#include <string_view>

namespace agentbackend::transfer {

// `-150.25`, `1E+1`, `5e-7`: the value times 10^`decimals`, exactly. A sign and an exponent are
// allowed, since Decimal128 and JSON write them; a digit on each side of the point is required.
//
// Errors: `amount_malformed`; `amount_too_precise` when digits other than zero are left over;
// `amount_out_of_range` when the result needs more than 64 bits.
result<std::int64_t> parse_exact(std::string_view text, int decimals);

}  // namespace agentbackend::transfer
