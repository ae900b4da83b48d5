#include "demo/tampering.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace agentbackend::host {

void copy_database(const std::filesystem::path& from, const std::filesystem::path& to) {
    const SQLite::Database source(from.string(), SQLite::OPEN_READONLY);
    SQLite::Statement copy(source, "VACUUM INTO ?");
    copy.bind(1, to.string());
    copy.exec();
}

void add_to_available(const std::filesystem::path& database, std::string_view agent_name,
                      usdt amount) {
    const SQLite::Database target(database.string(), SQLite::OPEN_READWRITE);
    SQLite::Statement change(target, "UPDATE agents SET available = available + ? WHERE name = ?");
    change.bind(1, amount.micros());
    change.bind(2, std::string(agent_name));
    change.exec();
}

}  // namespace agentbackend::host
