// A file that is being written, for the eyes of its owner (0600), and has its name only when it is
// whole. Not thread-safe.

#pragma once

#include <agentbackend/error.hpp>

#include <string>

namespace agentbackend::transfer {

// What the operating system's error number means for that file: `store_conflict`,
// `store_missing_folder`, `store_read_only`, `store_full` or `store_io`, with a whole sentence as
// detail.
error file_failure(const std::string& path, int error_number);

// Named `<name>.partial` until it is kept; goes with this object when it is not.
class partial_file {
public:
    // Errors: of `file_failure`; `store_conflict` when either name is taken.
    static result<partial_file> create(const std::string& name);

    partial_file(partial_file&& other) noexcept;
    partial_file& operator=(partial_file&&) = delete;
    ~partial_file();

    // Where to write.
    const std::string& path() const noexcept { return path_; }

    // Brings it to the disk and gives it its name. Never in the place of another file.
    result<void> keep();

private:
    partial_file(std::string name, std::string path);
    result<void> rename();

    std::string name_;
    std::string path_;  // empty: kept
};

}  // namespace agentbackend::transfer
