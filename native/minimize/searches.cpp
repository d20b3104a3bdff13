#include "minimize/searches.hpp"

#include "search/armijo.hpp"
#include "search/exact.hpp"
#include "search/hager_zhang.hpp"
#include "search/more_thuente.hpp"
#include "search/strong_wolfe.hpp"

namespace steepest {

Task<SearchResult> search(Run& run, Line& line, SearchStart start) {
    using Search = Task<SearchResult> (*)(Line&, SearchStart);
    constexpr Search by_name[] = {armijo, strong_wolfe, more_thuente, hager_zhang, exact};
    static_assert(sizeof by_name / sizeof by_name[0] == sizeof search_names / sizeof search_names[0]);
    return by_name[static_cast<int>(run.options.line_search)](line, start);
}

}  // namespace steepest
