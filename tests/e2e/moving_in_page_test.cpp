// docs/moving-in.md, done as it says: its blocks of shell are one session that works. The old
// installation's exporter has a stand-in.

#include "docs/support/pages.hpp"
#include "e2e/command_fixture.hpp"

#include <cstdlib>

namespace agentbackend::test {
namespace {

// Serves until it is up, and is told to end then, as by Ctrl+C.
std::string until_it_is_up(const std::string& serving) {
    return "coproc host { exec env " + serving +
           " 2>&1; }\n"
           "while read -r line <&${host[0]}; do echo \"$line\"; case $line in *'@shop_bot is up'*) "
           "break ;; esac; "
           "done\n"
           "kill $host_PID\nwait $host_PID\n";
}

// Its blocks of shell, one after another.
std::string shell_blocks(const page& shown) {
    std::string script;
    for (const auto& block : shown.blocks) {
        if (block.language != "sh") continue;
        for (const auto& line : block.lines) {
            script += line.ends_with(" serve") ? until_it_is_up(line) : line + "\n";
        }
    }
    const auto fill_in = [&script](const std::string& dots, const std::string& value) {
        const auto at = script.find(dots);
        if (at == std::string::npos) throw std::runtime_error("the page has no " + dots);
        script.replace(at, dots.size(), value);
    };
    fill_in("admin-ids = […]", "admin-ids = [123456789]");
    fill_in("BOT_TOKEN=…", "BOT_TOKEN=" + std::string(host::cast::main_bot.token));
    return script;
}

using the_page_on_moving_in = an_operator;

TEST_F(the_page_on_moving_in, is_a_session_that_works) {
    const auto script = shell_blocks(page_named("docs/moving-in.md"));
    ASSERT_NE(script, "");
    file("agents", R"({"agent_id":"agent_20250124_143022","name":"Old","owner_user_id":9,)"
                   R"("status":"running","profit_available_usdt":12.5,)"
                   R"("profit_frozen_usdt":{"$numberDecimal":"20"}})"
                   "\n");
    file("agent_withdrawals",
         R"({"request_id":"aw_20250124_143022_abc123","agent_id":"agent_20250124_143022",)"
         R"("owner_user_id":9,"amount_usdt":"20","fee_usdt":"1","status":"pending",)"
         R"("address":"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss"})"
         "\n");
    file("goods.csv", "category,name,base_price\nCards,Gift card,10\n");
    file("gift-cards.txt", "GIFT-1\nGIFT-2\n");
    std::filesystem::create_symlink(AGENTBACKEND_EXECUTABLE, in_folder("agentbackend"));
    // --db shop --collection $4 --out $6
    std::filesystem::permissions(file("mongoexport", "#!/bin/sh\ncp \"$4\" \"$6\"\n"),
                                 std::filesystem::perms::owner_all);
    const auto told = in_folder("told.txt");
    const auto steps = file("steps.sh", "set -euo pipefail\ncd '" + stage.folder().string() +
                                            "'\nexport PATH=$PWD:$PATH BOT_TOKEN=" +
                                            std::string(host::cast::main_bot.token) +
                                            " BOT_API_URL=" + stage.world().url() + "\n" + script);
    const auto status = std::system(("bash '" + steps + "' > '" + told + "' 2>&1").c_str());
    EXPECT_EQ(status, 0) << content(told);
    EXPECT_THAT(content(told), ::testing::HasSubstr("serve would start."));
    EXPECT_TRUE(std::filesystem::exists(in_folder("books/withdrawals.csv")));
}

}  // namespace
}  // namespace agentbackend::test
