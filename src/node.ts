// The package in Node: the native core, or WebAssembly where none fits.
import { createRequire } from 'node:module'
import { useBackend } from './backend/current.ts'
import { type Load, nodeBackend } from './backend/node.ts'

const load = createRequire(import.meta.url)('../native/node/load.cjs') as Load
useBackend(nodeBackend(load, new URL('../prebuilds/wasm/', import.meta.url), process.env))

export * from './index.ts'
