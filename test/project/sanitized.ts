import { createRequire } from 'node:module'

// Before each test file of `npm run test:sanitize`: the loader of the native binary answers with the sanitized one.
const require = createRequire(import.meta.url)
const loader = require.resolve('../../native/node/load.cjs')
require(loader)
require.cache[loader]!.exports = () => ({ addon: require('../../build/sanitize/steepest.node') })
