#include "sandbox_fixture.hpp"

#include <stdexcept>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "bot_api/client.hpp"

namespace agentbackend::sandbox {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

using bot_api::outcome;

// Runs what `begin` starts with a client of its own.
template <class Begin>
outcome<json::value> with_client(const world& w, Begin begin) {
    asio::io_context io{1};
    bot_api::client_options options;
    options.base_url = w.url();
    bot_api::client c{io.get_executor(), options};
    auto result = asio::co_spawn(io, begin(c), asio::use_future);
    io.run();
    return result.get();
}

std::string verdict_of(const outcome<json::value>& answer) {
    return answer ? "ok" : answer.error().description;
}

world_options by_the_clock(world_options options, const manual_clock& clock) {
    options.now = [&clock] { return clock.now(); };
    return options;
}

}  // namespace

std::string times(std::size_t count, std::string_view text) {
    std::string repeated;
    for (std::size_t i = 0; i < count; ++i) repeated += text;
    return repeated;
}

sandbox_world::sandbox_world(world_options options)
    : world_{by_the_clock(std::move(options), clock_)} {
    world_.add_bot({.token = std::string{alpha_token}, .id = 5000001, .username = "alpha_bot"});
    world_.add_bot({.token = std::string{beta_token}, .id = 5000002, .username = "beta_bot"});
}

conversation sandbox_world::customer_who_started() {
    auto chat = customer().in("alpha_bot");
    chat.sends("/start");
    return chat;
}

outcome<json::value> sandbox_world::call(std::string_view method, std::string_view parameters,
                                         std::string_view token) {
    return with_client(world_, [&](bot_api::client& c) {
        return c.call(bot_api::bot_token{std::string{token}}, method,
                      json::parse(parameters).as_object());
    });
}

std::string sandbox_world::verdict(std::string_view method, std::string_view parameters,
                                   std::string_view token) {
    return verdict_of(call(method, parameters, token));
}

std::string sandbox_world::verdict_on_upload(std::size_t bytes, std::string_view caption) {
    json::object parameters;
    parameters["chat_id"] = 42;
    parameters["caption"] = caption;
    bot_api::upload_file file{
        .field = "document", .name = "stock.txt", .bytes = std::string(bytes, 'x')};
    return verdict_of(with_client(world_, [&](bot_api::client& c) {
        return c.upload(bot_api::bot_token{std::string{alpha_token}}, "sendDocument", parameters,
                        std::move(file));
    }));
}

std::int64_t sandbox_world::says(std::string_view text) {
    json::object parameters;
    parameters["chat_id"] = 42;
    parameters["text"] = text;
    return sends(json::serialize(parameters));
}

std::int64_t sandbox_world::shows_button(std::string_view label, std::string_view data) {
    json::object button;
    button["text"] = label;
    button["callback_data"] = data;
    json::object markup;
    markup["inline_keyboard"] = json::array{json::array{button}};
    json::object parameters;
    parameters["chat_id"] = 42;
    parameters["text"] = "Press one";
    parameters["reply_markup"] = std::move(markup);
    return sends(json::serialize(parameters));
}

std::int64_t sandbox_world::sends(std::string_view parameters, std::string_view token) {
    return call("sendMessage", parameters, token).value().at("message_id").as_int64();
}

json::value sandbox_world::newest_update() {
    return call("getUpdates", R"({"offset":-1})").value().at(0);
}

}  // namespace agentbackend::sandbox
