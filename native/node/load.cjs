'use strict'
// Finds the native binary for this machine. It never throws: whatever is wrong with the binary (none for this platform,
// missing, corrupt, built against a newer C library) is told as a reason, and the caller falls back to WebAssembly.
// Each `require` names its file literally, so that bundlers and tracers of files see what the package needs.

const { closeSync, fstatSync, openSync, readFileSync, readSync } = require('node:fs')
const { join } = require('node:path')

// The C library is read from this process's own map of loaded files: asking `process.report` can take seconds.
function usesMusl() {
  try {
    return readFileSync('/proc/self/maps', 'latin1').includes('/ld-musl-')
  } catch {
    return false
  }
}

function releaseBinary(platform) {
  switch (platform) {
    case 'linux-x64':
      return () => require('../../prebuilds/linux-x64/steepest.node')
    case 'linux-arm64':
      return () => require('../../prebuilds/linux-arm64/steepest.node')
    case 'darwin-x64':
      return () => require('../../prebuilds/darwin-x64/steepest.node')
    case 'darwin-arm64':
      return () => require('../../prebuilds/darwin-arm64/steepest.node')
    default:
      return undefined
  }
}

const developmentBinary = () => require('../../build/Release/steepest.node')

// A file cut short is not refused by Linux's linker but ends the process (SIGBUS), so its length is compared with where
// the ELF header says the table of sections, its last part, ends.
function refuseIncomplete(path) {
  let descriptor
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return // `require` says better what is wrong, or knows another place for the file
  }
  try {
    const header = Buffer.alloc(64)
    readSync(descriptor, header, 0, 64, 0)
    const end = Number(header.readBigUInt64LE(0x28)) + header.readUInt16LE(0x3a) * header.readUInt16LE(0x3c)
    const isElf = header.readUInt32BE(0) === 0x7f454c46
    if (isElf && fstatSync(descriptor).size < end) throw new Error(`${path} is cut short`)
  } finally {
    closeSync(descriptor)
  }
}

function load() {
  const platform = `${process.platform}-${process.arch}`
  const release = releaseBinary(platform)
  if (!release) return { reason: `there is no native binary for ${platform}` }
  const linux = process.platform === 'linux'
  if (linux && usesMusl()) return { reason: `there is no native binary for ${platform} with the C library musl` }
  const reasons = []
  for (const [folder, binary] of [
    [`prebuilds/${platform}`, release],
    ['build/Release', developmentBinary],
  ]) {
    try {
      if (linux) refuseIncomplete(join(__dirname, '../..', folder, 'steepest.node'))
      return { addon: binary() }
    } catch (error) {
      // Node lists the modules that asked for a missing file after the first line, which says all.
      reasons.push(String(error?.message ?? error).split('\n')[0])
    }
  }
  return { reason: reasons.join('; ') }
}

module.exports = load
