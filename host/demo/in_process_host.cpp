#include "demo/in_process_host.hpp"

#include <stdexcept>
#include <utility>

namespace agentbackend::host {

in_process_host::in_process_host(serve_config config, spdlog::logger& log,
                                 std::function<void()> when_ended)
    : database_(open_database(config.files, log)),
      sealer_(database_.key),
      running_(*database_.data, sealer_, std::move(config.service), log),
      thread_([this, when_ended = std::move(when_ended)] {
          try {
              end_ = running_.run();
          } catch (...) {
              thrown_ = std::current_exception();  // goes on in `stop`
          }
          if (when_ended) when_ended();
      }) {}

in_process_host::~in_process_host() {
    running_.stop();
    if (thread_.joinable()) thread_.join();
}

void in_process_host::stop() {
    running_.stop();
    thread_.join();
    if (thrown_) std::rethrow_exception(thrown_);
    if (!end_.is_orderly) throw std::runtime_error("the host ended by itself: " + end_.reason);
}

}  // namespace agentbackend::host
