#!/usr/bin/env bash
# The C++ tests and the whole native suite under AddressSanitizer and UndefinedBehaviorSanitizer. Leaks are looked for
# in the C++ tests only: Node itself never frees all it took.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run --silent build:sanitize
for source in test/native/*.cpp; do
    program="build/sanitize/tests/$(basename "$source" .cpp)"
    echo "== $program"
    "$program"
done
for folder in test/fuzz/corpus/*; do
    program="build/sanitize/tests/fuzz_$(basename "$folder")"
    echo "== $program"
    "$program" 50000 "$folder"/*
done
# Where there is no memory an allocator is to say so: tests ask for more than there is.
libraries="$(g++ -print-file-name=libasan.so) $(g++ -print-file-name=libubsan.so)"
export STEEPEST_SANITIZE=1 ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
LD_PRELOAD="$libraries" node node_modules/vitest/vitest.mjs run --project 'native-*' "$@"
