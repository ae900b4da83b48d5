#include "transfer/catalog_import.hpp"

#include <map>
#include <ostream>
#include <utility>

#include "transfer/catalog_file.hpp"
#include "transfer/pages.hpp"
#include "transfer/short_transaction.hpp"

namespace agentbackend::transfer {
namespace {

constexpr std::int64_t rows_between_news = 100;

constexpr auto ref_of = [](const auto& row) { return row.ref; };

class catalog_writer {
public:
    catalog_writer(const shopkeeper& by, unit_of_work& work, timestamp now, catalog_report& report)
        : by_(by),
          work_(work),
          context_{.now = now, .ids = by.ids, .who = by.who},
          report_(report) {}

    result<void> write(const std::vector<catalog_row>& rows, const progress_watcher& progress) {
        AGENTBACKEND_TRY(read_what_is_here());
        row_progress so_far{.total = static_cast<std::int64_t>(rows.size())};
        for (const auto& row : rows) {
            AGENTBACKEND_TRY(write_row(row));
            if (++so_far.done % rows_between_news == 0 && progress) progress(so_far);
        }
        return success();
    }

private:
    result<void> read_what_is_here() {
        AGENTBACKEND_TRY(each_row(
            category_ref{}, [&](auto after) { return work_.categories(after, page_size); }, ref_of,
            [&](const category& c) {
                categories_.try_emplace(c.name, c.ref);
                return success();
            }));
        return each_row(
            product_ref{}, [&](auto after) { return work_.products(after, page_size); }, ref_of,
            [&](const product& p) {
                products_.try_emplace({p.category, p.name}, p);
                return success();
            });
    }

    result<void> write_row(const catalog_row& row) {
        AGENTBACKEND_ASSIGN(const auto category, category_named(row.category));
        const auto found = products_.find({category, row.name});
        if (found == products_.end()) {
            ++report_.added;
            AGENTBACKEND_TRY(by_.rules.add_product(
                work_, context_,
                {.name = row.name, .base_price = row.base_price, .category = category}));
            return success();
        }
        const auto& here = found->second;
        if (here.base_price == row.base_price) {
            ++report_.unchanged;
            return success();
        }
        ++report_.repriced;
        report_.changes.add(row.at, here.name + ": " + here.base_price.to_string() + " → " +
                                        row.base_price.to_string() + " USDT");
        AGENTBACKEND_TRY(by_.rules.set_base_price(work_, context_, here.ref, row.base_price));
        return success();
    }

    result<category_ref> category_named(const std::string& name) {
        if (name.empty()) return category_ref{};
        const auto found = categories_.find(name);
        if (found != categories_.end()) return found->second;
        AGENTBACKEND_ASSIGN(const auto added, by_.rules.add_category(work_, context_, name));
        categories_[name] = added.ref;
        return added.ref;
    }

    const shopkeeper& by_;
    unit_of_work& work_;
    const command_context context_;
    catalog_report& report_;
    std::map<std::string, category_ref> categories_;
    std::map<std::pair<category_ref, std::string>, product> products_;
};

}  // namespace

result<catalog_report> import_catalog(const shopkeeper& by, const source& file,
                                      const progress_watcher& progress) {
    auto read = read_catalog_file(file);
    if (!read.problems.empty()) {
        catalog_report refused;
        refused.problems = std::move(read.problems);
        return refused;
    }
    return in_short_transaction(
        by.database, by.time, [&](unit_of_work& work, timestamp now) -> result<catalog_report> {
            catalog_report report;
            AGENTBACKEND_TRY(catalog_writer(by, work, now, report).write(read.rows, progress));
            return report;
        });
}

std::ostream& operator<<(std::ostream& out, const catalog_report& report) {
    if (!report.problems.empty()) {
        return out << "These stand in the way:\n"
                   << report.problems << "Nothing was imported. Mend the file, and try again.\n";
    }
    if (!report.changes.empty()) out << "New prices:\n" << report.changes;
    return out << "Products: " << report.added << " new, " << report.repriced
               << " with a new price, " << report.unchanged << " unchanged.\n";
}

}  // namespace agentbackend::transfer
