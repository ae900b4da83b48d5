// What an operator is told of a database that cannot be used.

#include "config/store_sentences.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <gtest/gtest.h>

#include <fstream>

#include "temporary_folder.hpp"

namespace agentbackend::host {
namespace {

class sentence_of_a_store : public ::testing::Test {
protected:
    std::string on_reading(const std::filesystem::path& path) const {
        const auto opened =
            open_sqlite_store(path.string(), {.mode = sqlite_options::access::read_only});
        return opened ? "" : store_sentence(opened.error(), path.string());
    }

    temporary_folder folder;
    const std::filesystem::path database = folder.path() / "shop.db";
    const std::string begin = "The database " + database.string() + " ";
};

TEST_F(sentence_of_a_store, says_what_the_store_found) {
    std::ofstream{database};
    EXPECT_EQ(on_reading(database),
              begin + "is empty; start the program that owns it once, which fills it.");
    std::ofstream(database) << std::string(5'000, 'x');
    EXPECT_TRUE(on_reading(database).starts_with(begin + "is not an SQLite database; name"));
    EXPECT_EQ(on_reading("/dev/null"),
              "The database /dev/null is a pipe or a device; name an ordinary file.");
    EXPECT_EQ(on_reading(""), "The database \"\" is no name of a file; give one.");
}

TEST_F(sentence_of_a_store, does_not_take_reading_for_writing) {
    const auto unreadable =
        error(errc::store_read_only).detail(database.string() + " cannot be read by this account");
    EXPECT_EQ(store_sentence(unreadable, database.string()),
              begin + "cannot be read by this account.");
}

TEST_F(sentence_of_a_store, has_the_error_where_there_is_no_detail) {
    EXPECT_EQ(store_sentence(error(errc::store_io), "shop.db"),
              "The database shop.db cannot be used: store_io.");
}

}  // namespace
}  // namespace agentbackend::host
