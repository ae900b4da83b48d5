#include <agentbackend/console/screen.hpp>

namespace agentbackend::console {

styled_text& styled_text::add(std::string_view plain) {
    text_.append(plain);
    return *this;
}

styled_text& styled_text::add(std::string_view text, text_style style) {
    if (!text.empty()) spans_.push_back({text_.size(), text.size(), style});
    text_.append(text);
    return *this;
}

styled_text& styled_text::append(const styled_text& other) {
    const auto start = text_.size();
    text_.append(other.text_);
    for (auto moved : other.spans_) {
        moved.offset += start;
        spans_.push_back(moved);
    }
    return *this;
}

}  // namespace agentbackend::console
