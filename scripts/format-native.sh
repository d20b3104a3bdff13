#!/usr/bin/env bash
# Formats the C++ sources; with --check only says whether they are.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=(-i)
if [ "${1:-}" = --check ]; then mode=(--dry-run -Werror); fi
git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.hpp' '*.inc' |
    xargs -0 --no-run-if-empty clang-format --style=file "${mode[@]}"
