// The tests of `store_conformance.hpp`. Include it in one source file of a program: it defines
// them.

#pragma once

#include <agentbackend/testing/conformance/agents.hpp>
#include <agentbackend/testing/conformance/catalog.hpp>
#include <agentbackend/testing/conformance/claims.hpp>
#include <agentbackend/testing/conformance/earnings.hpp>
#include <agentbackend/testing/conformance/journal.hpp>
#include <agentbackend/testing/conformance/orders.hpp>
#include <agentbackend/testing/conformance/plumbing.hpp>
#include <agentbackend/testing/conformance/transactions.hpp>
#include <agentbackend/testing/conformance/whole_shop.hpp>
#include <agentbackend/testing/conformance/withdrawals.hpp>
