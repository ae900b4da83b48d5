#include "config/token_key_file.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include "base64.hpp"
#include "config/cannot_start.hpp"
#include "config/small_file.hpp"
#include "file_descriptor.hpp"

namespace agentbackend::host {
namespace {

constexpr mode_t private_mode = S_IRUSR | S_IWUSR;
constexpr mode_t others_mode = S_IRWXG | S_IRWXO;

std::string last_system_error() { return std::generic_category().message(errno); }

std::string octal(mode_t mode) {
    std::string digits;
    for (int shift = 9; shift >= 0; shift -= 3) {
        digits += static_cast<char>('0' + ((mode >> shift) & 7U));
    }
    return digits;
}

std::string_view without_blanks_around(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void refuse_if_others_may_use(mode_t mode, const std::filesystem::path& path) {
    if ((mode & others_mode) == 0) return;
    throw cannot_start("The key file " + path.string() + " can be used by others (mode " +
                       octal(mode) + "). Make it private: chmod 600 " + path.string());
}

// A new name is in its folder for good only when the folder is on the disk, too.
bool sync_folder_of(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const file_descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.is_open() && ::fsync(opened.number()) == 0;
}

// Whether all of it was written; if not, errno says why.
bool write_all(const file_descriptor& file, std::string_view text) {
    while (!text.empty()) {
        const auto size = ::write(file.number(), text.data(), text.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

}  // namespace

token_key parse_token_key(std::string_view base64, std::string_view source) {
    auto bytes = from_base64(without_blanks_around(base64));
    if (!bytes || bytes->size() != token_key{}.size()) {
        throw cannot_start(
            "The key in " + std::string(source) +
            " is not 32 bytes in base64. `openssl rand -base64 32` makes one; tokens "
            "that were sealed with another key can then no longer be read.");
    }
    token_key key{};
    std::copy(bytes->begin(), bytes->end(), key.begin());
    OPENSSL_cleanse(bytes->data(), bytes->size());
    return key;
}

std::optional<token_key> read_token_key(const std::filesystem::path& path) {
    auto file = read_small_file(path, "key file");
    if (!file) return std::nullopt;
    refuse_if_others_may_use(file->mode, path);
    const auto key = parse_token_key(file->content, path.string());
    OPENSSL_cleanse(file->content.data(), file->content.size());
    return key;
}

token_key create_token_key(const std::filesystem::path& path) {
    const auto key = make_token_key();
    const std::string_view bytes(reinterpret_cast<const char*>(key.data()), key.size());
    auto text = to_base64(bytes) + "\n";
    const file_descriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, private_mode));
    const bool is_written = file.is_open() && write_all(file, text) &&
                            ::fsync(file.number()) == 0 && sync_folder_of(path);
    const auto why = is_written ? std::string() : last_system_error();
    OPENSSL_cleanse(text.data(), text.size());
    if (!is_written) {
        // Half a key would be taken for a damaged one at the next start.
        if (file.is_open()) ::unlink(path.c_str());
        throw cannot_start("The key file " + path.string() + " cannot be made: " + why + ".");
    }
    return key;
}

}  // namespace agentbackend::host
