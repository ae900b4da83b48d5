// Reads the files of an installation that moves in, before anything is looked up or written.

#pragma once

#include <span>

#include "transfer/import_rows.hpp"
#include "transfer/source.hpp"

namespace agentbackend::transfer {

struct import_files {
    import_rows rows{};  // in the order of the lines, each id once
    // Lines that cannot be read; ids that stand there with different contents; no document at all.
    remarks problems{};
    remarks flags{};  // lines that say again what stands there; guesses; files without a document
};

// Memory grows with the rows. The sources must outlive the answer.
import_files read_import_files(std::span<const source>);

}  // namespace agentbackend::transfer
