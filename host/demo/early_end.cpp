#include "demo/early_end.hpp"

#include <cstdlib>

namespace agentbackend::host {
namespace {

constexpr int ended_by_signal = 128 + SIGINT;

}  // namespace

early_end::early_end(std::filesystem::path folder)
    : folder_(std::move(folder)), listener_([this] {
          signal_.wait();
          if (is_over_) return;
          // The host still runs, and may make a file meanwhile. What stays in spite of this is left
          // to the system's own cleaning.
          std::error_code stays;
          for (int i = 0; i < 3 && std::filesystem::exists(folder_, stays); ++i) {
              std::filesystem::remove_all(folder_, stays);
          }
          std::_Exit(ended_by_signal);
      }) {}

early_end::~early_end() {
    is_over_ = true;
    signal_.give();
    listener_.join();
}

}  // namespace agentbackend::host
