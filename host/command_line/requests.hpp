// What the program can be asked to do, with what belongs to that command alone. As text: nothing is
// checked yet.

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace agentbackend::host {

struct serve_request {};

struct verify_request {};

struct demo_request {
    bool tells_story = false;
    bool is_bare = false;
    std::string database;                     // its own: empty, a temporary one
    std::optional<unsigned short> page_port;  // 0: any free one
};

struct check_config_request {};

struct import_request {
    std::vector<std::string> files;
    bool is_dry_run = false;
    bool reconciles = false;
};

struct export_request {
    std::string format;               // one that is known
    std::vector<std::string> tables;  // empty: all
    std::string output;               // a file, for CSV a folder; empty: standard output
};

struct backup_request {
    std::string copy;
};

struct catalog_import_request {
    std::string file;
};

struct stock_add_request {
    std::string product;  // its number, or its name
    std::string file;
};

using request =
    std::variant<serve_request, demo_request, check_config_request, verify_request, import_request,
                 export_request, backup_request, catalog_import_request, stock_add_request>;

}  // namespace agentbackend::host
