#include "aes_token_sealer.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

#include "random_bytes.hpp"

namespace agentbackend::host {
namespace {

constexpr char seal_version = 1;
constexpr std::size_t key_id_size = 4;
constexpr std::size_t header_size = 1 + key_id_size;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

struct free_context {
    void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using cipher_context = std::unique_ptr<EVP_CIPHER_CTX, free_context>;

unsigned char* bytes_of(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }
const unsigned char* bytes_of(std::string_view s) {
    return reinterpret_cast<const unsigned char*>(s.data());
}

// For what fails only where OpenSSL itself is broken or memory is out.
void require(bool went_well) {
    if (!went_well) throw std::runtime_error("OpenSSL cannot seal a token");
}

cipher_context make_context() {
    cipher_context context(EVP_CIPHER_CTX_new());
    require(context != nullptr);
    return context;
}

// The digest is of a text with the key behind it, so that it is of no use elsewhere.
std::string key_id_of(const token_key& key) {
    std::string input = "agentbackend token key id";
    input.append(reinterpret_cast<const char*>(key.data()), key.size());
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    require(EVP_Digest(input.data(), input.size(), bytes_of(digest), &size, EVP_sha256(), nullptr));
    OPENSSL_cleanse(input.data(), input.size());
    return digest.substr(0, key_id_size);
}

std::string authenticated_by(std::string_view header, std::string_view purpose) {
    return std::string(header).append(purpose);
}

error not_openable(std::string detail) {
    return error(errc::token_malformed).detail(std::move(detail));
}

}  // namespace

aes_token_sealer::aes_token_sealer(const token_key& key) : key_(key), header_(1, seal_version) {
    header_ += key_id_of(key);
}

aes_token_sealer::~aes_token_sealer() { OPENSSL_cleanse(key_.data(), key_.size()); }

sealed_token aes_token_sealer::seal(std::string_view token, std::string_view purpose) const {
    const auto nonce = random_bytes(nonce_size);
    const auto aad = authenticated_by(header_, purpose);
    std::string ciphertext(token.size(), '\0');
    std::string tag(tag_size, '\0');
    int size = 0;
    const auto context = make_context();
    auto* c = context.get();
    require(EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), nullptr, key_.data(), bytes_of(nonce)));
    require(EVP_EncryptUpdate(c, nullptr, &size, bytes_of(aad), static_cast<int>(aad.size())));
    require(EVP_EncryptUpdate(c, bytes_of(ciphertext), &size, bytes_of(token),
                              static_cast<int>(token.size())));
    require(EVP_EncryptFinal_ex(c, bytes_of(ciphertext) + size, &size));
    require(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, tag_size, tag.data()));
    return {header_ + nonce + ciphertext + tag};
}

result<std::string> aes_token_sealer::open(const sealed_token& sealed,
                                           std::string_view purpose) const {
    std::string_view rest = sealed.bytes;
    if (rest.size() < header_size + nonce_size + tag_size)
        return not_openable("too short for a seal");
    if (rest.front() != seal_version) return not_openable("a seal of an unknown version");
    if (rest.substr(0, header_size) != header_) return not_openable("sealed with another key");
    rest.remove_prefix(header_size);
    const auto nonce = rest.substr(0, nonce_size);
    std::string tag(rest.substr(rest.size() - tag_size));
    const auto ciphertext = rest.substr(nonce_size, rest.size() - nonce_size - tag_size);
    const auto aad = authenticated_by(header_, purpose);

    std::string token(ciphertext.size(), '\0');
    int size = 0;
    const auto context = make_context();
    auto* c = context.get();
    require(EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), nullptr, key_.data(), bytes_of(nonce)));
    require(EVP_DecryptUpdate(c, nullptr, &size, bytes_of(aad), static_cast<int>(aad.size())));
    require(EVP_DecryptUpdate(c, bytes_of(token), &size, bytes_of(ciphertext),
                              static_cast<int>(ciphertext.size())));
    require(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()));
    if (EVP_DecryptFinal_ex(c, bytes_of(token) + size, &size) != 1) {
        return not_openable("changed, or sealed for another purpose");
    }
    return token;
}

token_key make_token_key() {
    token_key key{};
    if (RAND_priv_bytes(key.data(), static_cast<int>(key.size())) != 1) {
        throw std::runtime_error("the system has no random bits to give");
    }
    return key;
}

}  // namespace agentbackend::host
