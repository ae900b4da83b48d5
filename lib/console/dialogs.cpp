#include <agentbackend/console/dialogs.hpp>

#include "byte_writer.hpp"
#include "console/byte_reader.hpp"

namespace agentbackend::console {
namespace {

constexpr std::uint8_t version = 1;

void write(byte_writer&, const no_draft&) {}
void write(byte_writer& to, const withdrawal_draft& value) { to.amount(value.amount); }
void write(byte_writer& to, const button_draft& value) { to.text(value.title); }
void write(byte_writer& to, const purchase_draft& value) { to.i64(value.product.value); }
void write(byte_writer& to, const bot_draft& value) {
    to.i64(value.replaces.value).text(value.token.bytes).i64(value.check.value);
    to.i64(value.identity.platform_id).text(value.identity.username).text(value.name);
}
void write(byte_writer& to, const agent_edit& value) { to.i64(value.target.value); }
void write(byte_writer& to, const review_draft& value) { to.i64(value.request.value); }
void write(byte_writer& to, const product_edit& value) {
    to.i64(value.target.value).text(value.name);
}
void write(byte_writer& to, const category_edit& value) { to.i64(value.target.value); }
void write(byte_writer& to, const credit_draft& value) {
    to.i64(value.shop.value()).i64(value.customer.value).amount(value.amount);
}
void write(byte_writer& to, const refund_draft& value) {
    to.i64(value.sold.value).text(value.reason);
}

// Members are read in the order of their declaration, which a braced list keeps.
std::optional<draft> read(std::uint8_t kind, byte_reader& from) {
    switch (kind) {
        case 0: return no_draft{};
        case 1: return withdrawal_draft{from.amount()};
        case 2: return button_draft{from.text()};
        case 3: return purchase_draft{{from.i64()}};
        case 4:
            return bot_draft{.replaces = {from.i64()},
                             .token = {from.text()},
                             .check = {from.i64()},
                             .identity = {from.i64(), from.text()},
                             .name = from.text()};
        case 5: return agent_edit{{from.i64()}};
        case 6: return review_draft{{from.i64()}};
        case 7: return product_edit{.target = {from.i64()}, .name = from.text()};
        case 8: return category_edit{{from.i64()}};
        case 9:
            return credit_draft{.shop = bot_ref::from_value(from.i64()),
                                .customer = {from.i64()},
                                .amount = from.amount()};
        case 10: return refund_draft{.sold = {from.i64()}, .reason = from.text()};
        default: return std::nullopt;
    }
}

static_assert(std::variant_size_v<draft> == 11);

}  // namespace

std::string encode(const draft& value) {
    byte_writer to;
    to.u8(version).u8(static_cast<std::uint8_t>(value.index()));
    std::visit([&to](const auto& gathered) { write(to, gathered); }, value);
    return {to.bytes().begin(), to.bytes().end()};
}

std::optional<draft> decode_draft(std::string_view bytes) {
    byte_reader from(bytes);
    if (from.u8() != version) return std::nullopt;
    auto value = read(from.u8(), from);
    if (!from.is_complete()) return std::nullopt;
    return value;
}

}  // namespace agentbackend::console
