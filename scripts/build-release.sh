#!/usr/bin/env bash
# Compiles the release binary into prebuilds/<platform>-<arch>/steepest.node. node-gyp empties the folder `build` of the
# package it works on, which holds the development builds here, so it gets a copy of the sources to work on.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
stage="$root/build/prebuild"
mkdir -p "$stage"
rm -rf "$stage/native"
cp -r package.json binding.gyp native "$stage/"
ln -sfn "$root/node_modules" "$stage/node_modules"

# Headers lie beside most installed Nodes; node-gyp downloads them only where they do not.
prefix="$(dirname "$(dirname "$(node -p process.execPath)")")"
if [ -f "$prefix/include/node/node_api.h" ]; then export npm_config_nodedir="$prefix"; fi
export JOBS="${STEEPEST_JOBS:-$(nproc)}"
npx --no-install prebuildify --napi --strip --quiet --target "$(node -p process.versions.node)" --cwd "$stage" --out "$root"
