#include "command_line/check_config_command.hpp"

#include <agentbackend/console/reading.hpp>
#include <agentbackend/sqlite_store.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <ostream>

#include "bot_api/base_url.hpp"
#include "config/database_files.hpp"
#include "config/database_lock.hpp"
#include "config/serve_config.hpp"
#include "config/store_sentences.hpp"
#include "transfer/remarks.hpp"

namespace agentbackend::host {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page_size = 100;

bool others_may_read(const std::string& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

fs::path folder_of(const fs::path& file) {
    const auto folder = file.parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

// Agents as serve would find them.
struct agent_tally {
    std::int64_t all = 0;
    std::int64_t to_start = 0;
    std::int64_t with_token = 0;
    std::int64_t unreadable_tokens = 0;
    std::vector<std::string> on_main_token;  // whose token is the main bot's own
};

// What tokens are looked at with.
struct token_light {
    const token_sealer* sealer = nullptr;
    std::optional<std::int64_t> main_bot{};
};

void count(const agent& one, const token_light& light, agent_tally& so_far) {
    ++so_far.all;
    if (one.enabled) ++so_far.to_start;
    if (one.token.bytes.empty()) return;
    ++so_far.with_token;
    if (!light.sealer) return;
    const auto token = light.sealer->open(one.token, one.agent_id);
    if (!token) {
        ++so_far.unreadable_tokens;
    } else if (light.main_bot && console::bot_of_token(*token) == light.main_bot) {
        so_far.on_main_token.push_back(one.agent_id);
    }
}

result<agent_tally> count_agents(const std::string& database, const token_light& light) {
    AGENTBACKEND_ASSIGN(const auto data,
                        open_sqlite_store(database, {.mode = sqlite_options::access::read_only}));
    AGENTBACKEND_ASSIGN(const auto state, data->read());
    agent_tally all;
    for (agent_ref last;;) {
        AGENTBACKEND_ASSIGN(const auto page, state->view().agents(last, page_size));
        if (page.empty()) return all;
        for (const auto& one : page) count(one, light, all);
        last = page.back().ref;
    }
}

// A line for each subject; one that is in the way of serve does not hide the next.
class inspection {
public:
    inspection(const settings& given, std::ostream& out) : given_(given), out_(out) {}

    exit_status run() {
        look_at("main bot", [this] { return main_bot(); });
        look_at("admins", [this] { return admins(); });
        look_at("Bot API", [this] { return api(); });
        look_at("money", [this] { return money(); });
        look_at("key", [this] { return key(); });
        look_at("database", [this] { return database(); });
        look_at("log", [this] { return log(); });
        // Whatever serve asks for beside these.
        if (!is_refused_)
            look_at("the rest", [this] { return check(given_), std::string("good"); });
        out_ << (is_refused_ ? "serve would not start.\n" : "serve would start.\n");
        return is_refused_ ? exit_status::bad_configuration : exit_status::success;
    }

private:
    void look_at(std::string_view subject, const std::function<std::string()>& question) {
        try {
            const auto answer = question();
            out_ << "ok   " << subject << ": " << answer << "\n";
        } catch (const cannot_start& why) {
            is_refused_ = true;
            out_ << "STOP " << subject << ": " << why.what() << "\n";
        }
    }

    void warn(const std::string& sentence) { out_ << "look " << sentence << "\n"; }

    std::string main_bot() {
        const auto token = check_main_token(given_);
        main_bot_ = console::bot_of_token(token.reveal());
        if (given_.bot_token_file.empty()) return "its token is in BOT_TOKEN, and shaped like one";
        if (others_may_read(given_.bot_token_file)) {
            warn("others may read the token in " + given_.bot_token_file + ": chmod 600 " +
                 given_.bot_token_file);
        }
        return "its token is in " + given_.bot_token_file + ", and shaped like one";
    }

    std::string admins() const {
        std::string ids;
        for (const auto admin : check_admins(given_)) {
            ids += (ids.empty() ? "" : ", ") + std::to_string(admin.value);
        }
        return ids;
    }

    std::string api() {
        const auto url = bot_api::parse_base_url(check_api(given_).base_url);
        if (!url.is_tls && !url.is_this_machine()) {
            warn("tokens and messages go to " + url.authority() +
                 " unencrypted: keep that within your own network, or use https");
        }
        return given_.api_url;
    }

    std::string money() const {
        const auto rules = check_rules(given_);
        return "withdrawals from " + rules.withdrawals.minimum.to_string() + " USDT, fee " +
               rules.withdrawals.fee.to_string() + " USDT; markups up to " +
               rules.agents.markup_ceiling.to_string() + " USDT; own wallets refused: " +
               std::to_string(rules.withdrawals.operator_wallets.size());
    }

    std::string key() {
        const auto files = check_database(given_);
        if (files.key) sealer_.emplace(*files.key);
        if (!files.key) return "none yet; serve would make " + files.key_file.string();
        return given_.token_key_file.empty() && !given_.token_key.empty()
                   ? std::string("in AGENT_TOKEN_AES_KEY")
                   : "in " + files.key_file.string() + ", private";
    }

    std::string database() {
        const fs::path path(given_.database);
        if (!is_founded(path)) return new_database(path);
        const auto agents = count_agents(
            given_.database, {.sealer = sealer_ ? &*sealer_ : nullptr, .main_bot = main_bot_});
        if (!agents) throw cannot_start(store_sentence(agents.error(), given_.database));
        refuse_what_serve_cannot_use(path, *agents);
        for (const auto& id : agents->on_main_token) {
            warn("the token of " + id +
                 " is the main bot's own, so serve would not start it: replace it");
        }
        if (database_lock::is_held(path)) warn("a host is running on " + given_.database + " now");
        return given_.database + ", " + transfer::counted(agents->all, "agent") +
               ", of which serve would start " + std::to_string(agents->to_start);
    }

    static std::string new_database(const fs::path& path) {
        const auto folder = folder_of(path);
        std::error_code no_folder;
        if (!fs::is_directory(folder, no_folder)) {
            throw cannot_start("The folder " + folder.string() + " is not there. Make it.");
        }
        require_writable(folder);
        return "none yet; serve would make " + path.string();
    }

    static void require_writable(const fs::path& path) {
        if (::access(path.c_str(), W_OK) == 0) return;
        throw cannot_start("This account may not write in " + path.string() +
                           ". Give it the right to, for the file and its folder.");
    }

    void refuse_what_serve_cannot_use(const fs::path& path, const agent_tally& agents) const {
        require_writable(path);
        require_writable(folder_of(path));
        if (!sealer_ && agents.with_token != 0) {
            throw cannot_start(path.string() +
                               " holds bot tokens, and the key they were sealed with is missing. "
                               "Put it back, or name it.");
        }
        if (agents.unreadable_tokens != 0) {
            throw cannot_start(std::to_string(agents.unreadable_tokens) + " of " +
                               std::to_string(agents.with_token) + " bot tokens in " +
                               path.string() + " were sealed with another key. Find that one.");
        }
    }

    std::string log() const {
        check_log_level(given_.log_level);
        check_log_format(given_.log_format);
        return given_.log_level + " and above, format " + given_.log_format;
    }

    const settings& given_;
    std::ostream& out_;
    std::optional<aes_token_sealer> sealer_;
    std::optional<std::int64_t> main_bot_;
    bool is_refused_ = false;
};

}  // namespace

exit_status carry_out(const check_config_request&, const settings& given, const terminal& at) {
    return inspection(given, at.out).run();
}

}  // namespace agentbackend::host
