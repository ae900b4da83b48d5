#include "console/stock_file.hpp"

#include <algorithm>

#include "console/handlers.hpp"
#include "console/item_lines.hpp"

namespace agentbackend::console {
namespace {

constexpr std::int64_t max_stock_file_bytes = max_stock_file_megabytes * 1'000'000;
constexpr std::size_t items_in_a_commit = 500;
// A message may be edited about once a second; more steps than this are nobody's news.
constexpr std::int64_t progress_steps = 10;
constexpr std::size_t name_characters = 64;
constexpr std::size_t reason_characters = 256;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string limit_text() { return std::to_string(max_stock_file_megabytes); }

// The screen that tells how far a file has come.
std::string screen_of(effect_ref first) { return "stock-file:" + std::to_string(first.value); }

screen with_way_on(const viewer& who, styled_text text, product_ref product) {
    return {
        std::move(text),
        {{who.tap(phrase::label_open_product, action::tap_catalogue_product, {product.value, 0})}}};
}

// A file's fetch, as far as it has come.
struct intake {
    turn& t;
    fetch_file fetch;

    void say(styled_text text) const {
        t.change_named(screen_of(fetch.taken.first),
                       with_way_on(t.view, std::move(text), fetch.taken.product));
    }
    std::string count() const { return std::to_string(fetch.taken.items); }
    std::string total() const { return std::to_string(fetch.taken.all_items); }
    result<void> ask_for_more() const {
        AGENTBACKEND_TRY(t.ask_outside(fetch));
        return success();
    }
};

// --- Looking through the whole file ----------------------------------------------------------

bool is_text(std::string_view content) {
    return text::count_characters(content) && content.find('\0') == std::string_view::npos;
}

// How many items there are. When something is in the way: why nothing is added.
struct survey {
    std::int64_t items = 0;
    std::optional<styled_text> trouble{};
};

survey look_through(const viewer& who, std::string_view content) {
    if (!is_text(content)) return {0, who.say(phrase::stock_file_not_text)};
    survey found;
    item_lines lines(content);
    while (const auto item = lines.next()) {
        if (const auto checked = check_stock_content(*item); !checked) {
            const auto why = sentence(who.tongue, checked.error());
            return {0, who.say(phrase::stock_file_bad_line,
                               {{"line", std::to_string(lines.number())}, {"why", why.text()}})};
        }
        ++found.items;
    }
    if (found.items == 0) found.trouble = who.say(phrase::stock_file_empty);
    return found;
}

// Whether the file may be begun; when not, the admin has been told why.
bool begin(intake& in, std::string_view content) {
    auto& taken = in.fetch.taken;
    if (taken.bytes > 0) return true;
    if (content.starts_with(byte_order_mark)) {
        taken.bytes = static_cast<std::int64_t>(byte_order_mark.size());
        content.remove_prefix(byte_order_mark.size());
    }
    auto found = look_through(in.t.view, content);
    if (found.trouble) in.say(std::move(*found.trouble));
    taken.all_items = found.items;
    return !found.trouble;
}

// --- Taking some of it -----------------------------------------------------------------------

std::string key_of(const fetch_file::progress& taken) {
    return "stock-file:" + std::to_string(taken.first.value) + ":" + std::to_string(taken.bytes);
}

// An admin who is none any more, or the store: what was added stays.
result<void> stop(const intake& in, const error& refused) {
    if (is_of_store(refused)) return refused;
    in.say(in.t.view.say(phrase::stock_file_stopped,
                         {{"count", in.count()},
                          {"total", in.total()},
                          {"why", sentence(in.t.view.tongue, refused).text()}}));
    return success();
}

bool has_made_a_step(const intake& in, std::int64_t before) {
    const auto step_of = [&](std::int64_t items) {
        return items * progress_steps / std::max<std::int64_t>(in.fetch.taken.all_items, 1);
    };
    return step_of(before) != step_of(in.fetch.taken.items);
}

result<void> take_some(intake in, std::string_view content) {
    auto& taken = in.fetch.taken;
    auto& t = in.t;
    std::vector<std::string> items;
    item_lines lines(content, static_cast<std::size_t>(taken.bytes));
    while (items.size() < items_in_a_commit) {
        const auto item = lines.next();
        if (!item) break;
        items.emplace_back(*item);
    }
    const auto stocked =
        t.with.shop.add_stock(t.work, t.by_person(key_of(taken)), taken.product, items);
    if (!stocked) return stop(in, stocked.error());

    const auto before = taken.items;
    taken.items += static_cast<std::int64_t>(items.size());
    taken.bytes = static_cast<std::int64_t>(lines.bytes_read());
    const fill name{"product", ellipsis(stocked->name, name_characters)};
    if (taken.items >= taken.all_items) {
        in.say(t.view.say(
            phrase::stock_added,
            {name, {"count", in.count()}, {"stock", std::to_string(stocked->in_stock)}}));
        return success();
    }
    if (has_made_a_step(in, before)) {
        in.say(t.view.say(phrase::stock_file_taken,
                          {name, {"count", in.count()}, {"total", in.total()}}));
    }
    return in.ask_for_more();
}

// --- What else can come back -----------------------------------------------------------------

result<void> wait_longer(const intake& in, const std::string& reason) {
    in.say(in.t.view.say(phrase::stock_file_waiting,
                         {{"reason", ellipsis(reason, reason_characters)}, {"count", in.count()}}));
    return in.ask_for_more();
}

void say_not_given(const intake& in, std::string reason) {
    in.say(in.t.view.say(phrase::stock_file_not_given,
                         {{"reason", std::move(reason)}, {"count", in.count()}}));
}

void give_up(const intake& in, const file_refused& refused) {
    switch (refused.why) {
        case file_refused::cause::too_large:
            return in.say(in.t.view.say(phrase::stock_file_too_large, {{"limit", limit_text()}}));
        case file_refused::cause::not_given:
            return say_not_given(in, ellipsis(refused.reason, reason_characters));
        case file_refused::cause::no_token:
            return say_not_given(in, in.t.view.text(phrase::stock_file_no_token));
    }
}

}  // namespace

result<void> take_stock_file(turn& t, const product& target) {
    if (t.file->file_id.empty()) {
        t.send(t.prompt(t.view.say(phrase::stock_is_no_text)));
        return success();
    }
    if (t.file->size > max_stock_file_bytes) {
        t.send(t.prompt(t.view.say(phrase::stock_file_too_large, {{"limit", limit_text()}})));
        return success();
    }
    AGENTBACKEND_TRY(t.end_dialog());
    AGENTBACKEND_ASSIGN(const auto first,
                        t.ask_outside(fetch_file{.file_id = t.file->file_id,
                                                 .max_bytes = max_stock_file_bytes,
                                                 .taken = {.product = target.ref}}));
    t.send_named(screen_of(first),
                 {t.view.say(phrase::stock_file_awaited,
                             {{"file", ellipsis(t.file->file_name, name_characters)}}),
                  {}});
    return success();
}

result<void> go_on_with_file(turn& t, const effect& asked, const fetch_file& fetch,
                             const effect_outcome& outcome) {
    intake in{t, fetch};
    if (!in.fetch.taken.first) in.fetch.taken.first = asked.ref;
    if (const auto* fetched = std::get_if<file_fetched>(&outcome)) {
        return begin(in, *fetched->content) ? take_some(in, *fetched->content) : success();
    }
    if (const auto* away = std::get_if<unreachable>(&outcome)) {
        return wait_longer(in, away->reason);
    }
    if (const auto* refused = std::get_if<file_refused>(&outcome)) give_up(in, *refused);
    return success();
}

}  // namespace agentbackend::console
