#include "demo/demo.hpp"

#include <optional>
#include <ostream>
#include <sstream>

#include "demo/books.hpp"
#include "demo/bubbles.hpp"
#include "demo/cast.hpp"
#include "demo/in_process_host.hpp"
#include "demo/story.hpp"
#include "logging.hpp"
#include "serve_config.hpp"
#include "temporary_folder.hpp"
#include "verify_command.hpp"

namespace agentbackend::host {
namespace {

constexpr std::chrono::seconds patience{60};

sandbox::world_options world_options() {
    sandbox::world_options options;
    options.patience = patience;
    return options;
}

sandbox::bot_registration registration(const cast::bot& bot) {
    sandbox::bot_registration wanted;
    wanted.token = bot.token;
    wanted.id = bot.id;
    wanted.username = bot.username;
    wanted.name = bot.name;
    return wanted;
}

// The host in this process, in a folder that is gone afterwards.
class demo_stage final : public stage {
public:
    explicit demo_stage(spdlog::logger& log) : log_(log), world_(world_options()) {
        for (const auto& bot : {cast::main_bot, cast::alpha_bot, cast::beta_bot}) {
            world_.add_bot(registration(bot));
        }
    }

    sandbox::world& world() override { return world_; }

    void start_host() override {
        settings s;
        s.database = database().string();
        s.api_url = world_.url();
        s.bot_token = cast::main_bot.token;
        s.admin_ids = {std::to_string(cast::admin.id)};
        host_.emplace(check(s), log_);
    }

    void stop_host() override {
        host_->stop();
        host_.reset();
    }

    std::filesystem::path database() const override { return folder_.path() / "shop.db"; }
    std::filesystem::path spare_database() const override { return folder_.path() / "copy.db"; }

    audit_verdict verify(const std::filesystem::path& database) override {
        std::ostringstream report;
        const auto status = verify_database(database.string(), report);
        return {status, report.str()};
    }

private:
    spdlog::logger& log_;
    temporary_folder folder_;
    sandbox::world world_;
    std::optional<in_process_host> host_;
};

void introduce_cast(bubbles& shown) {
    for (const auto& who : {cast::admin, cast::alpha_owner, cast::beta_owner, cast::customer}) {
        shown.name_person(who.id, who.name);
    }
    for (const auto& bot : {cast::main_bot, cast::alpha_bot, cast::beta_bot}) {
        shown.keep_secret(bot.token);
    }
}

void print_end(stage& played, std::ostream& out) {
    const auto balances = read_books(played.database());
    out << "━━ The end ━━\n\nBalances in USDT:\n";
    if (balances) print(*balances, out);
    out << "\n" << played.verify(played.database()).report;
}

exit_status tell_story(std::ostream& out) {
    const auto log = make_log(spdlog::level::err);
    bubbles shown(out);
    introduce_cast(shown);
    demo_stage played(*log);
    played.world().observe([&](const sandbox::event& e) { shown.show(e); });
    out << "A story in eight chapters: a shop, two agents who resell from it, and a customer.\n";
    try {
        story(played, shown).play();
    } catch (const sandbox::unmet_expectation& surprise) {
        played.world().observe({});
        out << "The story went another way than it should:\n" << surprise.what() << "\n";
        return exit_status::failure;
    }
    played.world().observe({});
    played.stop_host();
    print_end(played, out);
    return exit_status::success;
}

}  // namespace

exit_status demo(const settings& asked, std::ostream& out) {
    if (!asked.tells_story) {
        throw cannot_start("The demo has a story to tell: `agentbackend demo --story`.");
    }
    return tell_story(out);
}

}  // namespace agentbackend::host
