#include "bot_api/connection_pool.hpp"

#include <utility>

namespace agentbackend::bot_api {

connection_pool::lease::lease(connection_pool& pool, std::unique_ptr<connection> c)
    : pool_{&pool}, connection_{std::move(c)} {
    if (connection_) pool_->in_use_.insert(connection_.get());
}

connection_pool::lease::~lease() {
    if (!connection_) return;
    pool_->in_use_.erase(connection_.get());
    pool_->take_back(std::move(connection_));
}

connection_pool::connection_pool(connector c, limits l) : connector_{std::move(c)}, limits_{l} {}

connection_pool::lease connection_pool::take_idle() {
    drop_aged();
    while (!idle_.empty()) {
        auto candidate = std::move(idle_.back().peer);
        idle_.pop_back();
        if (candidate->is_reusable()) return {*this, std::move(candidate)};
    }
    return {*this, nullptr};
}

connection_pool::lease connection_pool::make() { return {*this, connector_.make()}; }

void connection_pool::close() {
    is_closed_ = true;
    idle_.clear();
    for (auto* connection : in_use_) connection->close();
}

void connection_pool::take_back(std::unique_ptr<connection> c) {
    if (is_closed_ || !c->is_reusable()) return;
    idle_.push_back({std::move(c), clock::now()});
    drop_aged();
    if (idle_.size() > limits_.idle_connections) idle_.pop_front();
}

void connection_pool::drop_aged() {
    const auto oldest = clock::now() - limits_.idle_time;
    while (!idle_.empty() && idle_.front().since < oldest) idle_.pop_front();
}

}  // namespace agentbackend::bot_api
