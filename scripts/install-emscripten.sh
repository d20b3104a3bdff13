#!/usr/bin/env bash
# Makes sure of an Emscripten >= 3.1.60 and prints, as shell, the environment that finds it (everything else goes to
# standard error): nothing when `emcc` on the PATH is new enough. Otherwise Debian 13's packages are unpacked beside
# Debian 12's clang 19, into a private prefix; nothing of the system is upgraded.
#   install-emscripten.sh [--print-environment]
set -euo pipefail

minimum=3.1.60
cache="${STEEPEST_CACHE:-$HOME/.cache/steepest}"
prefix="$cache/emscripten"
emscripten="$prefix/usr/share/emscripten"

say() { echo "install-emscripten: $*" >&2; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@" >&2; else sudo "$@" >&2; fi; }
version_of() { "$1" --version 2>/dev/null | sed -n '1s/.* \([0-9][0-9]*\.[0-9][0-9.]*[0-9]\).*/\1/p'; }
new_enough() { [ "$(printf '%s\n' "$minimum" "${1:-0}" | sort -V | head -n 1)" = "$minimum" ]; }

print_environment() {
    printf 'export EM_CONFIG=%q\n' "$prefix/.emscripten"
    printf 'export PATH=%q:"$PATH"\n' "$emscripten"
}

if command -v emcc >/dev/null && new_enough "$(version_of emcc)"; then
    say "emcc $(version_of emcc) is on the PATH"
    exit 0
fi

# The mark is written last, so a broken-off installation is done again.
if [ -f "$prefix/.complete" ] && command -v clang-19 >/dev/null && command -v wasm-ld-19 >/dev/null; then
    print_environment
    exit 0
fi

command -v apt-get >/dev/null || {
    say "no emcc >= $minimum on the PATH, and this is not Debian: install Emscripten and run this again"
    exit 1
}
[ "$(dpkg --print-architecture)" = amd64 ] || { say "the private prefix is made for amd64 only: install Emscripten >= $minimum"; exit 1; }

missing=()
for package in clang-19 lld-19 llvm-19 ninja-build cmake python3; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# The mirror this machine's own sources name for Debian itself (not for its security updates), in either format.
mirror() {
    local file
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        case "$file" in
            *.list) sed -n 's/^deb \(\[[^]]*\] *\)\{0,1\}\([^ ]*\) .*/\2/p' "$file" ;;
            *.sources) sed -n 's/^URIs: *\([^ ]*\).*/\1/p' "$file" ;;
        esac 2>/dev/null
    done | sed -n '/security/!{p;q;}'
}
uri="$(mirror || true)"
[ -n "$uri" ] || { say "no Debian mirror in apt's sources"; exit 1; }

say "unpacking Emscripten of Debian 13 into $prefix"
rm -rf "$prefix"
mkdir -p "$prefix/apt/lists/partial" "$prefix/apt/archives/partial" "$prefix/packages"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] $uri trixie main" >"$prefix/apt/sources.list"
apt_options=(
    -o Dir::Etc::SourceList="$prefix/apt/sources.list" -o Dir::Etc::SourceParts=/nonexistent
    -o Dir::State::Lists="$prefix/apt/lists" -o Dir::Cache="$prefix/apt"
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none
)
apt-get "${apt_options[@]}" update -qq >&2
# node-acorn is unpacked too: installed, it would bring Debian's own Node along.
(cd "$prefix/packages" && apt-get "${apt_options[@]}" download -qq \
    emscripten binaryen node-acorn libc6 libstdc++6 libgcc-s1 >&2)
for package in "$prefix"/packages/*.deb; do dpkg -x "$package" "$prefix"; done
rm -rf "$prefix/packages" "$prefix/apt"

# Binaryen's programs want the newer C library that was unpacked with them.
libraries="$prefix/usr/lib/x86_64-linux-gnu"
mkdir -p "$prefix/binaryen/bin"
for program in "$prefix"/usr/bin/wasm-* "$prefix"/usr/bin/wasm2js; do
    wrapper="$prefix/binaryen/bin/$(basename "$program")"
    printf '#!/bin/sh\nexec "%s/ld-linux-x86-64.so.2" --library-path "%s" "%s" "$@"\n' \
        "$libraries" "$libraries" "$program" >"$wrapper"
    chmod +x "$wrapper"
done

cat >"$prefix/.emscripten" <<CONFIG
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = '$prefix/binaryen'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
CONFIG

mkdir -p "$emscripten/node_modules"
ln -sfn "$prefix/usr/share/nodejs/acorn" "$emscripten/node_modules/acorn"

version="$(EM_CONFIG="$prefix/.emscripten" version_of "$emscripten/emcc")"
new_enough "$version" || { say "the unpacked emcc does not run (version '$version')"; exit 1; }
touch "$prefix/.complete"
say "emcc $version is ready"
print_environment
