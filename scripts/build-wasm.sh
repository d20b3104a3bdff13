#!/usr/bin/env bash
# Compiles both WebAssembly modules into prebuilds/wasm, with emcc of the PATH or the one install-emscripten.sh made.
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(bash scripts/install-emscripten.sh --print-environment)"
[ -f build/wasm/build.ninja ] || emcmake cmake -S . -B build/wasm -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/wasm --parallel "${STEEPEST_JOBS:-$(nproc)}"
