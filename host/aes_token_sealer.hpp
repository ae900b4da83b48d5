// Seals bot tokens with AES-256-GCM. Safe from any thread.
//
// A seal is: version (1 byte), key id (4), nonce (12), ciphertext, tag (16). Version, key id and
// purpose are authenticated with it. The key id says which key made a seal, and nothing of the key.

#pragma once

#include <agentbackend/token_sealer.hpp>

#include <array>
#include <cstdint>

namespace agentbackend::host {

using token_key = std::array<std::uint8_t, 32>;

class aes_token_sealer final : public token_sealer {
public:
    explicit aes_token_sealer(const token_key&);
    ~aes_token_sealer() override;  // wipes the key
    aes_token_sealer(const aes_token_sealer&) = delete;
    aes_token_sealer& operator=(const aes_token_sealer&) = delete;

    // Throws std::runtime_error when the system has no random bits to give.
    sealed_token seal(std::string_view token, std::string_view purpose) const override;
    result<std::string> open(const sealed_token&, std::string_view purpose) const override;

private:
    token_key key_;
    std::string header_;  // version and key id
};

// Throws std::runtime_error when the system has no random bits to give.
token_key make_token_key();

}  // namespace agentbackend::host
