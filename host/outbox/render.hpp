// Screens as Bot API parameters. Styles become entities, never markup in the text.
//
// Pure; safe from any thread.

#pragma once

#include <agentbackend/console/screen.hpp>

#include <boost/json/array.hpp>

#include "outbox/outbox_body.hpp"

namespace agentbackend::host {

outbox_body render(const console::outgoing&);

// The logical screen whose message id is to be noted or looked up; else empty.
std::string_view screen_name(const console::outgoing&);

// Offsets and lengths in UTF-16 code units, as the Bot API counts them.
boost::json::array entities_of(const console::styled_text&);

// The parameter `reply_markup`: an inline keyboard.
boost::json::object keyboard_of(const std::vector<std::vector<console::button>>& rows);

}  // namespace agentbackend::host
