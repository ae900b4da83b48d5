#include "world.hpp"

#include <agentbackend/verify.hpp>

#include <algorithm>
#include <sstream>

namespace agentbackend::simulation {
namespace {

constexpr micros second = 1'000'000;
constexpr std::int64_t steps_between_comparisons = 5'000;
constexpr std::int64_t steps_between_audits = 25'000;
constexpr std::int64_t steps_that_see_everything = 1'000'000;

backend make_rules() {
    backend_policy policy;
    for (const auto admin : people::admins()) policy.admins.push_back({admin});
    return std::move(backend::make(std::move(policy))).value();
}

std::string differs(const std::string& what, micros kept, micros stored) {
    return kept == stored ? std::string()
                          : what + ": the books say " + in_words(kept) + ", the store says " +
                                in_words(stored);
}

std::string compare(number ref, const books::agent& kept, const agent& stored) {
    const auto who = "agent " + std::to_string(ref);
    for (const auto& difference :
         {differs(who + ", available", kept.available, stored.available.micros()),
          differs(who + ", frozen", kept.frozen, stored.frozen.micros()),
          differs(who + ", payouts", kept.payouts, stored.payouts.micros()),
          differs(who + ", fees", kept.fees, stored.fees.micros()),
          differs(who + ", markup", kept.markup, stored.markup.micros())}) {
        if (!difference.empty()) return difference;
    }
    const bool is_same = kept.id == stored.agent_id && kept.name == stored.name &&
                         kept.wanted == stored.enabled && stored.is_owned_by({kept.owner}) &&
                         kept.status == name(stored.status);
    return is_same ? ""
                   : who + " is " + kept.status + " in the books, " +
                         std::string(name(stored.status)) + " in the store";
}

std::string compare(number ref, const books::product& kept, const product& stored) {
    const bool is_same = kept.name == stored.name && kept.stock() == stored.in_stock &&
                         kept.sold == stored.sold && kept.base == stored.base_price.micros() &&
                         kept.is_on_sale == stored.listed && kept.category == stored.category.value;
    return is_same ? "" : "product " + std::to_string(ref) + " is another";
}

std::string compare(number ref, const books::order& kept, const order& stored) {
    const bool is_same =
        kept.total == stored.terms.total.micros() && kept.profit == stored.terms.profit.micros() &&
        kept.refunded == (stored.status == order_status::refunded) &&
        kept.product_name == stored.product_name && kept.customer == stored.customer.value;
    return is_same ? "" : "order " + std::to_string(ref) + " is another";
}

std::string compare(number ref, const std::string& kept, const category& stored) {
    return kept == stored.name ? "" : "category " + std::to_string(ref) + " is another";
}

std::string compare(number ref, const books::request& kept, const withdrawal& stored) {
    const bool is_same = kept.id == stored.request_id && kept.agent == stored.agent.value &&
                         kept.amount == stored.amount.micros() &&
                         kept.status == name(stored.status);
    return is_same ? ""
                   : "withdrawal " + std::to_string(ref) + " is " + kept.status +
                         " in the books, " + std::string(name(stored.status)) + " in the store";
}

}  // namespace

world::world(std::uint64_t seed, opener open_store)
    : luck_(seed),
      chats_(luck_),
      clerk_(people::admins()),
      people_(luck_, chats_, clerk_.kept),
      rules_(make_rules()),
      ids_(make_seeded_ids(seed)),
      conversations_(rules_, sealer_, *ids_),
      around_{.luck = luck_,
              .time = time_,
              .chats = chats_,
              .books = clerk_,
              .post = post_,
              .rules = rules_,
              .conversations = conversations_,
              .sealer = sealer_,
              .object = [this](const std::string& what) { object(what); }},
      open_store_(std::move(open_store)) {
    found();
    restart();
}

// What was there before the world begins: shops with owners, a few things to sell, and customers
// with some money, made by the use cases.
void world::found() {
    store_ = open_store_();
    auto unit = std::move(store_->begin().value());
    const auto founded = found_in(unit->work());
    if (!founded) return object("founding: " + founded.error().to_string());
    if (const auto committed = unit->commit(); !committed) {
        object("founding: " + committed.error().to_string());
    }
}

result<void> world::found_in(unit_of_work& work) {
    const command_context by_admin{
        .now = time_.now(), .ids = *ids_, .who = actor::person({1}, bot_ref::main()), .key = {}};
    auto& kept = clerk_.kept;
    for (number i = 1; i <= people::shops; ++i) {
        const auto owner = people::owner(i % people::owners + 1);
        const auto platform_id = 50'000 + i;
        const auto name = "Founded " + std::to_string(i);
        AGENTBACKEND_ASSIGN(const auto made,
                            rules_.create_agent(work, by_admin,
                                                {.name = name,
                                                 .owner = user_id{owner},
                                                 .token = {"sealed"},
                                                 .identity = {platform_id, "bot"}}));
        AGENTBACKEND_TRY(rules_.start_agent(work, by_admin, made.ref));
        kept.open_shop(made.ref.value, {.id = made.agent_id,
                                        .name = name,
                                        .owner = owner,
                                        .platform_id = platform_id,
                                        .username = "bot"});
    }
    for (number i = 1; i <= 4; ++i) {
        const auto name = "Founded thing " + std::to_string(i);
        const auto base = i * 1'234'567;
        AGENTBACKEND_ASSIGN(
            const auto made,
            rules_.add_product(work, by_admin,
                               {.name = name, .base_price = usdt::from_micros(base)}));
        kept.add_product(made.ref.value, name, base);
        std::vector<std::string> items;
        for (int n = 1; n <= 100; ++n) items.push_back(name + ", item " + std::to_string(n));
        AGENTBACKEND_TRY(rules_.add_stock(work, by_admin, made.ref, items));
        kept.add_stock(made.ref.value, items);
    }
    for (number bot = 0; bot <= people::shops; ++bot) {
        const auto user = people::customer_of(bot, 0);
        const auto sum = 200 * books::one_usdt;
        AGENTBACKEND_TRY(rules_.credit_wallet(
            work, by_admin,
            {.bot = bot_ref::from_value(bot), .user = {user}, .amount = usdt::from_micros(sum)}));
        kept.credit(bot, user, sum);
    }
    return success();
}

std::string world::run(std::int64_t steps) {
    for (step_ = 1; step_ <= steps && wrong_.empty(); ++step_) {
        step();
        if (step_ % steps_between_comparisons == 0) compare_everything();
        if (step_ % steps_between_audits == 0) verify_everything();
    }
    if (wrong_.empty()) come_to_rest();
    if (wrong_.empty()) compare_everything();
    if (wrong_.empty()) verify_everything();
    // So long a run leaves nothing out that people can do.
    const auto [success, times] = clerk_.told_least();
    if (steps >= steps_that_see_everything && times == 0) {
        object("nobody was ever told “" + std::string(success) + "”");
    }
    return wrong_;
}

void world::step() {
    const auto passes = luck_.between(0, 600'000);
    time_.reads += passes;
    time_.passed += passes;
    const auto draw = luck_.between(1, 10'000);
    if (draw <= 2'300) {
        people_.act();
    } else if (draw <= 4'500) {
        host_->poll();
    } else if (draw <= 6'000) {
        host_->commit();
        compare_touched();
    } else if (draw <= 9'600) {
        host_->send();
    } else if (draw <= 9'900) {
        host_->carry_out();
    } else if (draw <= 9'980) {
        host_->report_bot();
    } else if (draw <= 9'988) {
        restart();
    } else if (draw <= 9'990) {
        host_->prune();
    } else if (draw <= 9'996) {
        const auto hours = luck_.between(1, 15) * 3'600 * second;
        time_.reads += hours;
        time_.passed += hours;
    } else {
        time_.reads -= luck_.between(1, 3'600) * second;  // somebody set the clock back
    }
}

// The host dies, whatever it was doing; what was not committed is gone.
void world::restart() {
    host_.reset();
    trouble_.reset();
    store_.reset();
    store_ = open_store_();
    trouble_ = std::make_unique<unreliable_store>(*store_, luck_);
    trouble_->is_kind = chats_.is_kind;
    host_ = std::make_unique<host_process>(around_, *trouble_);
    ++restarts_;
}

// Nobody does anything any more and nothing fails: everything under way must come to its end.
void world::come_to_rest() {
    chats_.is_kind = true;
    for (int life = 0; life < 2 && wrong_.empty(); ++life) {
        restart();
        constexpr std::int64_t patience = 2'000'000;
        for (std::int64_t i = 0; !host_->is_idle() && wrong_.empty(); ++i) {
            if (i == patience) return object("the host does not come to rest");
            bool has_done = host_->poll_everything();
            has_done = host_->commit() || has_done;
            has_done = host_->send() || has_done;
            has_done = host_->carry_out() || has_done;
            if (const auto next = host_->next_moment(); !has_done && next) {
                time_.passed = std::max(time_.passed, *next);
            }
        }
    }
    if (post_.due() > 0) {
        object(std::to_string(post_.due()) + " committed messages never arrived");
    }
    look([this](reader& rows) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto queued, rows.queued_messages({}, 1));
        AGENTBACKEND_ASSIGN(const auto open, rows.open_effects({}, 1));
        if (!queued.empty() || !open.empty()) object("the store still has something to do");
        return success();
    });
}

// --- Comparing -----------------------------------------------------------------------------------

template <class Question>
void world::look(Question question) {
    const auto state = std::move(store_->read().value());
    const auto asked = question(state->view());
    if (!asked) object("the store does not answer: " + asked.error().to_string());
}

void world::compare_touched() {
    const auto rows = std::exchange(clerk_.touched, {});
    if (rows.agents.empty() && rows.wallets.empty() && rows.products.empty()) return;
    const auto& kept = clerk_.kept;
    look([&](reader& stored) -> result<void> {
        for (const auto ref : rows.agents) {
            const auto found = kept.agents.find(ref);
            if (found == kept.agents.end()) continue;
            AGENTBACKEND_ASSIGN(const auto row, stored.find_agent({ref}));
            object(row ? compare(ref, found->second, *row) : "an agent is missing");
        }
        for (const auto& [bot, user] : rows.wallets) {
            AGENTBACKEND_ASSIGN(const auto row,
                                stored.find_wallet(bot_ref::from_value(bot), {user}));
            object(differs("wallet of " + std::to_string(user), kept.wallet(bot, user),
                           row.balance.micros()));
        }
        for (const auto ref : rows.products) {
            const auto found = kept.products.find(ref);
            if (found == kept.products.end()) continue;
            AGENTBACKEND_ASSIGN(const auto row, stored.find_product({ref}));
            object(row ? compare(ref, found->second, *row) : "a product is missing");
        }
        return success();
    });
}

void world::compare_everything() {
    const auto& kept = clerk_.kept;
    object(kept.what_does_not_add_up());
    constexpr std::size_t all = 10'000'000;
    const auto each = [this](const auto& of_books, const auto& of_store) {
        if (of_books.size() != of_store.size()) {
            return object("the books have " + std::to_string(of_books.size()) +
                          " rows, the store " + std::to_string(of_store.size()));
        }
        for (const auto& row : of_store) {
            const auto found = of_books.find(row.ref.value);
            object(found == of_books.end() ? "the store has a row that nobody was told of"
                                           : compare(row.ref.value, found->second, row));
        }
    };
    look([&](reader& stored) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto agents, stored.agents({}, all));
        AGENTBACKEND_ASSIGN(const auto products, stored.products({}, all));
        AGENTBACKEND_ASSIGN(const auto categories, stored.categories({}, all));
        AGENTBACKEND_ASSIGN(const auto orders, stored.orders({}, all));
        AGENTBACKEND_ASSIGN(const auto requests, stored.withdrawals({}, {}, all));
        AGENTBACKEND_ASSIGN(const auto wallets, stored.wallets({}, all));
        each(kept.agents, agents);
        each(kept.products, products);
        each(kept.categories, categories);
        each(kept.orders, orders);
        each(kept.requests, requests);
        for (const auto& row : wallets) {
            object(differs("wallet of " + std::to_string(row.user.value),
                           kept.wallet(row.bot.value(), row.user.value), row.balance.micros()));
        }
        return success();
    });
}

void world::verify_everything() {
    look([this](reader& rows) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto report, verify(rows));
        if (!report.is_clean()) object("verify: " + report.findings.front().sentence);
        return success();
    });
}

// The first objection stands; what comes after it may only follow from it.
void world::object(const std::string& what) {
    if (what.empty() || !wrong_.empty()) return;
    wrong_ = "step " + std::to_string(step_) + ": " + what;
}

std::string world::summary() const {
    const auto& kept = clerk_.kept;
    const auto refunds =
        std::ranges::count_if(kept.orders, [](const auto& row) { return row.second.refunded; });
    const auto paid = std::ranges::count_if(
        kept.requests, [](const auto& row) { return row.second.status == "paid"; });
    const auto invited = std::ranges::count_if(
        kept.invitations, [](const auto& row) { return row.second.used_by != 0; });
    const auto least = clerk_.told_least();
    std::ostringstream out;
    out << step_ - 1 << " steps: " << kept.agents.size() << " agents, " << kept.orders.size()
        << " orders (" << refunds << " refunded), " << kept.requests.size() << " withdrawals ("
        << paid << " paid), " << kept.products.size() << " products in " << kept.categories.size()
        << " categories, " << invited << " owners by invitation, " << in_words(kept.deposits)
        << " USDT brought in, " << restarts_ << " restarts; told least often, " << least.second
        << " times: “" << least.first << "”";
    return out.str();
}

}  // namespace agentbackend::simulation
