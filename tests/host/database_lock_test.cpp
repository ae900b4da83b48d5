// Two hosts on one database, however they name it.

#include "config/database_lock.hpp"

#include <gtest/gtest.h>

#include "config/cannot_start.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::host {
namespace {

class a_database_lock : public ::testing::Test {
protected:
    temporary_folder folder;
    const std::filesystem::path database = folder.path() / "shop.db";
    const std::filesystem::path other_name = folder.path() / "other.db";
};

TEST_F(a_database_lock, keeps_a_second_one_away_until_it_goes) {
    {
        const database_lock first(database);
        EXPECT_THROW(database_lock{database}, cannot_start);
        EXPECT_TRUE(database_lock::is_held(database));
    }
    EXPECT_FALSE(database_lock::is_held(database));
    EXPECT_NO_THROW(database_lock{database});
}

TEST_F(a_database_lock, is_found_by_a_link) {
    const database_lock first(database);
    std::filesystem::create_symlink(database, other_name);
    EXPECT_THROW(database_lock{other_name}, cannot_start);
}

TEST_F(a_database_lock, is_found_under_every_name_of_the_file) {
    const database_lock first(database);
    std::filesystem::create_hard_link(database, other_name);
    EXPECT_THROW(database_lock{other_name}, cannot_start);
    EXPECT_TRUE(database_lock::is_held(other_name));
    std::filesystem::remove(database);  // what is left is a renamed file
    EXPECT_THROW(database_lock{other_name}, cannot_start);
}

TEST_F(a_database_lock, leaves_what_is_no_file_to_the_store) {
    std::filesystem::create_directory(database);
    EXPECT_NO_THROW(database_lock{database});
}

}  // namespace
}  // namespace agentbackend::host
