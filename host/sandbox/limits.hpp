// The limits of the Bot API on what a bot may send, with the words it refuses by. Pure functions.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/api_error.hpp"
#include "sandbox/person.hpp"
#include "sandbox/transcript.hpp"

namespace agentbackend::sandbox {

inline constexpr std::size_t max_text_characters = 4096;
inline constexpr std::size_t max_caption_characters = 1024;
inline constexpr std::size_t max_answer_characters = 200;
inline constexpr std::size_t max_callback_bytes = 64;
inline constexpr std::size_t max_buttons = 100;
inline constexpr std::size_t max_buttons_in_row = 8;
inline constexpr std::size_t max_commands = 100;
inline constexpr std::size_t max_command_characters = 32;
inline constexpr std::size_t max_command_description_characters = 256;
inline constexpr std::size_t max_download_bytes = 20u << 20;
inline constexpr std::size_t max_upload_bytes = 50u << 20;

// Nothing when it is all right, else the refusal. Text is already trimmed.
std::optional<api_error> check_text(const std::string&, const std::vector<entity>&);
std::optional<api_error> check_caption(const std::string&, const std::vector<entity>&);
std::optional<api_error> check_answer(const std::string& text);
std::optional<api_error> check_keyboard(const keyboard&);
std::optional<api_error> check_commands(const std::vector<bot_command>&);
std::optional<api_error> check_upload(const std::string& bytes);

}  // namespace agentbackend::sandbox
