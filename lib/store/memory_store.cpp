#include <agentbackend/memory_store.hpp>

#include "store/memory_work.hpp"

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace agentbackend {
namespace memory {
namespace {

// Lets in one writer, or any number of readers. Not a `std::shared_mutex`, because who enters and
// who leaves may be different threads.
class gate {
public:
    class writer_pass {
    public:
        explicit writer_pass(gate& gate) : gate_(gate) {
            std::unique_lock lock(gate_.mutex_);
            gate_.left_.wait(lock, [&] { return !gate_.writer_ && gate_.readers_ == 0; });
            gate_.writer_ = true;
        }
        ~writer_pass() {
            const std::lock_guard lock(gate_.mutex_);
            gate_.writer_ = false;
            gate_.left_.notify_all();
        }
        writer_pass(const writer_pass&) = delete;
        writer_pass& operator=(const writer_pass&) = delete;

    private:
        gate& gate_;
    };

    class reader_pass {
    public:
        explicit reader_pass(gate& gate) : gate_(gate) {
            std::unique_lock lock(gate_.mutex_);
            gate_.left_.wait(lock, [&] { return !gate_.writer_; });
            ++gate_.readers_;
        }
        ~reader_pass() {
            const std::lock_guard lock(gate_.mutex_);
            --gate_.readers_;
            gate_.left_.notify_all();
        }
        reader_pass(const reader_pass&) = delete;
        reader_pass& operator=(const reader_pass&) = delete;

    private:
        gate& gate_;
    };

private:
    std::mutex mutex_;
    std::condition_variable left_;
    bool writer_ = false;
    std::size_t readers_ = 0;
};

class memory_transaction final : public transaction {
public:
    memory_transaction(gate& gate, rows& rows)
        : pass_(gate),
          rows_(rows),
          work_(rows),
          before_(rows.now),
          journal_size_(rows.journal.size()) {}
    ~memory_transaction() override { rows_.put_back(before_, journal_size_); }
    memory_transaction(const memory_transaction&) = delete;
    memory_transaction& operator=(const memory_transaction&) = delete;

    unit_of_work& work() override { return work_; }
    // Whatever is written after it, the destructor puts back.
    result<void> commit() override {
        work_.stamp();
        rows_.keep();
        before_ = rows_.now;
        journal_size_ = rows_.journal.size();
        return success();
    }

private:
    gate::writer_pass pass_;
    rows& rows_;
    memory::work work_;
    numbers before_;
    std::size_t journal_size_;
};

class memory_snapshot final : public snapshot {
public:
    memory_snapshot(gate& gate, rows& rows) : pass_(gate), view_(rows) {}
    reader& view() override { return view_; }

private:
    gate::reader_pass pass_;
    memory::work view_;
};

class memory_store final : public store {
public:
    result<std::unique_ptr<transaction>> begin() override {
        return std::make_unique<memory_transaction>(gate_, rows_);
    }
    result<std::unique_ptr<snapshot>> read() override {
        return std::make_unique<memory_snapshot>(gate_, rows_);
    }

private:
    gate gate_;
    rows rows_;
};

}  // namespace
}  // namespace memory

std::unique_ptr<store> make_memory_store() { return std::make_unique<memory::memory_store>(); }

}  // namespace agentbackend
