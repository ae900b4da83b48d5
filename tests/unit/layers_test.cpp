// The house rules that a machine can check: includes point down, public headers show no library
// that they need not, and coroutines keep clear of a compiler's trap.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend {
namespace {

namespace fs = std::filesystem;

const fs::path source_dir = AGENTBACKEND_SOURCE_DIR;

enum class layer { values, rules, store, backend, console, host };

struct source {
    fs::path path;
    std::string text;

    std::string name() const { return path.lexically_relative(source_dir).generic_string(); }
};

std::vector<source> sources_under(const char* folder) {
    std::vector<source> found;
    if (!fs::exists(source_dir / folder)) return found;
    for (const auto& item : fs::recursive_directory_iterator(source_dir / folder)) {
        const auto extension = item.path().extension();
        if (extension != ".hpp" && extension != ".cpp") continue;
        std::ifstream file(item.path(), std::ios::binary);
        found.push_back({item.path(), {std::istreambuf_iterator<char>(file), {}}});
    }
    return found;
}

// Where a public header belongs, by its name; what is not named here must be added.
std::optional<layer> layer_of_public(const std::string& header) {
    static const std::map<std::string, layer> headers = {
        {"export.hpp", layer::values},         {"usdt_fwd.hpp", layer::values},
        {"usdt.hpp", layer::values},           {"ids.hpp", layer::values},
        {"error.hpp", layer::values},          {"clock.hpp", layer::values},
        {"tron.hpp", layer::values},           {"agent.hpp", layer::rules},
        {"pricing.hpp", layer::rules},         {"catalog.hpp", layer::rules},
        {"order.hpp", layer::rules},           {"profit.hpp", layer::rules},
        {"withdrawal.hpp", layer::rules},      {"earnings.hpp", layer::rules},
        {"claim.hpp", layer::rules},           {"journal.hpp", layer::rules},
        {"token_sealer.hpp", layer::rules},    {"store.hpp", layer::store},
        {"memory_store.hpp", layer::store},    {"sqlite_store.hpp", layer::store},
        {"store_decorator.hpp", layer::store}, {"backend.hpp", layer::backend},
        {"committer.hpp", layer::backend},     {"verify.hpp", layer::backend},
        {"bot_context.hpp", layer::backend},
    };
    if (header.starts_with("console/")) return layer::console;
    if (header.starts_with("testing/")) return layer::store;
    const auto found = headers.find(header);
    if (found == headers.end()) return std::nullopt;
    return found->second;
}

// Private sources sit in a folder that is named for their layer; those beside the folders serve
// all.
std::optional<layer> layer_of_private(const std::string& path) {
    static const std::map<std::string, layer> folders = {
        {"values", layer::values}, {"rules", layer::rules},     {"store", layer::store},
        {"sqlite", layer::store},  {"backend", layer::backend}, {"console", layer::console},
    };
    const auto folder = folders.find(path.substr(0, path.find('/')));
    if (folder == folders.end()) return layer::values;
    return folder->second;
}

std::optional<layer> layer_of(const source& file) {
    const auto name = file.name();
    if (name.starts_with("host/")) return layer::host;
    if (name.starts_with("lib/")) return layer_of_private(name.substr(4));
    return layer_of_public(name.substr(std::string_view("include/agentbackend/").size()));
}

std::vector<std::string> includes_of(const source& file) {
    static const std::regex directive(R"re((?:^|\n)\s*#\s*include\s*[<"]([^>"]+)[>"])re");
    std::vector<std::string> found;
    for (std::sregex_iterator at(file.text.begin(), file.text.end(), directive), end; at != end;
         ++at) {
        found.push_back((*at)[1]);
    }
    return found;
}

// The layer of what is included, none where it is no part of the project.
std::optional<layer> layer_of_include(const std::string& included) {
    if (included.starts_with("agentbackend/")) return layer_of_public(included.substr(13));
    if (fs::exists(source_dir / "lib" / included)) return layer_of_private(included);
    if (fs::exists(source_dir / "host" / included)) return layer::host;
    return std::nullopt;
}

TEST(layers, every_public_header_has_one) {
    for (const auto& header : sources_under("include"))
        EXPECT_TRUE(layer_of(header)) << header.name();
}

TEST(layers, includes_point_down) {
    for (const auto* folder : {"include", "lib", "host"}) {
        for (const auto& file : sources_under(folder)) {
            const auto own = layer_of(file);
            if (!own) continue;
            for (const auto& included : includes_of(file)) {
                const auto below = layer_of_include(included);
                if (!below) continue;
                EXPECT_LE(*below, *own) << file.name() << " includes " << included;
            }
        }
    }
}

TEST(layers, public_headers_show_only_small_libraries) {
    const std::regex hidden(
        R"(SQLiteCpp.*|sqlite3.*|openssl/.*|spdlog/.*|CLI/.*|boost/(asio|beast|json).*)");
    for (const auto& header : sources_under("include")) {
        for (const auto& included : includes_of(header)) {
            EXPECT_FALSE(std::regex_match(included, hidden))
                << header.name() << " includes " << included;
        }
    }
}

TEST(layers, only_the_host_and_its_sandbox_speak_http) {
    const std::regex network(R"(boost/(asio|beast|json).*)");
    for (const auto* folder : {"include", "lib"}) {
        for (const auto& file : sources_under(folder)) {
            for (const auto& included : includes_of(file)) {
                EXPECT_FALSE(std::regex_match(included, network))
                    << file.name() << " includes " << included;
            }
        }
    }
}

TEST(layers, headers_are_guarded_by_pragma_once) {
    for (const auto* folder : {"include", "lib", "host", "tests"}) {
        for (const auto& file : sources_under(folder)) {
            if (file.path.extension() != ".hpp") continue;
            EXPECT_NE(file.text.find("#pragma once"), std::string::npos) << file.name();
            EXPECT_TRUE(file.text.starts_with("// "))
                << file.name() << " does not say what it is for";
        }
    }
}

// Comments and literals blanked out, so that what is left is code.
std::string code_of(const std::string& text) {
    static const std::regex prose(
        R"re(//[^\n]*|/\*[\s\S]*?\*/|R"(\w*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')re");
    return std::regex_replace(text, prose, "\"\"");
}

// The operand of a `co_await`: up to the end of the statement or of the brackets it stands in.
std::string_view awaited(std::string_view code) {
    int depth = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == '(' || code[i] == '[' || code[i] == '{') ++depth;
        if (code[i] == ')' || code[i] == ']' || code[i] == '}') --depth;
        if (depth < 0 || (depth == 0 && (code[i] == ';' || code[i] == ','))) {
            return code.substr(0, i);
        }
    }
    return code;
}

// GCC 12 frees an aggregate or a capturing lambda that is made inside a co_await expression twice,
// and cannot compile an initializer list there. Naming it first, outside, is the way around.
std::vector<std::string> traps_in(const std::string& text) {
    const auto code = code_of(text);
    constexpr std::string_view keyword = "co_await ";
    std::vector<std::string> found;
    for (auto at = code.find(keyword); at != std::string::npos; at = code.find(keyword, at + 1)) {
        const auto operand = awaited(std::string_view(code).substr(at + keyword.size()));
        if (operand.find('{') != std::string_view::npos) found.emplace_back(operand);
    }
    return found;
}

TEST(coroutine_trap, is_found_where_it_is) {
    EXPECT_EQ(traps_in("co_await send({.chat = c, .text = t});").size(), 1u);
    EXPECT_EQ(traps_in("auto a = co_await call(json::object{{\"a\", 1}});").size(), 1u);
    EXPECT_EQ(traps_in("co_await run(\n    [s] { return s; });").size(), 1u);
    EXPECT_EQ(traps_in("if (co_await ready()) { go(); }").size(), 0u);
    EXPECT_EQ(traps_in("co_await send(message); // not send({})\nif (a) {}").size(), 0u);
    EXPECT_EQ(traps_in("co_await say(\"{\");").size(), 0u);
    EXPECT_EQ(traps_in("for (auto& x : co_await all()) { use(x); }").size(), 0u);
}

TEST(coroutine_trap, is_kept_clear_of) {
    for (const auto& file : sources_under("host")) {
        for (const auto& trap : traps_in(file.text)) {
            ADD_FAILURE() << file.name() << " makes a value inside co_await: " << trap;
        }
    }
}

}  // namespace
}  // namespace agentbackend
