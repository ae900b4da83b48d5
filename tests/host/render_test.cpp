#include "outbox/render.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace agentbackend::host {
namespace {

namespace json = boost::json;

constexpr bot_ref alpha = bot_ref::of({3});
constexpr chat_id chat{42};

console::outgoing sent(console::screen what, std::string name = {}) {
    return {alpha, chat, console::outgoing::send{std::move(what), std::move(name)}};
}

TEST(render, counts_entities_in_utf16_units) {
    console::styled_text text;
    text.add("价格 ")
        .add("🛍", console::text_style::bold)
        .add(" é ")
        .add("10.05", console::text_style::code);
    EXPECT_EQ(json::serialize(entities_of(text)),
              R"([{"type":"bold","offset":3,"length":2},{"type":"code","offset":8,"length":5}])");
}

TEST(render, names_every_style) {
    console::styled_text text;
    text.add("a", console::text_style::italic).add("b", console::text_style::preformatted);
    EXPECT_EQ(json::serialize(entities_of(text)),
              R"([{"type":"italic","offset":0,"length":1},{"type":"pre","offset":1,"length":1}])");
}

TEST(render, leaves_what_looks_like_markup_alone) {
    const auto body = render(sent({"<b>*not* [bold](x)</b>", {}}));
    EXPECT_EQ(body.parameters.at("text"), "<b>*not* [bold](x)</b>");
    EXPECT_FALSE(body.parameters.contains("parse_mode"));
    EXPECT_FALSE(body.parameters.contains("entities"));
    EXPECT_FALSE(body.parameters.contains("reply_markup"));
}

TEST(render, makes_an_inline_keyboard_of_the_rows) {
    const auto body = render(
        sent({"Hi", {{{"Buy", "p1", ""}, {"Site", "", "https://a.b"}}, {{"Back", "p2", ""}}}}));
    EXPECT_EQ(
        json::serialize(body.parameters.at("reply_markup")),
        R"({"inline_keyboard":[[{"text":"Buy","callback_data":"p1"},{"text":"Site","url":"https://a.b"}],[{"text":"Back","callback_data":"p2"}]]})");
}

TEST(render, keeps_what_an_edit_is_of) {
    const console::outgoing tapped{alpha, chat, console::outgoing::edit{{"New", {}}, 17, ""}};
    EXPECT_EQ(render(tapped).kind, message_kind::edit);
    EXPECT_EQ(render(tapped).message_id, 17);
    EXPECT_EQ(screen_name(tapped), "");

    const console::outgoing named{alpha, chat, console::outgoing::edit{{"New", {}}, 0, "progress"}};
    EXPECT_EQ(render(named).message_id, 0);
    EXPECT_EQ(screen_name(named), "progress");
    EXPECT_EQ(screen_name(sent({"x", {}}, "progress")), "progress");
}

TEST(render, uploads_documents_with_their_caption) {
    const console::outgoing message{
        alpha, chat,
        console::outgoing::upload{{"order-1.txt", std::string("a\0b\xFF", 4), "Here"}}};
    const auto body = render(message);
    EXPECT_EQ(body.kind, message_kind::upload);
    EXPECT_EQ(body.file_name, "order-1.txt");
    EXPECT_EQ(body.parameters.at("caption"), "Here");
}

TEST(outbox_body, is_read_back_with_every_byte) {
    outbox_body body;
    body.kind = message_kind::upload;
    body.parameters["caption"] = "🛍";
    body.message_id = 9;
    body.file_name = "a.txt";
    body.file_bytes = std::string("a\0b\xFF", 4);
    body.errand = std::string("\x01\0\xFF", 3);
    const auto read = decode_outbox_body(encode(body));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, body.kind);
    EXPECT_EQ(read->parameters, body.parameters);
    EXPECT_EQ(read->message_id, 9);
    EXPECT_EQ(read->file_name, "a.txt");
    EXPECT_EQ(read->file_bytes, body.file_bytes);
    EXPECT_EQ(read->errand, body.errand);
}

TEST(outbox_body, is_nothing_when_the_bytes_are_not_one) {
    for (const std::string_view bytes :
         {"", "{", "[]", "{}", R"({"version":2,"kind":"send","parameters":{}})",
          R"({"version":1,"kind":"shout","parameters":{}})", R"({"version":1,"kind":"send"})",
          R"({"version":1,"kind":"upload","parameters":{},"file":"!"})"}) {
        EXPECT_FALSE(decode_outbox_body(bytes)) << bytes;
    }
}

}  // namespace
}  // namespace agentbackend::host
