/** Values that nobody means, made anew for each use. */
export const badValues: readonly [name: string, make: () => unknown][] = [
  ['undefined', () => undefined],
  ['null', () => null],
  ['true', () => true],
  ['false', () => false],
  ['NaN', () => Number.NaN],
  ['-0', () => -0],
  ['0', () => 0],
  ['1', () => 1],
  ['-1', () => -1],
  ['1.5', () => 1.5],
  ['Infinity', () => Infinity],
  ['-Infinity', () => -Infinity],
  ['2^31', () => 2 ** 31],
  ['2^32', () => 2 ** 32],
  ['2^53', () => 2 ** 53],
  ['-2^31', () => -(2 ** 31)],
  ['1e308', () => 1e308],
  ['5e-324', () => 5e-324],
  ['empty text', () => ''],
  ['text', () => 'text'],
  ['numeric text', () => '1'],
  ['long text', () => 'x'.repeat(100_000)],
  ['__proto__', () => '__proto__'],
  ['constructor', () => 'constructor'],
  ['1n', () => 1n],
  ['symbol', () => Symbol('bad')],
  ['function', () => () => 1],
  ['async function', () => async () => 1],
  ['class', () => class Bad {}],
  ['class instance', () => new (class Bad {})()],
  ['empty object', () => ({})],
  ['object without prototype', () => Object.create(null)],
  ['frozen object', () => Object.freeze({ a: 1 })],
  ['unknown option', () => ({ nonsense: 1 })],
  ['own __proto__', () => JSON.parse('{"__proto__": {"a": 1}}')],
  ['length only', () => ({ length: 2 })],
  ['negative length', () => ({ length: -1 })],
  ['huge length', () => ({ length: 2 ** 53 })],
  ['throwing getter', () => Object.defineProperty({}, 'data', { enumerable: true, get: throwMine })],
  ['throwing valueOf', () => ({ valueOf: throwMine, toString: throwMine })],
  ['throwing proxy', () => new Proxy({}, { get: throwMine, ownKeys: throwMine, has: throwMine })],
  ['revoked proxy', revoked],
  ['empty array', () => []],
  ['array of NaN', () => [Number.NaN, Number.NaN]],
  ['array of infinities', () => [Infinity, -Infinity]],
  ['array of text', () => ['1', '2']],
  ['array of null', () => [null, undefined]],
  ['sparse array', () => new Array(3)],
  ['nested ragged', () => [[1, 2], [3]]],
  ['nested empty', () => [[], []]],
  ['array of 1000', () => new Array(1000).fill(1)],
  ['Float64Array(0)', () => new Float64Array(0)],
  ['Float64Array of NaN', () => new Float64Array(2).fill(Number.NaN)],
  ['Float64Array(1000)', () => new Float64Array(1000)],
  ['Float32Array', () => new Float32Array(3)],
  ['Int32Array', () => new Int32Array(3)],
  ['Uint8Array', () => new Uint8Array(3)],
  ['BigInt64Array', () => new BigInt64Array(2)],
  ['detached Float64Array', detached],
  ['shared Float64Array', () => new Float64Array(new SharedArrayBuffer(16))],
  ['ArrayBuffer', () => new ArrayBuffer(8)],
  ['DataView', () => new DataView(new ArrayBuffer(8))],
  ['Date', () => new Date(0)],
  ['RegExp', () => /x/],
  ['Map', () => new Map([[1, 2]])],
  ['Promise', () => Promise.resolve(1)],
  ['matrix that lies', () => ({ data: new Float64Array(3), rows: 2, columns: 2 })],
  ['matrix with a huge shape', () => ({ data: new Float64Array(0), rows: 2 ** 31, columns: 2 ** 31 })],
  ['matrix of half rows', () => ({ data: new Float64Array(3), rows: 1.5, columns: 2 })],
  ['sparse matrix', () => ({ indptr: [0, 1], indices: [0], data: [1] })],
]

/** What the values above throw of themselves: it may reach the caller as it is. */
export class Mine extends Error {}

function throwMine(): never {
  throw new Mine('mine')
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function detached(): unknown {
  const array = new Float64Array(2)
  structuredClone(array, { transfer: [array.buffer] })
  return array
}
