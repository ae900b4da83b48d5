// What the demo's page is told, and when.

#include "demo_page/news.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "sandbox_fixture.hpp"

namespace agentbackend::demo_page {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class the_news : public sandbox::sandbox_world {
protected:
    // The names of the events in a piece of a stream.
    static std::vector<std::string> names(const std::string& piece) {
        std::vector<std::string> all;
        for (auto at = piece.find("event: "); at != std::string::npos;
             at = piece.find("event: ", at + 1)) {
            const auto begin = at + std::string_view("event: ").size();
            all.push_back(piece.substr(begin, piece.find('\n', begin) - begin));
        }
        return all;
    }

    // The content of the last event of that name.
    static json::value content(const std::string& piece, const std::string& name) {
        const auto beginning = "event: " + name + "\ndata: ";
        const auto begin = piece.rfind(beginning) + beginning.size();
        return json::parse(piece.substr(begin, piece.find('\n', begin) - begin));
    }

    std::string told() { return news_.after(reader_); }

    contacts bots_{world_, {{"alpha_bot", "Alpha", true, "1:secret"}}};
    const std::vector<character> people_{{42, "Customer", "en", part::customer, {}}};
    const std::string token_ = "the-page-token";
    std::optional<ledger> read_;
    const std::function<std::optional<ledger>()> books_ = [this] { return read_; };
    news news_{{world_, bots_, people_, token_, books_}};
    bookmark reader_;
};

TEST_F(the_news, begin_with_who_is_there_and_the_whole_record) {
    customer_who_started();
    const auto first = told();
    EXPECT_THAT(names(first), ElementsAre("hello", "bots", "happened", "caught_up"));
    EXPECT_EQ(content(first, "hello").at("token"), token_.c_str());
    EXPECT_EQ(content(first, "hello").at("people").at(0).at("name"), "Customer");
    EXPECT_EQ(content(first, "bots").at(0).at("username"), "alpha_bot");
    EXPECT_EQ(content(first, "happened").at("kind"), "person_sent");
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(the_news, go_on_with_what_is_new) {
    customer_who_started();
    told();
    const auto id = says("hello");
    const auto second = told();
    EXPECT_THAT(names(second), ElementsAre("happened"));
    EXPECT_EQ(content(second, "happened").at("message").at("id"), id);
    EXPECT_THAT(second, HasSubstr("id: " + std::to_string(reader_.event) + "\n"));

    bookmark back_again;
    back_again.event = reader_.event;
    EXPECT_THAT(names(news_.after(back_again)), ElementsAre("hello", "bots", "caught_up"));

    bots_.make("Gamma");
    EXPECT_THAT(names(told()), ElementsAre("bots"));
}

TEST_F(the_news, keep_groups_to_themselves) {
    auto group = world_.group(-5, "Sellers");
    group.adds_bot("alpha_bot");
    told();
    customer().in(group).sends("/start");
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(the_news, never_carry_the_data_of_buttons_or_the_bytes_of_documents) {
    customer_who_started();
    shows_button("Press", "secret-data");
    customer().in("alpha_bot").sends_document({"list.txt", "secret-bytes", ""});
    const auto all = told();
    EXPECT_THAT(all, HasSubstr("\"Press\""));
    EXPECT_THAT(all, HasSubstr("\"list.txt\",\"size\":12"));
    EXPECT_EQ(all.find("secret-data"), std::string::npos);
    EXPECT_EQ(all.find("secret-bytes"), std::string::npos);
}

TEST_F(the_news, tell_of_the_ledger_when_it_has_changed) {
    told();
    news_.refresh();
    EXPECT_THAT(told(), IsEmpty()) << "it cannot be read yet";

    read_ = ledger{};
    read_->agents.emplace_back().ref = {3};
    read_->wallets.push_back({bot_ref::of({3}), {42}, "Customer", "Alpha", usdt::from_units(100)});
    news_.refresh();
    const auto first = told();
    EXPECT_THAT(names(first), ElementsAre("ledger"));
    const auto books = content(first, "ledger");
    EXPECT_EQ(books.at("agents").at(0).at("ref"), 3);
    EXPECT_EQ(books.at("wallets").at(0).at("bot"), 3);
    EXPECT_EQ(books.at("wallets").at(0).at("user"), 42);
    EXPECT_EQ(books.at("wallets").at(0).at("balance"), "100.00");
    news_.refresh();
    EXPECT_THAT(told(), IsEmpty());

    read_->entries.push_back({1, 0, movement::wallet_credited, "a note", {}});
    news_.refresh();
    EXPECT_EQ(content(told(), "ledger").at("entries").at(0).at("note"), "a note");

    read_.reset();
    news_.refresh();
    EXPECT_THAT(told(), IsEmpty()) << "what was known stays";
}

}  // namespace
}  // namespace agentbackend::demo_page
