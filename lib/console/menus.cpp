#include "console/menus.hpp"

#include <algorithm>

#include "console/commands.hpp"

namespace agentbackend::console {
namespace {

// English is what everybody gets who has no menu in their own language.
std::string menu_language(language tongue) {
    return tongue == language::english ? std::string() : std::string(code(tongue));
}

void add_menus(std::vector<command_menu>& menus, const caller& reader_of_menu, chat_id chat) {
    for (const auto tongue : {language::english, language::chinese}) {
        command_menu menu{
            .who = chat ? command_menu::audience::one_chat : command_menu::audience::everyone,
            .chat = chat,
            .language = menu_language(tongue)};
        for (const auto& sheet : command_sheets()) {
            const auto& needed = permission_of(sheet.what);
            if (judge(needed, reader_of_menu)) continue;
            menu.commands.push_back({std::string(needed.name), say(tongue, sheet.about).text()});
        }
        menus.push_back(std::move(menu));
    }
}

result<chat_id> private_chat(reader& state, bot_ref bot, user_id user) {
    AGENTBACKEND_ASSIGN(const auto known, state.find_person(bot, user));
    return known && known->chat ? known->chat : chat_id{user.value};
}

}  // namespace

result<std::vector<command_menu>> menus_of(const backend& rules, reader& state, bot_ref bot,
                                           user_id former) {
    std::optional<agent> shop;
    std::vector<user_id> privileged;  // who see more than everybody
    if (bot.is_main()) {
        privileged = rules.policy().admins;
    } else {
        AGENTBACKEND_ASSIGN(shop, state.find_agent(bot.agent()));
        if (shop && shop->owner) privileged.push_back(*shop->owner);
    }

    const bool is_former =
        former && std::find(privileged.begin(), privileged.end(), former) == privileged.end();
    if (is_former) privileged.push_back(former);

    std::vector<command_menu> menus;
    caller who{.bot = bot, .shop = shop ? &*shop : nullptr};
    add_menus(menus, who, {});
    for (const auto user : privileged) {
        who.user = user;
        who.is_admin = rules.is_admin(user);
        AGENTBACKEND_ASSIGN(const auto chat, private_chat(state, bot, user));
        add_menus(menus, who, chat);
    }
    return menus;
}

}  // namespace agentbackend::console
