#include "demo_page/page.hpp"

#include <utility>

#include "demo_page/api.hpp"
#include "demo_page/guard.hpp"
#include "demo_page/news.hpp"
#include "demo_page/server.hpp"

namespace agentbackend::demo_page {

class page::parts final : private site {
public:
    parts(sandbox::world& telegram, options given)
        : telegram_{&telegram},
          people_{std::move(given.people)},
          books_{std::move(given.books)},
          bots_{telegram, std::move(given.bots)},
          api_{telegram, bots_, people_},
          server_{*this, given.port} {
        server_.begin();
        telegram.observe([this](const sandbox::event&) { server_.wake(); });
    }

    ~parts() override { telegram_->observe({}); }

    unsigned short port() const noexcept { return server_.port(); }

private:
    reply answer(request asked) override {
        const guard door{server_.port(), token_};
        if (auto refused = door.refuse(asked)) return std::move(*refused);
        const auto known = bots_.version();
        auto answered = api_.answer(asked);
        if (bots_.version() != known) server_.wake();  // the world tells of no new bots
        return answered;
    }

    void refresh() override { news_.refresh(); }

    std::string news_after(bookmark& reader) override { return news_.after(reader); }

    sandbox::world* telegram_;
    std::vector<character> people_;
    std::function<std::optional<ledger>()> books_;
    std::string token_ = make_secret();
    contacts bots_;
    api api_;
    news news_{{*telegram_, bots_, people_, token_, books_}};
    server server_;  // last: its thread uses all the others
};

page::page(sandbox::world& telegram, options given)
    : parts_{std::make_unique<parts>(telegram, std::move(given))} {}

page::~page() = default;

std::string page::url() const { return "http://127.0.0.1:" + std::to_string(parts_->port()) + "/"; }

}  // namespace agentbackend::demo_page
