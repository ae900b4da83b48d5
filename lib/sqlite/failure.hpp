// SQLite's result codes as errors of the library, each with the path and a next step.

#pragma once

#include <agentbackend/error.hpp>

#include <SQLiteCpp/Exception.h>

#include <string>
#include <string_view>

namespace agentbackend::sqlite {

// A failure as SQLite reports it. `code` is the extended one.
struct failure {
    int code = 0;
    std::string message;
};

inline failure failure_of(const SQLite::Exception& thrown) {
    return {thrown.getExtendedErrorCode(), thrown.what()};
}

// The primary code, such as SQLITE_IOERR of SQLITE_IOERR_FSYNC.
int primary_code(const failure&) noexcept;

// REQUIRES: `failure` is one, not SQLITE_OK.
error to_error(const failure&, const std::string& path);

// An error about a file: the path is its subject, and opens the sentence.
error file_error(errc, const std::string& path, std::string_view what_is_wrong);

}  // namespace agentbackend::sqlite
