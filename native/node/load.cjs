'use strict'
// Finds the native binary for this machine. It never throws: whatever is wrong with the binary (none for this platform,
// missing, corrupt, built against a newer C library) is told as a reason, and the caller falls back to WebAssembly.
// Each `require` names its file literally, so that bundlers and tracers of files see what the package needs.

const { readFileSync } = require('node:fs')

// The C library is read from this process's own map of loaded files: asking `process.report` can take seconds.
function usesMusl() {
  try {
    return readFileSync('/proc/self/maps', 'latin1').includes('/ld-musl-')
  } catch {
    return false
  }
}

function candidates(platform) {
  switch (platform) {
    case 'linux-x64':
      return [
        () => require('../../prebuilds/linux-x64/steepest.node'),
        () => require('../../build/Release/steepest.node'),
      ]
    case 'linux-arm64':
      return [
        () => require('../../prebuilds/linux-arm64/steepest.node'),
        () => require('../../build/Release/steepest.node'),
      ]
    case 'darwin-x64':
      return [
        () => require('../../prebuilds/darwin-x64/steepest.node'),
        () => require('../../build/Release/steepest.node'),
      ]
    case 'darwin-arm64':
      return [
        () => require('../../prebuilds/darwin-arm64/steepest.node'),
        () => require('../../build/Release/steepest.node'),
      ]
    default:
      return []
  }
}

function load() {
  const platform = `${process.platform}-${process.arch}`
  if (process.platform === 'linux' && usesMusl()) {
    return { reason: `there is no native binary for ${platform} with the C library musl` }
  }
  const loaders = candidates(platform)
  if (loaders.length === 0) return { reason: `there is no native binary for ${platform}` }
  const reasons = []
  for (const loader of loaders) {
    try {
      return { addon: loader() }
    } catch (error) {
      // A missing file is told with the list of modules that asked for it: its first line says all.
      reasons.push(String(error?.message ?? error).split('\n')[0])
    }
  }
  return { reason: reasons.join('; ') }
}

module.exports = load
