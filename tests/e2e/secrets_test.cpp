// Everything an end-to-end run leaves behind or says, searched for every secret in every spelling.

#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <iterator>

#include "base64.hpp"
#include "demo/cast.hpp"
#include "demo/story.hpp"
#include "e2e/process_stage.hpp"

namespace agentbackend::test {
namespace {

namespace cast = host::cast;

constexpr std::string_view key_in_base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

std::string in_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4];
        hex += digits[byte & 0x0f];
    }
    return hex;
}

// Every character as %XX, and only those that need it.
std::vector<std::string> in_urls(std::string_view text) {
    std::string all;
    std::string needed;
    for (const char c : text) {
        const auto escaped = "%" + in_hex(std::string_view(&c, 1));
        all += escaped;
        needed += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'
                      ? std::string(1, c)
                      : escaped;
    }
    return {all, needed};
}

// Base64 of a text that stands in the middle of another looks different at each offset.
std::vector<std::string> in_base64(std::string_view text) {
    std::vector<std::string> all;
    for (std::size_t skipped = 0; skipped < 3; ++skipped) {
        const auto rest = text.substr(skipped);
        all.push_back(host::to_base64(rest.substr(0, rest.size() / 3 * 3)));
    }
    return all;
}

std::vector<std::string> spellings(std::string_view secret) {
    std::vector<std::string> all{std::string(secret), in_hex(secret)};
    for (const auto& more : {in_urls(secret), in_base64(secret)}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

std::string lower_case(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

class secrets : public ::testing::Test {
protected:
    secrets() {
        stage.set("AGENT_TOKEN_AES_KEY", std::string(key_in_base64));
        stage.set("LOG_LEVEL", "trace");
    }

    std::string files() const {
        std::string all;
        for (const auto& file : std::filesystem::recursive_directory_iterator(stage.folder())) {
            if (!file.is_regular_file()) continue;
            std::ifstream content(file.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(content), {});
        }
        return all;
    }

    // What bots have said. People have typed tokens, as they must.
    std::string said_by_bots() {
        std::string all;
        for (const auto& e : stage.world().record()) {
            if (!sandbox::is_by_bot(e.kind)) continue;
            all += e.text;
            if (e.message.document) all += e.message.document->bytes;
        }
        return all;
    }

    std::string exported(const std::string& format) const {
        launch l;
        l.arguments = {"export", "--format", format, "--database", stage.database().string()};
        if (format == "csv") {
            const auto folder = stage.folder() / "books";
            l.arguments.insert(l.arguments.end(), {"--output", folder.string()});
        }
        child_process program(l);
        EXPECT_EQ(program.await_exit(), 0) << program.output();
        return program.output();
    }

    static void expect_no_secret(const std::string& searched, std::string_view where) {
        const auto folded = lower_case(searched);
        for (const auto& secret : all_secrets()) {
            for (const auto& spelling : spellings(secret)) {
                EXPECT_EQ(folded.find(lower_case(spelling)), std::string::npos)
                    << where << " has " << spelling;
            }
        }
    }

    static std::vector<std::string> all_secrets() {
        std::vector<std::string> all{std::string(key_in_base64), *host::from_base64(key_in_base64)};
        for (const auto& bot : {cast::main_bot, cast::alpha_bot, cast::beta_bot}) {
            all.emplace_back(bot.token);
            all.emplace_back(bot.token.substr(bot.token.find(':') + 1));
        }
        return all;
    }

    process_stage stage;
    silence quiet;
    host::story story{stage, quiet};
};

TEST_F(secrets, are_in_nothing_that_a_whole_run_leaves_behind) {
    auto& faults = stage.world().faults();
    faults.next("getUpdates", 3, sandbox::garbled_answer());
    faults.next("sendMessage", 2, sandbox::bad_gateway());
    faults.next("editMessageText", 1, sandbox::hang_up());
    story.agents_open_their_shops();
    story.the_shop_is_stocked();
    story.the_first_card_is_sold();
    stage.kill_host();
    stage.start_host();
    story.strangers_are_refused();
    stage.stop_host();
    EXPECT_EQ(stage.verify(stage.database()).status, host::exit_status::success);
    for (const auto* format : {"jsonl", "csv", "hledger"}) {
        const auto books = exported(format);
        EXPECT_TRUE(format == std::string_view("csv") || books.size() > 100) << format;
        expect_no_secret(books, format);
    }
    expect_no_secret(stage.log(), "the log");
    expect_no_secret(files(), "a file");
    expect_no_secret(said_by_bots(), "a chat");
}

TEST_F(secrets, are_in_no_memory_image_of_a_crash) {
    stage.start_host();
    stage.running().await_output("@shop_bot is up");
    std::ifstream limits("/proc/" + std::to_string(stage.running().id()) + "/limits");
    std::string line;
    while (std::getline(limits, line) && !line.starts_with("Max core file size")) {
    }
    EXPECT_EQ(line.find("Max core file size        0 "), 0U) << line;
    stage.stop_host();
}

}  // namespace
}  // namespace agentbackend::test
