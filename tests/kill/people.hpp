// The people of the kill proof: customers who buy, owners who ask for their profit, admins who
// decide. They react to what they see, press twice with a nervous finger, begin anew when nothing
// comes, and remember what they meant to do.
//
// Used by one thread. Everything passed in must outlive them.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/world.hpp"

namespace agentbackend::test {

// Luck that can be had again: the same seed, the same luck.
class luck {
public:
    explicit luck(std::uint64_t seed) : random_(seed) {}

    std::int64_t number(std::int64_t from, std::int64_t to) {
        return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
    }
    bool one_in(std::int64_t n) { return number(1, n) == 1; }

private:
    std::mt19937_64 random_;
};

// Somebody in one chat with one bot.
class regular {
public:
    regular(sandbox::person who, std::string bot, luck&);
    virtual ~regular() = default;

    bool is_in(const sandbox::event&) const;
    // Something a bot said to them.
    virtual void sees(const sandbox::event&) = 0;
    // Nothing has come for a while: they try again.
    virtual void tries_again() = 0;
    // Asks something whose answer comes after all that was said before it, and waits for it. Once.
    void hears_everything();

    const std::string& bot() const noexcept { return bot_; }
    std::int64_t user() const noexcept { return chat_.chat_id(); }

protected:
    void says(const std::string& text) { chat_.sends(text); }
    // Once, or twice in a row.
    void says_nervously(const std::string& text);
    void presses(const sandbox::event&, const sandbox::button&);
    void presses_nervously(const sandbox::event&, const sandbox::button&);

    luck& luck_;

private:
    sandbox::conversation chat_;
    std::string bot_;
};

class customer final : public regular {
public:
    using regular::regular;
    void sees(const sandbox::event&) override;
    void tries_again() override;

    // The offers they have said yes to: what their buttons carried.
    const std::set<std::string>& confirmed() const noexcept { return confirmed_; }

private:
    enum class waits_for { home, products, product, offer, receipt };
    waits_for next_ = waits_for::home;
    std::set<std::string> confirmed_;
};

class owner final : public regular {
public:
    using regular::regular;
    void sees(const sandbox::event&) override;
    void tries_again() override;

    // The amounts they have sent an address for; no two are the same.
    const std::set<std::string>& asked() const noexcept { return asked_; }

private:
    enum class waits_for { dashboard, amount_question, address_question, confirmation };
    waits_for next_ = waits_for::dashboard;
    std::string amount_;
    int requests_ = 0;
    std::set<std::string> asked_;
};

class admin final : public regular {
public:
    using regular::regular;
    void sees(const sandbox::event&) override;
    void tries_again() override;

    // Lets them pay into somebody's wallet now and then, by this command up to the amount.
    void credits(const std::string& command) { credit_ = command; }

private:
    void decides(const std::string& request, const sandbox::event&);
    std::string credit_;
};

class crowd {
public:
    explicit crowd(sandbox::world& w, std::uint64_t seed) : world_(w), luck_(seed) {}

    customer& add_customer(std::int64_t id, std::string bot);
    owner& add_owner(std::int64_t id, std::string bot);
    admin& add_admin(std::int64_t id, std::string bot);

    void see(const sandbox::event&);
    void try_again();
    void hear_everything();

    const std::vector<std::unique_ptr<customer>>& customers() const { return customers_; }
    const std::vector<std::unique_ptr<owner>>& owners() const { return owners_; }
    const std::vector<std::unique_ptr<admin>>& admins() const { return admins_; }

private:
    template <class F>
    void each(F);

    sandbox::world& world_;
    luck luck_;
    std::vector<std::unique_ptr<customer>> customers_;
    std::vector<std::unique_ptr<owner>> owners_;
    std::vector<std::unique_ptr<admin>> admins_;
};

// A request for a withdrawal as somebody was shown it.
struct shown_request {
    std::string id;
    std::string status;  // in Chinese, as owners and admins read it
};
std::vector<shown_request> requests_in(std::string_view text);

// What follows the marker, up to the end of its line; empty when it is not there.
std::string after(std::string_view marker, std::string_view text);

}  // namespace agentbackend::test
