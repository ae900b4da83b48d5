#include "held_signals.hpp"

#include <csignal>

namespace agentbackend::host {
namespace {

void change_mask(int how) noexcept {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(how, &signals, nullptr);
}

}  // namespace

void hold_end_signals() noexcept { change_mask(SIG_BLOCK); }
void let_end_signals_through() noexcept { change_mask(SIG_UNBLOCK); }

}  // namespace agentbackend::host
