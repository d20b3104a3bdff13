#!/usr/bin/env bash
# Everything there is to check, from a fresh clone: installs what is missing, builds every product, and ends with the
# tests, whose summary is the last output.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s\n' "$*"; }

step "programs, packages, browser, Emscripten"
bash scripts/install-tools.sh
bash scripts/install-browser.sh
bash scripts/install-emscripten.sh >/dev/null
npm ci --prefer-offline --no-audit --no-fund

step "native addon and C++ tests"
npm run --silent build:native
npm run --silent build:tests

step "WebAssembly"
npm run --silent build:wasm

step "generated files"
npm run --silent generate -- --check

step "TypeScript"
npm run --silent build:ts

step "release binary"
npm run --silent build:release

step "format, lint, types"
npm run --silent lint

step "tests"
npm run --silent test
