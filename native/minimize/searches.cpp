#include "minimize/searches.hpp"

#include <cmath>

#include "search/strong_wolfe.hpp"

namespace steepest {

Task<SearchResult> search(Run&, Line& line, SearchStart start) {
    return strong_wolfe(line, start);
}

double longest_step(const Run& run, const double* x, const double* p) {
    double size = 1, length = 0;
    for (Index i = 0; i < run.dimension; ++i) {
        size = std::fmax(size, std::fabs(x[i]));
        length = std::fmax(length, std::fabs(p[i]));
    }
    return length > 0 ? 1e20 * size / length : 1;
}

}  // namespace steepest
