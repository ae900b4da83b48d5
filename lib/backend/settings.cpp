// What an agent's owner sets in their own shop.

#include <agentbackend/backend.hpp>

#include "backend/support.hpp"
#include "invariant.hpp"

namespace agentbackend {
namespace {

std::string& link_of(agent_links& links, link_kind kind) {
    switch (kind) {
        case link_kind::support: return links.support_link;
        case link_kind::channel: return links.channel_link;
        case link_kind::announcement: return links.announcement_link;
    }
    unreachable();
}

}  // namespace

result<agent> backend::set_markup(unit_of_work& work, const command_context& context,
                                  usdt markup) const {
    if (markup.is_negative()) return error(errc::amount_out_of_range).amount(markup);
    AGENTBACKEND_ASSIGN(auto own, own_agent(work, context));
    AGENTBACKEND_TRY(check_markup(markup, policy_.agents));
    own.markup = markup;
    return save(work, context, std::move(own));
}

result<agent> backend::set_link(unit_of_work& work, const command_context& context, link_kind kind,
                                std::string_view typed) const {
    std::string link;
    if (!typed.empty()) {
        AGENTBACKEND_ASSIGN(link, check_link(typed));
    }
    AGENTBACKEND_ASSIGN(auto own, own_agent(work, context));
    link_of(own.links, kind) = std::move(link);
    return save(work, context, std::move(own));
}

result<agent> backend::add_button(unit_of_work& work, const command_context& context,
                                  const link_button& asked) const {
    AGENTBACKEND_ASSIGN(auto title, check_button_title(asked.title));
    AGENTBACKEND_ASSIGN(auto url, check_button_url(asked.url));
    AGENTBACKEND_ASSIGN(auto own, own_agent(work, context));
    auto& buttons = own.links.extra_links;
    if (buttons.size() >= agent_links::max_extra_links) {
        return error(errc::too_many_buttons)
            .count(static_cast<std::int64_t>(buttons.size()), agent_links::max_extra_links);
    }
    buttons.push_back({std::move(title), std::move(url)});
    return save(work, context, std::move(own));
}

result<agent> backend::delete_button(unit_of_work& work, const command_context& context,
                                     std::int64_t number) const {
    AGENTBACKEND_ASSIGN(auto own, own_agent(work, context));
    auto& buttons = own.links.extra_links;
    const auto count = static_cast<std::int64_t>(buttons.size());
    if (number < 1 || number > count) return error(errc::button_not_found).count(number, count);
    buttons.erase(buttons.begin() + (number - 1));
    return save(work, context, std::move(own));
}

}  // namespace agentbackend
