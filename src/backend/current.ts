import { misuse } from '../errors.ts'
import type { Backend } from './backend.ts'

let current: Backend | undefined

/** The core in use. @throws `ERR_NOT_READY` in a browser, before `init()`. */
export function core(): Backend {
  if (!current) throw misuse('ERR_NOT_READY', 'the WebAssembly core is not loaded yet: await init() first')
  return current
}

export function isReady(): boolean {
  return current !== undefined
}

export function useBackend(backend: Backend): void {
  current = backend
}
