#include "config/database_files.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <system_error>

#include "config/cannot_start.hpp"
#include "config/store_sentences.hpp"
#include "config/token_key_file.hpp"
#include "turns/store_trouble.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t agents_on_a_page = 100;

result<bool> has_sealed_tokens(store& data) {
    AGENTBACKEND_ASSIGN(const auto opened, data.read());
    agent_ref last;
    for (;;) {
        AGENTBACKEND_ASSIGN(const auto agents, opened->view().agents(last, agents_on_a_page));
        if (agents.empty()) return false;
        for (const auto& a : agents) {
            if (!a.token.bytes.empty()) return true;
        }
        last = agents.back().ref;
    }
}

// Another program's lock ends with that program, and room can be made.
cannot_start unopened(const error& why, const std::string& path) {
    const auto trouble = trouble_of(why);
    const bool may_pass = trouble == errc::store_locked || trouble == errc::store_full;
    return cannot_start(store_sentence(why, path),
                        may_pass ? exit_status::failure : exit_status::bad_configuration);
}

token_key make_key(const database_files& files, store& data, spdlog::logger& log) {
    const auto sealed = has_sealed_tokens(data);
    if (!sealed) throw unopened(sealed.error(), files.database.string());
    if (*sealed) {
        throw cannot_start(
            "The database " + files.database.string() +
            " holds bot tokens, but the key they were sealed with is missing: " +
            files.key_file.string() +
            ". Put it back, or name it with --token-key-file or AGENT_TOKEN_AES_KEY.");
    }
    auto key = create_token_key(files.key_file);
    log.info("made the key {}; keep a copy of it apart from the database", files.key_file.string());
    return key;
}

}  // namespace

bool is_founded(const std::filesystem::path& database) {
    namespace fs = std::filesystem;
    std::error_code why;
    const auto type = fs::status(database, why).type();
    switch (type) {
        case fs::file_type::not_found: return false;
        case fs::file_type::none:
            throw cannot_start(
                "The database " + database.string() + " cannot be looked at: " + why.message() +
                ". Look at its name, and whether this account may enter its folder.");
        case fs::file_type::directory:
            throw cannot_start(database.string() +
                               " is a folder. Name the database in it with --database.");
        default: return type != fs::file_type::regular || !fs::is_empty(database, why);
    }
}

opened_database open_database(const database_files& files, spdlog::logger& log) {
    auto opened = open_sqlite_store(files.database.string());
    if (!opened) throw unopened(opened.error(), files.database.string());
    const auto key = files.key ? *files.key : make_key(files, **opened, log);
    return {std::move(*opened), key};
}

}  // namespace agentbackend::host
