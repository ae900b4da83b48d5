#include "demo/opening_day.hpp"

#include <agentbackend/store.hpp>

#include <sstream>
#include <stdexcept>

#include "demo/cast.hpp"
#include "transfer/catalog_import.hpp"

namespace agentbackend::host {
namespace {

constexpr std::string_view catalogue =
    "category,name,base_price\n"
    ",Gift card,10\n"
    "Games,30 days of play,14.9\n"
    "Games,A year of play,129\n"
    "Software,Photo editor licence,25\n";

constexpr std::size_t at_most = 100;

// Long, as the keys of programs are: a few of them are delivered as a file.
std::string licence(int number) {
    const auto title = "LICENCE-" + std::to_string(number) + "-";
    std::string text;
    while (text.size() < 1200) text += title;
    return text;
}

template <class T>
T value_of(result<T> r) {
    if (!r) throw std::runtime_error("The demo's shop cannot be opened: " + r.error().to_string());
    return std::move(*r);
}

class opening_day {
public:
    opening_day(sandbox::world& world, const transfer::shopkeeper& keeper)
        : world_(world), keeper_(keeper) {}

    bool is_over() const { return !agents().empty(); }

    void pass() {
        add_agent(cast::alpha_bot, cast::alpha_owner);
        add_agent(cast::beta_bot, cast::beta_owner);
        add_goods();
        admit_customers();
        set_markups();
        sell_the_first_cards();
    }

private:
    sandbox::conversation chat(std::int64_t person, std::string_view bot) const {
        return world_.person(person, {}).in(bot);
    }
    sandbox::conversation admin() const { return chat(cast::admin.id, cast::main_bot.username); }

    std::vector<agent> agents() const {
        const auto opened = value_of(keeper_.database.read());
        return value_of(opened->view().agents({}, at_most));
    }

    void add_agent(const cast::bot& bot, const cast::person& owner) {
        const std::string name(bot.name);
        admin()
            .sends("/start")
            .expect("Admin menu")
            .taps("🤖 Agents")
            .expect("🤖 Agents")
            .taps("➕ New agent")
            .expect("Send the bot token")
            .sends(std::string(bot.token))
            .expect("The bot is @" + std::string(bot.username))
            .sends(name)
            .expect("The agent is called " + name)
            .sends(std::to_string(owner.id))
            .expect("“" + name + "” has been created")
            .expect("of “" + name + "” is running");
    }

    void add_goods() {
        std::istringstream file{std::string(catalogue)};
        const auto added = value_of(transfer::import_catalog(keeper_, {"the catalogue", file}));
        if (!added.problems.empty()) throw std::logic_error("the demo's catalogue has faults");
        stock("1\nGIFT-1111\nGIFT-2222\nGIFT-3333\nGIFT-4444\nGIFT-5555\nGIFT-6666\nGIFT-7777");
        stock("2\nPLAY-2468\nPLAY-1357\nPLAY-8080");
        stock("3\nYEAR-1212\nYEAR-3434");
        for (int n = 1; n <= 5; ++n) stock("4\n" + licence(n));
    }

    void stock(const std::string& product_and_items) {
        admin().sends("/stock_add " + product_and_items).expect("in stock now");
    }

    void admit_customers() {
        for (const auto& a : agents()) {
            if (a.name == cast::alpha_bot.name) {
                admit(cast::customer.id, cast::alpha_bot, a.agent_id + " 42 100 welcome");
                admit(arabic_customer, cast::alpha_bot, a.agent_id + " 44 20");
            } else {
                admit(chinese_customer, cast::beta_bot, a.agent_id + " 43 50 首充");
            }
        }
        admit(cast::customer.id, cast::main_bot, "main 42 30");
    }

    void admit(std::int64_t customer, const cast::bot& bot, const std::string& credit) {
        chat(customer, bot.username).sends("/start").await_reply();
        admin().sends("/credit " + credit).expect("✅ Credited");
    }

    void set_markups() {
        chat(cast::alpha_owner.id, cast::alpha_bot.username)
            .sends("/agent")
            .expect("Agent dashboard")
            .taps("💰 Set markup")
            .expect("Send the new one")
            .sends("0.05")
            .expect("0.05 USDT per item now");
        chat(cast::beta_owner.id, cast::beta_bot.username)
            .sends("/agent")
            .expect("代理后台")
            .taps("💰 设置差价")
            .expect("请发送新的差价")
            .sends("0.5")
            .expect("差价已设为");
    }

    void sell_the_first_cards() {
        chat(chinese_customer, cast::beta_bot.username)
            .sends("/start")
            .expect("欢迎光临 Beta")
            .taps("🛍 商品列表")
            .expect("请选择分类")
            .taps("📦 其他商品")
            .expect("其他商品")
            .taps("Gift card · 10.50 USDT · 库存 7")
            .expect("价格：10.50 USDT")
            .taps("2")
            .expect("合计：21.00 USDT")
            .taps("✅ 确认购买")
            .expect("GIFT-2222");
    }

    sandbox::world& world_;
    const transfer::shopkeeper& keeper_;
};

}  // namespace

void open_the_shop(sandbox::world& world, const transfer::shopkeeper& keeper) {
    opening_day day(world, keeper);
    if (!day.is_over()) day.pass();
}

}  // namespace agentbackend::host
