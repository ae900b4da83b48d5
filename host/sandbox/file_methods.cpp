// Documents in and out.

#include <string>
#include <utility>

#include "sandbox/limits.hpp"
#include "sandbox/methods.hpp"
#include "sandbox/sending.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

// An upload, or the id of a file that is already there.
api_result<attachment> read_document(telegram& t, const arguments& given) {
    if (const auto* upload = given.file("document")) {
        if (auto refused = check_upload(upload->bytes)) return *refused;
        return attachment{{}, upload->name, upload->bytes};
    }
    const auto id = given.text("document");
    if (id.empty()) return bad_request("there is no document in the request");
    const auto found = t.files.find(id);
    if (found == t.files.end()) return bad_request("wrong file identifier/HTTP URL specified");
    return attachment{id, found->second.name, found->second.bytes};
}

}  // namespace

api_result<json::value> send_document(telegram& t, bot& b, const arguments& given) {
    auto content = read_content(given, "caption");
    if (!content) return content.error();
    auto document = read_document(t, given);
    if (!document) return document.error();
    const auto where = reach_chat(t, b, given);
    if (!where) return where.error();
    if (document->file_id.empty()) {
        document->file_id = t.keep_file(document->name, document->bytes).file_id;
    }
    content->document = std::move(*document);
    return send(t, b, given, std::move(*content));
}

api_result<json::value> get_file(telegram& t, bot&, const arguments& given) {
    const auto found = t.files.find(given.text("file_id"));
    if (found == t.files.end()) return bad_request("invalid file_id");
    const auto& stored = found->second;
    if (stored.bytes.size() > max_download_bytes) return bad_request("file is too big");
    json::object file;
    file["file_id"] = stored.file_id;
    file["file_unique_id"] = "u" + stored.file_id;
    file["file_size"] = stored.bytes.size();
    file["file_path"] = stored.path;
    return file;
}

}  // namespace agentbackend::sandbox
