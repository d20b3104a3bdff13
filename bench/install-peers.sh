#!/usr/bin/env bash
# Installs what the benchmarks are run beside: Debian's packages, and npm's into bench/peers. Nothing of it is a
# dependency of the project.
set -euo pipefail
cd "$(dirname "$0")"
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends \
  libopenblas-dev libopenblas0-pthread libblis-dev libeigen3-dev liblbfgs-dev libdlib-dev libceres-dev \
  python3-numpy python3-scipy python3-sklearn python3-threadpoolctl python3-torch python3-pip
npm install --prefix peers --no-audit --no-fund --ignore-scripts --no-package-lock
python3 -m pip install --quiet --no-deps --upgrade --target peers/python cma==4.5.0
