#include "transfer/content_hash.hpp"

#include <agentbackend/journal.hpp>

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <new>

namespace agentbackend::transfer {
namespace {

struct free_context {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

struct content_hash::state {
    std::unique_ptr<EVP_MD_CTX, free_context> context{EVP_MD_CTX_new()};
};

content_hash::content_hash() : state_(std::make_unique<state>()) {
    // libcrypto fails here for want of memory only: the algorithm is always there.
    if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1) {
        throw std::bad_alloc();
    }
}

content_hash::~content_hash() = default;

void content_hash::add(std::string_view piece) {
    std::array<unsigned char, 8> size{};
    for (std::size_t i = 0; i < size.size(); ++i) {
        size[i] = static_cast<unsigned char>(std::uint64_t{piece.size()} >> (8 * i));
    }
    EVP_DigestUpdate(state_->context.get(), size.data(), size.size());
    EVP_DigestUpdate(state_->context.get(), piece.data(), piece.size());
}

std::string content_hash::finish() {
    digest bytes{};
    EVP_DigestFinal_ex(state_->context.get(), bytes.data(), nullptr);
    return to_hex(bytes);
}

}  // namespace agentbackend::transfer
