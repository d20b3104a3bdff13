'use strict'
// Stands in for native/node/load.cjs while the suite runs under the sanitizers (npm run test:sanitize).
module.exports = () => ({ addon: require('../../build/sanitize/steepest.node') })
