#include "command_line/progress_line.hpp"

#include <algorithm>
#include <ostream>

namespace agentbackend::host {
namespace {

constexpr std::chrono::milliseconds pause_between_drawings{100};
constexpr std::int64_t bar_columns = 30;

}  // namespace

progress_line::~progress_line() {
    if (columns_ != 0) at_.err << '\r' << std::string(columns_, ' ') << '\r' << std::flush;
}

void progress_line::show(std::int64_t done, std::int64_t total) {
    if (done != total && !is_due()) return;
    const auto filled = static_cast<std::size_t>(done * bar_columns / total);
    auto bar = std::string(filled, '#');
    bar.resize(bar_columns, '.');
    draw(std::string(what_) + " [" + bar + "] " + std::to_string(done * 100 / total) + "% " +
         std::to_string(done) + "/" + std::to_string(total));
}

void progress_line::show(std::string_view step, std::int64_t done) {
    if (!is_due()) return;
    draw(std::string(what_) + " " + std::string(step) + " " + std::to_string(done));
}

bool progress_line::is_due() {
    if (!at_.err_is_tty) return false;
    const auto now = stopwatch::now();
    if (now < next_) return false;
    next_ = now + pause_between_drawings;
    return true;
}

void progress_line::draw(const std::string& text) {
    if (!at_.err_is_tty) return;
    at_.err << '\r' << text << std::string(columns_ > text.size() ? columns_ - text.size() : 0, ' ')
            << std::flush;
    columns_ = text.size();
}

}  // namespace agentbackend::host
