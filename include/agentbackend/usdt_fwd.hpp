// Declares `usdt` for headers that only name it.

#pragma once

#include <cstdint>

namespace agentbackend {
class usdt;
}
