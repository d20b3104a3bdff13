#!/usr/bin/env bash
# Makes sure of the programs that the builds and tests call; on Debian and its kin, installs the missing ones.
set -euo pipefail
missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need g++ g++
need cmake cmake
need ninja ninja-build
need make make
need python3 python3
need nm binutils
need clang-format clang-format
need git git
if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || { echo "install-tools: please install ${missing[*]}" >&2; exit 1; }
    as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
