#!/usr/bin/env bash
# Fuzzes the core by libFuzzer, with AddressSanitizer and UndefinedBehaviorSanitizer: a target of test/fuzz, and for how
# many seconds. What is new is added to its corpus; a finding is written to build/fuzz. Needs Clang with its runtime
# (Debian: clang-19 libclang-rt-19-dev); CXX says which.
#   npm run fuzz -- formula 300
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?"a target: one of $(cd test/fuzz && ls *.cpp | grep -v replay | sed 's/\.cpp//' | xargs)"}
seconds=${2:-60}
clang=${CXX:-$(compgen -c clang++ | sort -rV | head -1)}
cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER="$clang" -DSTEEPEST_SANITIZE=ON -DSTEEPEST_FUZZ=ON >/dev/null
cmake --build build/fuzz --target "fuzz_$target"
mkdir -p "build/fuzz/corpus/$target"
program="build/fuzz/tests/fuzz_$target"
"$program" -max_total_time="$seconds" -max_len=4096 -artifact_prefix=build/fuzz/ \
    "build/fuzz/corpus/$target" "test/fuzz/corpus/$target"
# Of all that, the fewest files that reach as much of the code.
"$program" -set_cover_merge=1 -use_counters=0 "test/fuzz/corpus/$target" "build/fuzz/corpus/$target"
