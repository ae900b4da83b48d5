# Writes a C++ source that contains the files of a folder as data.
#
#   cmake -D FOLDER=web -D OUTPUT=assets.cpp -P embed_files.cmake
#
# The source defines what host/demo_page/assets.hpp declares.

file(GLOB names RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT names)

set(arrays "")
set(rows "")
foreach(name IN LISTS names)
  file(READ ${FOLDER}/${name} digits HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${digits}")
  string(REGEX REPLACE "(................................................................................)"
         "\\1\n" bytes "${bytes}")
  string(MAKE_C_IDENTIFIER ${name} identifier)
  string(APPEND arrays "constexpr unsigned char ${identifier}[]{\n${bytes}};\n")
  string(APPEND rows "    {\"/${name}\", text_of(${identifier})},\n")
endforeach()

file(WRITE ${OUTPUT} "#include \"demo_page/assets.hpp\"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace agentbackend::demo_page {
namespace {

template <std::size_t Size>
std::string_view text_of(const unsigned char (&bytes)[Size]) noexcept {
    return {reinterpret_cast<const char*>(bytes), Size};
}

${arrays}
const asset assets[]{
${rows}};

}  // namespace

const asset* find_asset(std::string_view path) noexcept {
    const auto found = std::find_if(std::begin(assets), std::end(assets),
                                    [&](const asset& a) { return a.path == path; });
    return found == std::end(assets) ? nullptr : found;
}

}  // namespace agentbackend::demo_page
")
