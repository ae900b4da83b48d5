// Reading what a person has put into a small file: a key, a token. Whatever the name leads to, a
// folder, a device, a large file by mistake, it ends, and in a sentence.

#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace agentbackend::host {

struct small_file {
    std::string content;
    mode_t mode = 0;  // who may use it
};

// None when there is no such file. `called` is what the sentences call it, such as "key file".
// Throws cannot_start when it cannot be read, and when it has more than 4 KiB.
std::optional<small_file> read_small_file(const std::filesystem::path&, std::string_view called);

}  // namespace agentbackend::host
