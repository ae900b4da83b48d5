#include "config/small_file.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "config/cannot_start.hpp"
#include "file_descriptor.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t max_bytes = 4'096;

// What is wrong with the file, and no word of what is in it.
class complaint {
public:
    complaint(const std::filesystem::path& path, std::string_view called)
        : begin_("The " + std::string(called) + " " + path.string()) {}

    [[noreturn]] void of_the_system(const std::string& what) const {
        throw cannot_start(begin_ + " cannot be " + what + ": " +
                           std::generic_category().message(errno) + ".");
    }
    [[noreturn]] void of_its_size() const {
        throw cannot_start(begin_ + " has more than " + std::to_string(max_bytes) +
                           " bytes. Name the right file.");
    }

private:
    std::string begin_;
};

std::string read_all(const file_descriptor& file, const complaint& about) {
    std::string content;
    std::array<char, max_bytes> piece{};
    for (;;) {
        const auto size = ::read(file.number(), piece.data(), piece.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) about.of_the_system("read");
        if (size == 0) break;
        content.append(piece.data(), static_cast<std::size_t>(size));
        if (content.size() > max_bytes) about.of_its_size();
    }
    OPENSSL_cleanse(piece.data(), piece.size());
    return content;
}

}  // namespace

std::optional<small_file> read_small_file(const std::filesystem::path& path,
                                          std::string_view called) {
    const complaint about(path, called);
    const file_descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) {
        if (errno == ENOENT) return std::nullopt;
        about.of_the_system("opened");
    }
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0) about.of_the_system("examined");
    return small_file{read_all(file, about), facts.st_mode};
}

}  // namespace agentbackend::host
