// A file to read from, with the name by which reports speak of it. The stream must outlive its use.

#pragma once

#include <istream>
#include <string>

namespace agentbackend::transfer {

struct source {
    std::string name{};
    std::istream& text;
};

}  // namespace agentbackend::transfer
