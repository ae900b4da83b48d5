// The limits of the Bot API as the sandbox keeps them, each with the words of its refusal.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "sandbox_fixture.hpp"

namespace agentbackend::sandbox {
namespace {

TEST_F(sandbox_world, takes_no_document_whose_name_or_caption_is_no_text) {
    auto chat = customer_who_started();
    EXPECT_THROW(chat.sends_document({"\xff\xfe", "bytes", "caption"}), std::invalid_argument);
    EXPECT_THROW(chat.sends_document({"a.txt", "bytes", "\xff\xfe"}), std::invalid_argument);
    EXPECT_NO_THROW(chat.sends_document({"\xc3\xa9.txt", "bytes", "\xc3\xa9"}));
}

struct limit_case {
    std::string name;
    std::string parameters;  // beside chat_id 42
    std::string verdict;
};

std::string text_of(std::string_view text) { return R"("text":")" + std::string{text} + '"'; }

std::string button_of(std::string_view data) {
    return R"({"text":"b","callback_data":")" + std::string{data} + "\"}";
}

// Rows of so many equal buttons.
std::string keyboard_of(const std::vector<std::size_t>& rows) {
    std::string text = R"("text":"x","reply_markup":{"inline_keyboard":[)";
    for (const auto width : rows) {
        text += "[";
        for (std::size_t i = 0; i < width; ++i) text += (i > 0 ? "," : "") + button_of("d");
        text += "],";
    }
    text.back() = ']';
    return text + "}";
}

std::string single_button(std::string_view button) {
    return R"("text":"x","reply_markup":{"inline_keyboard":[[)" + std::string{button} + "]]}";
}

std::string entity_of(std::string_view text, std::string_view place) {
    return text_of(text) + R"(,"entities":[{"type":"bold",)" + std::string{place} + "}]";
}

std::vector<limit_case> message_limits() {
    const std::string too_long = "Bad Request: message is too long";
    const std::string empty = "Bad Request: message text is empty";
    const std::string too_many = "Bad Request: reply markup is too long";
    const std::string data_invalid = "Bad Request: BUTTON_DATA_INVALID";
    const std::vector<std::size_t> twelve_rows(12, 8);
    auto hundred = twelve_rows;
    hundred.push_back(4);
    auto hundred_and_one = twelve_rows;
    hundred_and_one.push_back(5);
    return {
        {"longest text", text_of(times(4096, "x")), "ok"},
        {"text too long", text_of(times(4097, "x")), too_long},
        {"Chinese counts by character", text_of(times(4096, "你")), "ok"},
        {"Chinese too long", text_of(times(4097, "你")), too_long},
        {"emoji counts by character", text_of(times(4096, "🛍")), "ok"},
        {"emoji too long", text_of(times(4097, "🛍")), too_long},
        {"no text", R"("other":1)", empty},
        {"empty text", text_of(""), empty},
        {"blank text", text_of(" \\n\\t "), empty},
        {"white space at the end does not count", text_of(times(4096, "x") + "  "), "ok"},
        {"a parse mode", R"("text":"x","parse_mode":"HTML")",
         "Bad Request: unsupported parse_mode"},
        {"entity over the whole text", entity_of("🛍x", R"("offset":0,"length":3)"), "ok"},
        {"entity beyond the end", entity_of("🛍x", R"("offset":0,"length":4)"),
         "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at "
         "UTF-16 offset 3"},
        {"entity after the end", entity_of("🛍x", R"("offset":3,"length":1)"),
         "Bad Request: entity beginning at UTF-16 offset 3 is not within the text"},
        {"entity before the start", entity_of("x", R"("offset":-1,"length":1)"),
         "Bad Request: entity beginning at UTF-16 offset -1 is not within the text"},
        {"longest data", single_button(button_of(times(64, "d"))), "ok"},
        {"data too long", single_button(button_of(times(65, "d"))), data_invalid},
        {"data counts by byte", single_button(button_of(times(22, "你"))), data_invalid},
        {"data empty", single_button(button_of("")), data_invalid},
        {"no action", single_button(R"({"text":"b"})"),
         "Bad Request: text buttons are unallowed in the inline keyboard"},
        {"no label", single_button(R"({"text":"","callback_data":"d"})"),
         "Bad Request: inline keyboard button text must be non-empty"},
        {"a link", single_button(R"({"text":"b","url":"https://t.me/shop"})"), "ok"},
        {"not a link", single_button(R"({"text":"b","url":"javascript:x"})"),
         "Bad Request: BUTTON_URL_INVALID"},
        {"a port", single_button(R"({"text":"b","url":"https://x.y:65535/z"})"), "ok"},
        {"no port there is", single_button(R"({"text":"b","url":"https://x.y:65536"})"),
         "Bad Request: inline keyboard button URL 'https://x.y:65536' is invalid: Wrong port "
         "number specified in the URL"},
        {"8 in a row", keyboard_of({8}), "ok"},
        {"9 in a row", keyboard_of({9}), too_many},
        {"100 buttons", keyboard_of(hundred), "ok"},
        {"101 buttons", keyboard_of(hundred_and_one), too_many},
    };
}

TEST_F(sandbox_world, keeps_the_limits_of_messages) {
    customer_who_started();
    const auto target = says("to be edited");
    for (const auto& each : message_limits()) {
        SCOPED_TRACE(each.name);
        EXPECT_EQ(verdict("sendMessage", R"({"chat_id":42,)" + each.parameters + "}"),
                  each.verdict);
        const auto edit =
            R"({"chat_id":42,"message_id":)" + std::to_string(target) + "," + each.parameters;
        EXPECT_EQ(verdict("editMessageText", edit + "}"), each.verdict);
    }
}

TEST_F(sandbox_world, keeps_the_limits_of_callback_answers) {
    auto chat = customer_who_started();
    shows_button("b", "d");
    chat.taps("b");
    const auto answer = [&](std::string_view id, std::size_t length) {
        return verdict("answerCallbackQuery", R"({"callback_query_id":")" + std::string{id} +
                                                  R"(","text":")" + times(length, "你") + "\"}");
    };
    const auto id = std::string{newest_update().at("callback_query").at("id").as_string()};
    EXPECT_EQ(answer("no such id", 1), query_is_too_old);
    EXPECT_EQ(answer(id, 201), "Bad Request: MESSAGE_TOO_LONG");
    EXPECT_EQ(answer(id, 200), "ok");
    EXPECT_EQ(answer(id, 1), query_is_too_old) << "once only";
}

TEST_F(sandbox_world, keeps_the_limits_of_commands) {
    const auto set = [this](std::string_view name, std::size_t description) {
        return verdict("setMyCommands", R"({"commands":[{"command":")" + std::string{name} +
                                            R"(","description":")" + times(description, "你") +
                                            "\"}]}");
    };
    EXPECT_EQ(set("agent_2", 256), "ok");
    EXPECT_EQ(set(times(32, "a"), 1), "ok");
    EXPECT_EQ(set(times(33, "a"), 1), "Bad Request: BOT_COMMAND_INVALID");
    EXPECT_EQ(set("", 1), "Bad Request: BOT_COMMAND_INVALID");
    EXPECT_EQ(set("Agent", 1), "Bad Request: BOT_COMMAND_INVALID");
    EXPECT_EQ(set("a-b", 1), "Bad Request: BOT_COMMAND_INVALID");
    EXPECT_EQ(set("a", 0), "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
    EXPECT_EQ(set("a", 257), "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");

    const auto set_many = [this](std::size_t count) {
        auto list = times(count, R"({"command":"a","description":"b"},)");
        list.pop_back();
        return verdict("setMyCommands", R"({"commands":[)" + list + "]}");
    };
    EXPECT_EQ(set_many(100), "ok");
    EXPECT_EQ(set_many(101), "Bad Request: BOT_COMMANDS_TOO_MUCH");
}

TEST_F(sandbox_world, keeps_the_limits_of_documents) {
    auto chat = customer_who_started();
    EXPECT_EQ(verdict_on_upload(1, times(1024, "你")), "ok");
    EXPECT_EQ(verdict_on_upload(1, times(1025, "你")), "Bad Request: message caption is too long");
    EXPECT_EQ(verdict_on_upload(0, ""), "Bad Request: file must be non-empty");
    EXPECT_EQ(verdict_on_upload((50u << 20) + 1, ""), "Request Entity Too Large");

    chat.sends_document({.name = "large.bin", .bytes = std::string((20u << 20) + 1, 'x')});
    const auto large = chat.reads().messages.back().document->file_id;
    EXPECT_EQ(verdict("getFile", R"({"file_id":")" + large + "\"}"),
              "Bad Request: file is too big");
    EXPECT_EQ(verdict("getFile", R"({"file_id":"none"})"), "Bad Request: invalid file_id");
    EXPECT_EQ(verdict("sendDocument", R"({"chat_id":42,"document":")" + large + "\"}"), "ok");
}

TEST_F(sandbox_world, lets_people_send_only_what_a_client_can) {
    auto chat = customer_who_started();
    const auto id = says("x");
    EXPECT_THROW(chat.sends(""), std::invalid_argument);
    EXPECT_THROW(chat.sends(times(4097, "你")), std::invalid_argument);
    EXPECT_THROW(chat.follows_link("no spaces"), std::invalid_argument);
    EXPECT_THROW(chat.forges_callback({.data = std::string(65, 'x'), .message_id = id}),
                 std::invalid_argument);
    EXPECT_THROW(chat.forges_callback({.data = "x", .message_id = id + 1}), std::invalid_argument);
}

}  // namespace
}  // namespace agentbackend::sandbox
