// Declares `usdt` for headers that only name it.

#pragma once

#include <agentbackend/export.hpp>

#include <cstdint>

namespace AGENTBACKEND_PUBLIC agentbackend {
class usdt;
}
