// The values of the Bot API client: addresses, failures and updates, without a network.

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include "bot_api/answer.hpp"
#include "bot_api/base_url.hpp"
#include "bot_api/failure.hpp"
#include "bot_api/types.hpp"

namespace agentbackend::bot_api {
namespace {

namespace json = boost::json;

// Addresses

TEST(base_url_of_the_bot_api, is_taken_apart) {
    const auto local = parse_base_url("http://127.0.0.1:8081/");
    EXPECT_FALSE(local.is_tls);
    EXPECT_EQ(local.authority(), "127.0.0.1:8081");
    EXPECT_EQ(local.prefix, "");

    const auto proxied = parse_base_url("https://proxy.example/tg/api/");
    EXPECT_TRUE(proxied.is_tls);
    EXPECT_EQ(proxied.authority(), "proxy.example");
    EXPECT_EQ(proxied.port, "443");
    EXPECT_EQ(proxied.prefix, "/tg/api");

    EXPECT_EQ(parse_base_url("http://[::1]:8081").host, "::1");
    EXPECT_EQ(parse_base_url("http://[::1]:8081").authority(), "[::1]:8081");
}

TEST(base_url_of_the_bot_api, is_this_machines_by_an_address_or_name_that_cannot_be_anothers) {
    for (const auto* host : {"localhost", "127.0.0.1", "127.1.2.3", "[::1]"}) {
        EXPECT_TRUE(parse_base_url("http://" + std::string(host)).is_this_machine()) << host;
    }
    for (const auto* host : {"127.example.com", "localhost.example.com", "10.0.0.1", "[::2]"}) {
        EXPECT_FALSE(parse_base_url("http://" + std::string(host)).is_this_machine()) << host;
    }
}

TEST(base_url_of_the_bot_api, is_refused_when_it_is_none) {
    for (const auto* text :
         {"", "api.telegram.org", "ftp://host", "https://", "https://user:password@host",
          "http://host:0", "http://host:65536", "http://host:80x", "http://host:", "http://[::1",
          "http://[::1]8081", "http://host/path?query", "http://ho st", "http://host/\r\nX: y"}) {
        EXPECT_THROW(parse_base_url(text), std::invalid_argument) << text;
    }
}

// Failures

struct refusal_case {
    int code;
    std::string_view description;
    bool (failure::*predicate)() const noexcept;
};

TEST(bot_api_failure, is_recognised_by_its_words) {
    const std::array cases{
        refusal_case{401, "Unauthorized", &failure::is_unauthorized},
        refusal_case{409, "Conflict: terminated by other getUpdates request",
                     &failure::is_conflict},
        refusal_case{429, "Too Many Requests: retry after 5", &failure::is_rate_limited},
        refusal_case{400,
                     "Bad Request: message is not modified: specified new message content and …",
                     &failure::is_message_not_modified},
        refusal_case{400, "Bad Request: message to edit not found", &failure::is_message_not_found},
        refusal_case{400, "Bad Request: message can't be edited", &failure::is_message_not_found},
        refusal_case{400, "Bad Request: MESSAGE_ID_INVALID", &failure::is_message_not_found},
        refusal_case{400,
                     "Bad Request: query is too old and response timeout expired or query ID …",
                     &failure::is_query_expired},
    };
    const std::array predicates{
        &failure::is_unauthorized,      &failure::is_conflict,
        &failure::is_rate_limited,      &failure::is_message_not_modified,
        &failure::is_message_not_found, &failure::is_query_expired,
    };
    for (const auto& each : cases) {
        failure f{failure_kind::refused, std::string{each.description}};
        f.error_code = each.code;
        for (const auto predicate : predicates) {
            EXPECT_EQ((f.*predicate)(), predicate == each.predicate) << each.description;
        }
        EXPECT_EQ(f.may_be_retried(), each.code == 429) << each.description;
    }
}

TEST(bot_api_failure, has_words_also_when_the_server_has_none) {
    for (const std::string body :
         {R"({"ok":false,"error_code":400})", R"({"ok":false,"error_code":400,"description":""})",
          R"({"ok":false,"error_code":400,"description":7})"}) {
        http_answer answer;
        answer.status = 400;
        answer.body = body;
        const auto refused = interpret(answer);
        ASSERT_FALSE(refused) << body;
        EXPECT_EQ(refused.error().description, "The Bot API gave no reason.") << body;
    }
}

// Updates

template <class Content>
const Content* content_of(const std::optional<update>& u) {
    return u ? std::get_if<Content>(&u->content) : nullptr;
}

TEST(bot_api_update, of_a_message_is_read) {
    const auto u = parse_update(json::parse(R"({"update_id":7,"message":{
        "message_id":3,"date":1737700000,"text":"/start 你好",
        "from":{"id":42,"is_bot":false,"first_name":"Customer","last_name":"A","username":"al",
                "language_code":"zh-hans"},
        "chat":{"id":-100123,"type":"supergroup","title":"Resellers"}}})"));
    const auto* m = content_of<message>(u);
    ASSERT_NE(m, nullptr);
    EXPECT_EQ(u->update_id, 7);
    EXPECT_EQ(m->message_id, 3);
    EXPECT_EQ(m->text, "/start 你好");
    EXPECT_EQ(m->chat.type, chat_type::supergroup);
    EXPECT_EQ(m->chat.title, "Resellers");
    ASSERT_TRUE(m->from);
    EXPECT_EQ(m->from->id, 42);
    EXPECT_EQ(m->from->language_code, "zh-hans");
}

TEST(bot_api_update, of_a_document_has_its_caption_as_text) {
    const auto u = parse_update(json::parse(R"({"update_id":8,"message":{
        "message_id":4,"caption":"stock","chat":{"id":42,"type":"private"},
        "document":{"file_id":"BQ","file_name":"s.txt","file_size":12}}})"));
    const auto* m = content_of<message>(u);
    ASSERT_NE(m, nullptr);
    ASSERT_TRUE(m->document);
    EXPECT_EQ(m->document->file_id, "BQ");
    EXPECT_EQ(m->document->file_size, 12);
    EXPECT_EQ(m->text, "stock");
}

TEST(bot_api_update, of_a_button_press_is_read) {
    const auto u = parse_update(json::parse(R"({"update_id":9,"callback_query":{
        "id":"4382","from":{"id":42,"first_name":"Customer"},"data":"buy:1",
        "message":{"message_id":5,"date":0,"chat":{"id":42,"type":"private"}}}})"));
    const auto* q = content_of<callback_query>(u);
    ASSERT_NE(q, nullptr);
    EXPECT_EQ(q->id, "4382");
    EXPECT_EQ(q->data, "buy:1");
    ASSERT_TRUE(q->message);
    EXPECT_EQ(q->message->date, 0);
}

TEST(bot_api_update, without_a_readable_id_is_none) {
    for (const auto* text : {"null", "7", "[]", "{}", R"({"update_id":"7"})",
                             R"({"update_id":1.5})", R"({"update_id":99999999999999999999})"}) {
        EXPECT_FALSE(parse_update(json::parse(text))) << text;
    }
}

TEST(bot_api_update, that_says_nothing_to_us_is_ignored) {
    const auto long_text = std::string(4096 * 4 + 1, 'x');
    const std::array contents{
        std::string{R"("edited_message":{"message_id":1})"},
        std::string{R"("poll":{"id":"1"})"},
        std::string{R"("message":null)"},
        std::string{R"("message":[])"},
        std::string{R"("message":{"message_id":1})"},
        std::string{R"("message":{"message_id":"1","chat":{"id":1,"type":"private"}})"},
        std::string{R"("message":{"message_id":1,"chat":{"id":1,"type":"planet"}})"},
        R"("message":{"message_id":1,"chat":{"id":1,"type":"private"},"text":")" + long_text +
            "\"}",
        std::string{R"("callback_query":{"id":"1","data":"x"})"},
        std::string{R"("callback_query":{"id":"","from":{"id":1},"data":"x"})"},
        std::string{R"("callback_query":{"id":"1","from":{"id":-1},"data":"x"})"},
        R"("callback_query":{"id":"1","from":{"id":1},"data":")" + std::string(65, 'x') + "\"}",
    };
    for (const auto& content : contents) {
        const auto u = parse_update(json::parse(R"({"update_id":1,)" + content + "}"));
        EXPECT_NE(content_of<ignored>(u), nullptr) << content.substr(0, 80);
    }
}

TEST(bot_api_update, has_its_names_cut_at_a_character) {
    const auto name = std::string(255, 'x') + "你";
    const auto u = parse_update(json::parse(R"({"update_id":1,"message":{
        "message_id":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":")" +
                                            name + "\"}}}"));
    const auto* m = content_of<message>(u);
    ASSERT_NE(m, nullptr);
    EXPECT_EQ(m->from->first_name, std::string(255, 'x'));
}

std::optional<update> message_with(const std::string& field, const std::string& value) {
    return parse_update(json::parse(R"({"update_id":1,"message":{"message_id":1,
        "chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},")" +
                                    field + "\":" + value + "}}"));
}

TEST(bot_api_update, is_ignored_when_its_text_is_longer_than_any) {
    const std::string longest(4'096 * 4, 'x');
    EXPECT_NE(content_of<message>(message_with("text", '"' + longest + '"')), nullptr);
    EXPECT_NE(content_of<ignored>(message_with("text", '"' + longest + "x\"")), nullptr);
}

TEST(bot_api_update, is_ignored_when_a_button_carries_more_than_it_can) {
    const auto press = [](const std::string& id, const std::string& data) {
        return parse_update(json::parse(
            R"({"update_id":1,"callback_query":{"from":{"id":1,"first_name":"A"},"id":")" + id +
            R"(","data":")" + data + "\"}}"));
    };
    EXPECT_NE(content_of<callback_query>(press("1", std::string(64, 'd'))), nullptr);
    EXPECT_NE(content_of<ignored>(press("1", std::string(65, 'd'))), nullptr);
    EXPECT_NE(content_of<callback_query>(press(std::string(512, '1'), "d")), nullptr);
    EXPECT_NE(content_of<ignored>(press(std::string(513, '1'), "d")), nullptr);
}

TEST(bot_api_update, has_no_document_whose_name_at_telegram_is_too_long) {
    const auto with_file = [](std::size_t size) {
        const auto u = message_with("document", R"({"file_id":")" + std::string(size, 'f') + "\"}");
        const auto* m = content_of<message>(u);
        return m != nullptr && m->document.has_value();
    };
    EXPECT_TRUE(with_file(512));
    EXPECT_FALSE(with_file(513));
}

TEST(bot_api_update, list_of_nothing_readable_is_no_answer) {
    EXPECT_FALSE(parse_updates(json::parse(R"([{},"x",{"update_id":"2"}])")));
    EXPECT_TRUE(parse_updates(json::parse("[]")));
}

TEST(bot_api_update, list_leaves_out_what_has_no_id) {
    const auto updates = parse_updates(json::parse(R"([{"update_id":1},{},"x",{"update_id":2}])"));
    ASSERT_TRUE(updates);
    EXPECT_EQ(updates->size(), 2u);
    EXPECT_FALSE(parse_updates(json::parse("{}")));
}

}  // namespace
}  // namespace agentbackend::bot_api
