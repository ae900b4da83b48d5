// The headers that nearly every test includes, precompiled for all of them. A test includes what it
// uses all the same.

#pragma once

#include <agentbackend/backend.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
