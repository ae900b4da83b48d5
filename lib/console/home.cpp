// The first screen: greeting, what there is to do, and the agent's own links.

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

// Where a link leads; a `@username` is Telegram's.
std::string url_of(const std::string& link) {
    return link.starts_with('@') ? "https://t.me/" + link.substr(1) : link;
}

void add_links(const viewer& who, const agent_links& links, screen& shown) {
    button_row row;
    const auto add = [&](phrase label, const std::string& link) {
        if (!link.empty()) row.push_back({.label = who.text(label), .url = url_of(link)});
    };
    add(phrase::label_support, links.support_link);
    add(phrase::label_channel, links.channel_link);
    add(phrase::label_announcement, links.announcement_link);
    if (!row.empty()) shown.rows.push_back(std::move(row));
    for (const auto& [label, url] : links.extra_links) {
        shown.rows.push_back({{.label = label, .url = url_of(url)}});
    }
}

screen home_screen(const viewer& who, const agent* shop) {
    screen shown{shop ? who.say(phrase::greeting_of_shop, {{"shop", shop->name}})
                      : who.say(phrase::greeting),
                 {{who.tap(phrase::label_products, action::tap_products),
                   who.tap(phrase::label_account, action::tap_account)}}};
    if (!shop) return shown;
    add_links(who, shop->links, shown);
    if (shop->is_owned_by(who.user)) {
        shown.rows.push_back({who.tap(phrase::label_open_dashboard, action::tap_dashboard)});
    }
    return shown;
}

}  // namespace

result<void> show_home(turn& t) {
    if (t.where.bot.is_main() && t.is_admin()) {
        show_admin_menu(t);
    } else {
        t.show(home_screen(t.view, t.shop ? &*t.shop : nullptr));
    }
    return success();
}

}  // namespace agentbackend::console
