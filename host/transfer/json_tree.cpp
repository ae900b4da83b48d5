#include "transfer/json_tree.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>

#include "transfer/utf8.hpp"

namespace agentbackend::transfer {
namespace {

namespace json = boost::json;

constexpr std::size_t max_depth = 128;

// Builds the tree from the parser's events. Finished values wait on a stack until the list or
// object around them ends.
class tree_builder {
public:
    // The text is bounded already.
    static constexpr auto max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr auto max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr auto max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr auto max_string_size = std::numeric_limits<std::size_t>::max();

    // What the grammar allows and this program does not; empty when there is nothing.
    const std::string& complaint() const noexcept { return complaint_; }
    // Of the document itself, the last that has begun.
    const std::string& field() const noexcept { return field_; }
    // REQUIRES: the document has ended.
    json_tree take() { return std::move(values_.back()); }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return ++depth_ > 0; }
    bool on_array_begin(json::error_code&) { return ++depth_ > 0; }

    bool on_object_end(std::size_t members, json::error_code&) {
        --depth_;
        json_tree::object object;
        auto values = take_last(values_, members);
        auto names = take_last(names_, members);
        for (std::size_t i = 0; i < members; ++i) {
            object.emplace_back(std::move(names[i]), std::move(values[i]));
        }
        refuse_repeated_names(object);
        return add({std::move(object)});
    }
    bool on_array_end(std::size_t items, json::error_code&) {
        --depth_;
        return add({take_last(values_, items)});
    }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        return collect(part);
    }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        collect(part);
        names_.push_back(std::exchange(text_, {}));
        if (depth_ == 1) field_ = names_.back();
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        return collect(part);
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        collect(part);
        if (text_.find('\0') != std::string::npos)
            complaint_ = "holds a NUL character; take it out";
        return add({std::exchange(text_, {})});
    }

    bool on_number_part(json::string_view part, json::error_code&) { return collect(part); }
    bool on_int64(std::int64_t, json::string_view part, json::error_code&) { return number(part); }
    bool on_uint64(std::uint64_t, json::string_view part, json::error_code&) {
        return number(part);
    }
    bool on_double(double, json::string_view part, json::error_code&) { return number(part); }

    bool on_bool(bool value, json::error_code&) { return add({value}); }
    bool on_null(json::error_code&) { return add({}); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    bool collect(json::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool number(json::string_view last_part) {
        collect(last_part);
        return add({json_tree::number{std::exchange(text_, {})}});
    }
    bool add(json_tree value) {
        values_.push_back(std::move(value));
        return true;
    }

    template <class T>
    static std::vector<T> take_last(std::vector<T>& stack, std::size_t count) {
        const auto first = stack.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<T> taken(std::make_move_iterator(first), std::make_move_iterator(stack.end()));
        stack.erase(first, stack.end());
        return taken;
    }

    void refuse_repeated_names(const json_tree::object& object) {
        std::vector<std::string_view> names;
        for (const auto& [name, value] : object) names.push_back(name);
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice != names.end()) {
            complaint_ = "names \"" + std::string(*twice) + "\" twice; take one of them out";
        }
    }

    std::size_t depth_ = 0;  // of lists and objects that have begun and not ended
    std::string field_;
    std::string text_;
    std::vector<std::string> names_;
    std::vector<json_tree> values_;
    std::string complaint_;
};

std::string too_deep_in(const std::string& field) {
    const std::string complaint = "is nested deeper than any document of MongoDB";
    if (field.empty()) return complaint + "; take it out of the file";
    return complaint + ", in its field \"" + field + "\"; take that field out";
}

}  // namespace

const json_tree* find_member(const json_tree::object& object, std::string_view name) {
    const auto found = std::find_if(object.begin(), object.end(),
                                    [&](const auto& member) { return member.first == name; });
    return found == object.end() ? nullptr : &found->second;
}

std::variant<json_tree, std::string> parse_json(std::string_view text) {
    if (!is_utf8(text)) return "is not UTF-8 text; save the file as UTF-8";
    json::parse_options options;
    options.max_depth = max_depth;
    json::basic_parser<tree_builder> parser(options);
    json::error_code failed;
    const auto read = parser.write_some(false, text.data(), text.size(), failed);
    if (!failed && read < text.size()) failed = json::error::extra_data;
    if (failed == json::error::too_deep) return too_deep_in(parser.handler().field());
    if (failed) {
        return "is not readable as JSON at byte " + std::to_string(read + 1) + " (" +
               failed.message() +
               "); export the collection again with mongoexport, one document a line";
    }
    if (!parser.handler().complaint().empty()) return parser.handler().complaint();
    return parser.handler().take();
}

}  // namespace agentbackend::transfer
