#include "config/token_key_file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "base64.hpp"
#include "config/cannot_start.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::host {
namespace {

class token_key_file : public ::testing::Test {
protected:
    void write(std::string_view content, mode_t mode = 0600) {
        std::ofstream(path) << content;
        ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    }

    std::string refusal() const {
        try {
            read_token_key(path);
        } catch (const cannot_start& why) {
            return why.what();
        }
        return "";
    }

    temporary_folder folder;
    std::filesystem::path path = folder.path() / "token.key";
};

TEST_F(token_key_file, that_was_made_is_read_back_and_private) {
    const auto made = create_token_key(path);
    EXPECT_EQ(read_token_key(path), made);
    EXPECT_EQ(std::filesystem::status(path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(token_key_file, is_never_made_over_one_that_is_there) {
    create_token_key(path);
    EXPECT_THROW(create_token_key(path), cannot_start);
}

TEST_F(token_key_file, that_is_not_there_is_no_key) {
    EXPECT_EQ(read_token_key(path), std::nullopt);
}

TEST_F(token_key_file, that_others_may_use_is_refused_with_the_remedy) {
    const auto key = to_base64(std::string(32, 'k'));
    for (const mode_t mode : {0640U, 0604U, 0660U, 0601U, 0777U}) {
        write(key, mode);
        EXPECT_NE(refusal().find("chmod 600 " + path.string()), std::string::npos) << mode;
    }
    write(key, 0400);
    EXPECT_EQ(refusal(), "");
}

TEST_F(token_key_file, that_is_no_small_file_is_refused) {
    write(std::string(5'000, 'k'));
    EXPECT_NE(refusal().find("more than 4096 bytes"), std::string::npos) << refusal();
    path = folder.path();
    EXPECT_NE(refusal().find("cannot be read: Is a directory"), std::string::npos) << refusal();
}

// Of a disk with room for some of it the system tells at the next write only.
TEST_F(token_key_file, that_is_not_written_to_its_end_says_why_and_goes) {
    struct rlimit usual {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
    const struct rlimit narrow { 10, usual.rlim_max };
    const auto ended_by_it = ::signal(SIGXFSZ, SIG_IGN);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &narrow), 0);
    std::string said;
    try {
        create_token_key(path);
    } catch (const cannot_start& why) {
        said = why.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &usual);
    ::signal(SIGXFSZ, ended_by_it);
    EXPECT_NE(said.find("cannot be made: File too large"), std::string::npos) << said;
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(token_key_file, with_anything_but_a_key_is_refused) {
    for (const auto& content :
         {std::string(), std::string("key"), to_base64(std::string(31, 'k')),
          to_base64(std::string(33, 'k')), to_base64(std::string(32, 'k')) + " x"}) {
        write(content);
        EXPECT_NE(refusal().find("not 32 bytes in base64"), std::string::npos) << content;
    }
}

TEST(base64, is_read_back) {
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string bytes(size, '\xFE');
        EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    }
}

TEST(base64, refuses_what_it_would_not_write) {
    for (const std::string_view text : {"A", "AA", "AAA", "A===", "AA=A", "AAA\n", " AAA",
                                        "AAAA AAA", "A-_A", "====", "AA==AAAA"}) {
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace agentbackend::host
