// What the page is told, as JSON. The names of the fields are those that the scripts in web/ read.
// Pure functions.

#pragma once

#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "demo_page/page.hpp"
#include "sandbox/event.hpp"
#include "sandbox/person.hpp"

namespace agentbackend::demo_page {

boost::json::array to_json(const std::vector<character>&);
boost::json::array to_json(const std::vector<contact>&);
boost::json::array to_json(const std::vector<sandbox::bot_command>&);
boost::json::object to_json(const ledger&);

// REQUIRES: of a private chat. Documents come without their bytes, buttons without their data.
boost::json::object to_json(const sandbox::event&);

}  // namespace agentbackend::demo_page
