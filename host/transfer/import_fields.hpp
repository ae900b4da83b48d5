// The fields of one exported document, in plain and in extended JSON.
//
// `mongoexport` writes a number as `5`, `{"$numberInt":"5"}`, `{"$numberLong":"5"}`,
// `{"$numberDouble":"5.0"}` or `{"$numberDecimal":"5"}`, and a time as `{"$date":"2025-…Z"}` or
// `{"$date":{"$numberLong":"1737…"}}`; the programs before this one wrote amounts as texts. All of
// these are read, and exactly. A field that is null counts as not there. Not thread-safe.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transfer/json_tree.hpp"

namespace agentbackend::transfer {

// Each question answers none when the field is not there, or cannot be read. The first that cannot
// becomes the complaint; whoever asks looks at it after the last question.
class import_fields {
public:
    // The document must outlive this.
    explicit import_fields(const json_tree::object& document) : document_(document) {}

    std::optional<std::string> text(std::string_view name);
    // Refuses an amount beyond ±`limit`.
    std::optional<usdt> amount(std::string_view name, usdt limit);
    std::optional<timestamp> time(std::string_view name);
    // Zero counts as not there.
    std::optional<user_id> user(std::string_view name);
    // An ObjectId's digits, or a text; empty for anything else.
    std::string document_id() const;
    const json_tree::object* object(std::string_view name);
    const json_tree::list* list(std::string_view name);

    // The end of a sentence about the line; empty when all could be read.
    const std::string& complaint() const noexcept { return complaint_; }
    // What was read with a guess, as ends of sentences.
    const std::vector<std::string>& notes() const noexcept { return notes_; }

private:
    const json_tree* find(std::string_view name) const;
    void complain(std::string_view name, std::string_view what_is_wrong);
    std::optional<timestamp> time_from_text(std::string_view name, std::string_view text);

    const json_tree::object& document_;
    std::string complaint_;
    std::vector<std::string> notes_;
};

}  // namespace agentbackend::transfer
