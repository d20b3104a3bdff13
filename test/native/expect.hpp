// What the C++ tests say of what does not hold; main returns `failures != 0`.
#pragma once

#include <cstdio>

inline int failures = 0;

inline void expect(bool condition, const char* what, double detail) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s: %.17g\n", what, detail);
}
inline void expect(bool condition, const char* what, double detail, double other) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s: %.17g, %.17g\n", what, detail, other);
}
