// What the demo's page can ask for, and what its people do thereby.

#include "demo_page/api.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "sandbox_fixture.hpp"

namespace agentbackend::demo_page {
namespace {

namespace json = boost::json;

const std::string chat = "/api/chats/42/alpha_bot";

class the_api : public sandbox::sandbox_world {
protected:
    reply gets(std::string path) { return asks("GET", std::move(path), {}); }
    reply posts(std::string path, const json::object& content) {
        return asks("POST", std::move(path), json::serialize(content));
    }
    reply asks(std::string method, std::string path, std::string body) {
        request asked;
        asked.method = std::move(method);
        asked.path = std::move(path);
        asked.body = std::move(body);
        return api_.answer(asked);
    }
    reply taps(std::int64_t message, std::int64_t column, std::string label) {
        return posts(chat + "/taps",
                     {{"message", message}, {"row", 0}, {"column", column}, {"label", label}});
    }
    reply uploads(std::string name, std::string caption, std::string bytes) {
        request asked;
        asked.method = "POST";
        asked.path = chat + "/documents";
        asked.headers["x-document-name"] = std::move(name);
        asked.headers["x-document-caption"] = std::move(caption);
        asked.body = std::move(bytes);
        return api_.answer(asked);
    }

    // A refusal has a sentence, with a full stop.
    static void expect_refusal(const reply& said, int status) {
        EXPECT_EQ(said.status, status) << said.body;
        const auto sentence = json::parse(said.body).at("error").as_string();
        EXPECT_TRUE(sentence.ends_with('.')) << sentence;
    }

    contacts bots_{world_, {{"alpha_bot", "Alpha", true, {}}}};
    api api_{world_, bots_, {{42, "Customer", "en", part::customer, {}}}};
};

TEST_F(the_api, serves_the_page_and_its_files_with_their_types) {
    EXPECT_TRUE(gets("/").body.starts_with("<!doctype html>"));
    EXPECT_EQ(gets("/").content_type, "text/html; charset=utf-8");
    EXPECT_EQ(gets("/main.js").content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(gets("/chat.css").content_type, "text/css; charset=utf-8");
    EXPECT_EQ(gets("/icon.svg").content_type, "image/svg+xml");
    for (const auto* path : {"/nothing", "/../main.js", "//main.js", "/api", "/api/nothing", ""}) {
        expect_refusal(gets(path), 404);
    }
    expect_refusal(asks("POST", "/", {}), 404);
}

TEST_F(the_api, says_what_a_person_says) {
    const auto said = posts(chat + "/texts", {{"text", "/start 你好"}});
    EXPECT_EQ(said.status, 200) << said.body;
    const auto update = newest_update();
    EXPECT_EQ(update.at("message").at("text"), "/start 你好");
    EXPECT_EQ(update.at("message").at("from").at("id"), 42);
    EXPECT_EQ(update.at("message").at("message_id"), json::parse(said.body).at("message"));
}

TEST_F(the_api, presses_the_button_at_a_place_when_it_is_still_the_one_that_was_seen) {
    customer_who_started();
    const auto id =
        sends(R"({"chat_id":42,"text":"Twice the same","reply_markup":{"inline_keyboard":
        [[{"text":"Same","callback_data":"first"},{"text":"Same","callback_data":"second"}]]}})");
    EXPECT_EQ(taps(id, 1, "Same").status, 200);
    EXPECT_EQ(newest_update().at("callback_query").at("data"), "second");
    EXPECT_EQ(taps(id, 0, "Same").status, 200);
    EXPECT_EQ(newest_update().at("callback_query").at("data"), "first");

    expect_refusal(taps(id, 0, "Other"), 409);
    expect_refusal(taps(id, 2, "Same"), 409);
    expect_refusal(taps(id, -1, "Same"), 409);
    expect_refusal(taps(id + 1, 0, "Same"), 409);
}

TEST_F(the_api, sends_a_document_and_gives_it_back) {
    EXPECT_EQ(uploads("%E5%BA%93%E5%AD%98.txt", "new%20stock", "A\nB\n").status, 200);
    const auto message = newest_update().at("message");
    EXPECT_EQ(message.at("document").at("file_name"), "库存.txt");
    EXPECT_EQ(message.at("caption"), "new stock");

    const auto id = std::to_string(message.at("message_id").as_int64());
    const auto got = gets(chat + "/documents/" + id);
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, "A\nB\n");
    EXPECT_EQ(got.file_name, "库存.txt");
    EXPECT_EQ(got.content_type, "application/octet-stream");
    expect_refusal(gets(chat + "/documents/999"), 404);
    expect_refusal(gets(chat + "/documents/x"), 404);
    expect_refusal(gets(chat + "/documents"), 404);
}

TEST_F(the_api, lists_the_commands_that_a_person_sees) {
    EXPECT_EQ(verdict("setMyCommands", R"({"commands":[{"command":"id","description":"Who"}]})"),
              "ok");
    const auto menu = json::parse(gets(chat + "/commands").body).at("commands");
    ASSERT_EQ(menu.as_array().size(), 1u);
    EXPECT_EQ(menu.at(0).at("name"), "id");
    EXPECT_EQ(menu.at(0).at("description"), "Who");
}

TEST_F(the_api, makes_a_bot_that_can_be_written_to_at_once) {
    const auto made = posts("/api/bots", {{"name", "Gamma"}});
    EXPECT_EQ(json::parse(made.body).at("username"), "gamma_bot");
    EXPECT_EQ(posts("/api/chats/42/gamma_bot/texts", {{"text", "hello"}}).status, 200);
    expect_refusal(posts("/api/bots", {{"name", ""}}), 400);
}

TEST_F(the_api, refuses_what_makes_no_sense_and_changes_nothing) {
    for (const auto* body : {"", "[]", "no JSON", "{}", R"({"text":1})", R"({"text":""})"}) {
        expect_refusal(asks("POST", chat + "/texts", body), 400);
    }
    expect_refusal(posts(chat + "/texts", {{"text", std::string(4097, 'x')}}), 400);
    expect_refusal(posts(chat + "/texts", {{"text", "\xff"}}), 400);
    for (const auto* path :
         {"/api/chats/43/alpha_bot/texts", "/api/chats/42/nobody_bot/texts",
          "/api/chats/x/alpha_bot/texts", "/api/chats/42/alpha_bot", "/api/chats/42/alpha_bot/",
          "/api/chats/42/alpha_bot/nothing", "/api/chats/42/alpha_bot/texts/1",
          "/api/chats/42/alpha_bot/texts/1/2", "/api/chats"}) {
        expect_refusal(posts(path, {{"text", "hello"}}), 404);
    }
    EXPECT_TRUE(world_.record().empty());
}

TEST_F(the_api, begins_a_stream_where_its_reader_was) {
    EXPECT_EQ(gets("/api/stream").stream_from->event, 0u);
    request again;
    again.method = "GET";
    again.path = "/api/stream";
    for (const auto& [last, wanted] : {std::pair{"7", 7u}, {"-7", 0u}, {"seven", 0u}, {"", 0u}}) {
        again.headers["last-event-id"] = last;
        EXPECT_EQ(api_.answer(again).stream_from->event, wanted) << last;
    }
}

}  // namespace
}  // namespace agentbackend::demo_page
