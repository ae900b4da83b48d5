#include "service.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <stdexcept>
#include <utility>

#include "bot_api/base_url.hpp"
#include "bots/bot_tokens.hpp"
#include "bots/fleet.hpp"
#include "bots/menu_registrar.hpp"
#include "bots/server_health.hpp"
#include "bots/webhook_bot.hpp"
#include "config/cannot_start.hpp"
#include "housekeeping.hpp"
#include "outbox/courier.hpp"
#include "outbox/outbox.hpp"
#include "outbox/undelivered.hpp"
#include "turns/commands.hpp"
#include "turns/effect_runner.hpp"
#include "turns/intake.hpp"
#include "turns/storage_watch.hpp"
#include "turns/tap_answers.hpp"
#include "turns/turns.hpp"

namespace agentbackend::host {
namespace {

constexpr std::chrono::seconds time_to_deliver{5};
// What stands in the way of an orderly end for so long is left behind.
constexpr std::chrono::seconds time_to_stop{15};

backend make_backend(backend_policy policy, std::shared_ptr<const pricing_rule> pricing) {
    auto made = backend::make(std::move(policy), std::move(pricing));
    if (!made) throw cannot_start("The policy cannot be used: " + made.error().to_string() + ".");
    return std::move(*made);
}

bot_api::client make_client(asio::any_io_executor executor, bot_api::client_options options) {
    try {
        return bot_api::client(std::move(executor), std::move(options));
    } catch (const std::invalid_argument& unusable) {
        throw cannot_start(unusable.what());
    }
}

std::string path_of(const std::optional<webhook_options>& options) {
    if (!options || options->public_url.empty()) return "";
    return bot_api::parse_base_url(options->public_url).prefix;
}

}  // namespace

// Members are destroyed in reverse: the committer ends before what its commands use, and the
// io_context last, since coroutines that were cut short live in it.
class service::parts final : private turn_listener, private undeliverable_listener {
public:
    parts(store& database, const token_sealer& sealer, service_options options, spdlog::logger& log)
        : log_(log),
          ids_(make_random_ids()),
          shop_(make_backend(std::move(options.policy), std::move(options.pricing))),
          conversations_(shop_, sealer, *ids_, options.conversations),
          client_(make_client(executor_, std::move(options.api))),
          committer_(database, clock_),
          commands_(committer_, executor_),
          health_(log),
          tokens_(std::move(options.main_token), commands_, sealer),
          courier_(client_, commands_),
          outbox_(executor_, courier_, tokens_, commands_, *this, log),
          turns_(commands_, *this, log, executor_),
          answers_(executor_, client_, tokens_, log),
          admins_(executor_, commands_, outbox_, shop_.policy().admins),
          storage_(admins_, log),
          intake_(executor_, conversations_, turns_, answers_, outbox_, options.inbound),
          menus_(executor_, client_, conversations_, tokens_, commands_, log),
          routes_(path_of(options.webhooks)),
          site_(listen(options.webhooks)),
          fleet_({executor_, client_, health_, tokens_, conversations_, turns_, intake_, menus_,
                  outbox_, admins_, log, options.pace, site_, options.conflicts}),
          effects_({executor_, client_, commands_, conversations_, turns_, sealer, tokens_, fleet_,
                    menus_, log}),
          housekeeping_(executor_, commands_, log) {}

    service_end run() {
        // Also when the network ends by an exception: queued commands use what is destroyed next.
        const struct stop_at_the_end {
            committer& writer;
            ~stop_at_the_end() { writer.stop(); }
        } stops_committer{committer_};
        const auto guard = asio::make_work_guard(network_);
        asio::co_spawn(executor_, start(), rethrows{});
        asio::co_spawn(executor_, housekeeping_.run(), rethrows{});
        network_.run();
        return end_;
    }

    void stop() {
        asio::post(executor_, [this] { begin_to_stop(); });
    }

    void stop_on_signals() {
        signals_.add(SIGINT);
        signals_.add(SIGTERM);
        signals_.async_wait([this](boost::system::error_code cancelled, int) {
            if (cancelled) return;
            begin_to_stop();
            // Whoever asks a second time does not want to wait.
            signals_.async_wait([this](boost::system::error_code over, int) {
                if (over) return;
                log_.warn("told to stop again; nothing committed is lost");
                network_.stop();
            });
        });
    }

private:
    void queued(std::vector<outbox_message> messages, const cause& because) override {
        for (auto& message : messages) outbox_.accept(std::move(message), because);
    }

    void asked(std::vector<console::effect> effects, const cause& because) override {
        for (auto& effect : effects) effects_.carry_out(std::move(effect), because);
    }

    void must_look_again() override {
        outbox_.hold();
        look_is_due_ = true;
        if (std::exchange(is_looking_, true)) return;
        asio::co_spawn(executor_, look_again(), rethrows{});
    }

    std::optional<webhook_site> listen(const std::optional<webhook_options>& options) {
        if (!options) return std::nullopt;
        listener_.emplace(executor_, options->listen, routes_, log_);
        log_.info("webhooks are listened for on {}:{}", options->listen.address, listener_->port());
        auto url = options->public_url;
        if (url.empty()) url = "http://127.0.0.1:" + std::to_string(listener_->port());
        return webhook_site{std::move(url), routes_};
    }

    awaitable<result<void>> gave_up(outbox_message message, std::string reason) override {
        auto passing_on = giving_up(conversations_, message, std::move(reason));
        const auto passed_on = co_await turns_.run(std::move(passing_on));
        if (!passed_on) co_return passed_on.error();
        co_return success();
    }

    void store_fails(const error& why) override { storage_.failed(why); }
    void store_works() override { storage_.worked(); }

    awaitable<> start() {
        outbox_.hold();
        const auto main = co_await fleet_.start_main();
        if (!main) co_return;
        if (const auto* refused = std::get_if<console::bot_failed>(&*main)) {
            end_ = {false, refused->reason};
            begin_to_stop();
            co_return;
        }
        // Not before the server has shown that it is one.
        co_await load("queued messages", outbox_);
        auto to_run = co_await fleet_.begin_anew();
        co_await load("open effects", effects_);
        co_await fleet_.start_all(std::move(to_run));
    }

    // One look is enough for all commits that were lost before it began.
    awaitable<> look_again() {
        while (std::exchange(look_is_due_, false)) {
            co_await load("queued messages", outbox_);
            co_await load("open effects", effects_);
        }
        is_looking_ = false;
    }

    template <class Source>
    awaitable<> load(std::string_view what, Source& from) {
        backoff pauses({std::chrono::milliseconds(100), std::chrono::seconds(10)});
        for (;;) {
            const auto loaded = co_await from.load();
            if (loaded || loaded.error().code() == errc::stopped) co_return;
            log_.warn("{} cannot be loaded: {}; trying again", what, loaded.error().to_string());
            co_await stopping_.wait_for(pauses.next());
            if (stopping_.is_set()) co_return;
        }
    }

    void begin_to_stop() {
        if (stopping_.is_set()) return;
        stopping_.set();
        asio::co_spawn(executor_, finish(), rethrows{});
        asio::co_spawn(executor_, give_up_later(), rethrows{});
    }

    awaitable<> finish() {
        log_.info("stopping");
        housekeeping_.stop();
        co_await fleet_.stop_all();
        if (listener_) listener_->stop();
        co_await outbox_.drain(time_to_deliver);
        if (const auto left = outbox_.waiting(); left != 0) {
            log_.info("messages left queued for the next start: {}", left);
        }
        client_.stop();
        signals_.cancel();
        network_.stop();
    }

    awaitable<> give_up_later() {
        event never(executor_);
        co_await never.wait_for(time_to_stop);
        log_.warn("what is under way takes too long and is left behind; nothing committed is lost");
        network_.stop();
    }

    asio::io_context network_{1};
    asio::any_io_executor executor_{network_.get_executor()};
    spdlog::logger& log_;
    wall_clock clock_;
    std::unique_ptr<id_source> ids_;  // used by the committer's thread alone
    backend shop_;
    console::console conversations_;
    bot_api::client client_;
    committer committer_;
    commands commands_;
    server_health health_;
    bot_tokens tokens_;
    courier courier_;
    outbox outbox_;
    turns turns_;
    tap_answers answers_;
    announcer admins_;
    storage_watch storage_;
    intake intake_;
    menu_registrar menus_;
    webhook_routes routes_;
    std::optional<webhook_listener> listener_;
    std::optional<webhook_site> site_;
    fleet fleet_;
    effect_runner effects_;
    housekeeping housekeeping_;
    asio::signal_set signals_{network_};
    bool look_is_due_ = false;
    bool is_looking_ = false;
    event stopping_{executor_};
    service_end end_;
};

service::service(store& database, const token_sealer& sealer, service_options options,
                 spdlog::logger& log)
    : parts_(std::make_unique<parts>(database, sealer, std::move(options), log)) {}

service::~service() = default;

service_end service::run() { return parts_->run(); }
void service::stop() { parts_->stop(); }
void service::stop_on_signals() { parts_->stop_on_signals(); }

}  // namespace agentbackend::host
