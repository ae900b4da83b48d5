#include "demo/demo.hpp"

#include <ostream>

#include "demo/books.hpp"
#include "demo/bubbles.hpp"
#include "demo/cast.hpp"
#include "demo/demo_stage.hpp"
#include "demo/early_end.hpp"
#include "demo/story.hpp"
#include "demo/visit.hpp"
#include "log/logging.hpp"

namespace agentbackend::host {
namespace {

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
    out << "\nNow be these people yourself: `host/run demo` (installed: `agentbackend demo`) opens "
           "a page to chat on.\n";
}

exit_status tell_story(std::ostream& out) {
    const auto log = make_log(spdlog::level::err);
    bubbles shown(out);
    introduce_cast(shown);
    demo_stage played(*log);
    const early_end when_told(played.spare_database().parent_path());
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

exit_status demo(const demo_request& asked, std::ostream& out) {
    return asked.tells_story ? tell_story(out) : receive_visitors(asked, out);
}

}  // namespace agentbackend::host
