// Sealing of bot tokens: what is stored can be read back only with the operator's key.
//
// The library sees tokens only on their way from an admin's message into a seal.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/export.hpp>

#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Safe from any thread. `purpose` is bound into the seal: what was sealed for one agent cannot be
// opened as another's.
class token_sealer {
public:
    virtual ~token_sealer() = default;
    // Two seals of the same token differ.
    virtual sealed_token seal(std::string_view token, std::string_view purpose) const = 0;
    // Error: `token_malformed` when the bytes are not a seal, were changed, or were made with
    // another key or for another purpose.
    virtual result<std::string> open(const sealed_token&, std::string_view purpose) const = 0;
};

// The purpose of a token that waits in a dialog for its agent to be made.
inline constexpr std::string_view draft_purpose = "draft";

}  // namespace agentbackend
