// Shows what happens in a world as chat bubbles in a terminal, with names, as it happens.
//
// Safe to use from several threads.

#pragma once

#include <iosfwd>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "demo/stage.hpp"
#include "sandbox/event.hpp"

namespace agentbackend::host {

class bubbles final : public narrator {
public:
    // The stream must outlive it.
    explicit bubbles(std::ostream& out) : out_(out) {}

    void name_person(std::int64_t id, std::string_view name);
    // Never shown: a token that an admin types into a chat.
    void keep_secret(std::string_view token);

    void show(const sandbox::event&);
    void chapter(int number, const std::string& title) override;
    void remark(const std::string& sentence) override;

private:
    struct bubble;
    void print(const bubble&);
    std::string name_of(std::int64_t id) const;
    std::string without_secrets(std::string text) const;

    std::ostream& out_;
    std::mutex mutex_;
    std::map<std::int64_t, std::string> names_;
    std::vector<std::string> secrets_;
};

}  // namespace agentbackend::host
