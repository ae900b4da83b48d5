#include "temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace agentbackend::host {

temporary_folder::temporary_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "agentbackend-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "making a temporary folder");
    }
    path_ = pattern;
}

temporary_folder::~temporary_folder() {
    std::error_code stays;  // what cannot be removed is left to the system's own cleaning
    std::filesystem::remove_all(path_, stays);
}

}  // namespace agentbackend::host
