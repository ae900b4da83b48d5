// The sample rows of the document that describes the old system, as `mongoexport` writes them.

#pragma once

#include <string_view>

namespace agentbackend::test {

inline constexpr std::string_view sample_agent =
    R"({"_id":{"$oid":"6793a2be5f1b2c3d4e5f6071"},"agent_id":"agent_20250124_143022",)"
    R"("token":"encrypted_token_string","name":"My Agent Bot","status":"running",)"
    R"("owner_user_id":123456789,"markup_usdt":"0.05","profit_available_usdt":"150.25",)"
    R"("profit_frozen_usdt":"50.00","total_paid_usdt":"200.00",)"
    R"("links":{"support_link":"@mysupport","channel_link":"https://t.me/mychannel",)"
    R"("announcement_link":"https://t.me/announcements","extra_links":[)"
    R"({"title":"Website","url":"https://example.com"},)"
    R"({"title":"FAQ","url":"https://example.com/faq"}]},)"
    R"("created_at":{"$date":"2025-01-24T14:30:22Z"},)"
    R"("updated_at":{"$date":"2025-01-24T15:45:30Z"}})";

inline constexpr std::string_view sample_withdrawal =
    R"({"_id":{"$oid":"6793a2be5f1b2c3d4e5f6072"},"request_id":"aw_20250124_143022_abc123",)"
    R"("agent_id":"agent_20250124_143022","owner_user_id":123456789,"amount_usdt":"50.00",)"
    R"("fee_usdt":"1","address":"T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb","status":"pending",)"
    R"("created_at":{"$date":"2025-01-24T14:30:22Z"},)"
    R"("reviewed_at":{"$date":"2025-01-24T14:35:00Z"},"reviewed_by":987654321,)"
    R"("paid_at":{"$date":"2025-01-24T14:40:00Z"},"paid_by":987654321,)"
    R"("txid":"0x1234567890abcdef...","reject_reason":null})";

}  // namespace agentbackend::test
