// A folder of its own under the system's place for temporary files, gone with its owner.

#pragma once

#include <filesystem>

namespace agentbackend::host {

class temporary_folder {
public:
    // Throws std::system_error when it cannot be made.
    temporary_folder();
    ~temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace agentbackend::host
