#include "transfer/partial_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace agentbackend::transfer {
namespace {

namespace fs = std::filesystem;

error failed(errc code, const std::string& path, const std::string& sentence) {
    return error(code).subject(path).detail(sentence);
}

// Waits until a file, or a folder's list of files, is on the disk.
result<void> sync(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return file_failure(path, errno);
    const int outcome = ::fsync(file);
    const int number = errno;
    ::close(file);
    if (outcome != 0) return file_failure(path, number);
    return success();
}

}  // namespace

error file_failure(const std::string& path, int error_number) {
    const auto reason = std::generic_category().message(error_number);
    switch (error_number) {
        case EEXIST:
            return failed(errc::store_conflict, path,
                          path +
                              " is there already. Name another file, or move this one away; if "
                              "it ends in .partial and nothing is writing it, remove it.");
        case ENOENT:
        case ENOTDIR:
            return failed(errc::store_missing_folder, path,
                          "The folder of " + path + " does not exist. Make it, or name another.");
        case ENAMETOOLONG:
            return failed(errc::store_io, path,
                          "The name " + path + " is too long. Choose a shorter one.");
        case EACCES:
        case EPERM:
        case EROFS:
            return failed(errc::store_read_only, path,
                          path + " cannot be written (" + reason +
                              "). Give this account the right to write in the folder, or name "
                              "another.");
        case ENOSPC:
        case EDQUOT:
            return failed(errc::store_full, path,
                          "The disk of " + path + " is full. Free some space, or name another.");
        default:
            return failed(errc::store_io, path,
                          path + " could not be written (" + reason + "). Look at the disk.");
    }
}

partial_file::partial_file(std::string name, std::string path)
    : name_(std::move(name)), path_(std::move(path)) {}

partial_file::partial_file(partial_file&& other) noexcept
    : name_(std::move(other.name_)), path_(std::exchange(other.path_, {})) {}

partial_file::~partial_file() {
    if (!path_.empty()) ::unlink(path_.c_str());
}

result<partial_file> partial_file::create(const std::string& name) {
    std::error_code failed;
    const auto type = fs::symlink_status(name, failed).type();
    if (type == fs::file_type::none) return file_failure(name, failed.value());
    if (type != fs::file_type::not_found) return file_failure(name, EEXIST);
    const auto path = name + ".partial";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return file_failure(path, errno);
    ::close(file);
    return partial_file(name, path);
}

result<void> partial_file::keep() {
    AGENTBACKEND_TRY(sync(path_));
    AGENTBACKEND_TRY(rename());
    const auto folder = fs::path(name_).parent_path();
    return sync(folder.empty() ? "." : folder.string());
}

result<void> partial_file::rename() {
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, name_.c_str(), RENAME_NOREPLACE) == 0) {
        path_.clear();
        return success();
    }
    // Network file systems do not know that flag, but have links: a second name, and the first
    // goes with this object.
    const bool is_unknown = errno == EINVAL || errno == ENOSYS;
    if (is_unknown && ::link(path_.c_str(), name_.c_str()) == 0) return success();
    return file_failure(name_, errno);
}

}  // namespace agentbackend::transfer
