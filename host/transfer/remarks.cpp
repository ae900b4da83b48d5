#include "transfer/remarks.hpp"

#include <ostream>
#include "transfer/utf8.hpp"

namespace agentbackend::transfer {

void remarks::add(const place& where, std::string_view sentence) {
    ++count_;
    if (kept_.size() == max_kept) return;
    kept_.push_back({printable(where.file), where.line, printable(sentence)});
}

std::ostream& operator<<(std::ostream& out, const remarks& all) {
    for (const auto& [file, line, sentence] : all.kept()) {
        out << "  " << file;
        if (line != 0) out << ':' << line;
        if (!file.empty()) out << ": ";
        out << sentence << '\n';
    }
    const auto unsaid = all.count() - static_cast<std::int64_t>(all.kept().size());
    if (unsaid > 0) out << "  and " << unsaid << " more\n";
    return out;
}

std::string counted(std::int64_t count, std::string_view noun) {
    auto text = std::to_string(count).append(" ").append(noun);
    if (count != 1) text += 's';
    return text;
}

}  // namespace agentbackend::transfer
