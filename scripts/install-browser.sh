#!/usr/bin/env bash
# Makes sure of a Chromium for the browser tests (STEEPEST_CHROMIUM, or `chromium` on the PATH).
set -euo pipefail
if [ -n "${STEEPEST_CHROMIUM:-}" ] || command -v chromium >/dev/null; then exit 0; fi
command -v apt-get >/dev/null || { echo "install-browser: please install Chromium and set STEEPEST_CHROMIUM" >&2; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
