// Sums and products as people write them: -(2 * (x * (200 * y))) + z as z - 400 * x * y. The core computes the former,
// in steps of two; for reading, the steps are taken together, constants first and signs out front.

/** A formula's nodes, as they are asked for here. */
export interface Tree {
  /** The name of a node's operation, with those of a sign and of a number told from others; and its operands. */
  node(i: number): { op: string; a: number; b: number }
  /** The number that a node is, if it is one. */
  number(i: number): number | undefined
  /** Whether a node has a name of its own. */
  isNamed(i: number): boolean
}

/** A product: a number, factors with their powers, and what it is divided by, with powers too. */
export interface Term {
  coefficient: number
  factors: Map<number, number>
  divisors: Map<number, number>
}

type Context = 'sum' | 'product' | 'other'

const ofSums: ReadonlySet<string> = new Set(['+', '-', 'negate', '*', '/'])
const ofProducts: ReadonlySet<string> = new Set(['negate', '*', '/'])

/** Which nodes are written as part of the one that reads them: those of a sum in a sum, of a product in a product. */
export function absorbed(tree: Tree, readers: readonly number[]): boolean[] {
  const count = readers.length
  const context = new Array<Context>(count).fill('other')
  const is = new Array<boolean>(count).fill(false)
  for (let i = count - 1; i >= 0; i--) {
    const { op, a, b } = tree.node(i)
    is[i] =
      readers[i] === 1 && ((context[i] === 'sum' && ofSums.has(op)) || (context[i] === 'product' && ofProducts.has(op)))
    // A square is written as one, not factor by factor; nor has x / x one place for x.
    if (a === b) continue
    if (op === '+' || op === '-') context[a] = context[b] = 'sum'
    else if (op === '*') context[a] = context[b] = 'product'
    else if (op === '/') context[a] = 'product'
    else if (op === 'negate') context[a] = is[i] && context[i] === 'product' ? 'product' : 'sum'
  }
  return is
}

/** The terms that a node is the sum of, in their order, but one that is positive first if there is any. */
export function termsOf(tree: Tree, root: number, isAbsorbed: readonly boolean[]): Term[] {
  const terms: Term[] = []
  const left: [node: number, sign: number][] = [[root, 1]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [i, sign] = next
    const { op, a, b } = tree.node(i)
    const open = i === root || isAbsorbed[i]
    if (open && (op === '+' || op === '-')) left.push([b, op === '+' ? sign : -sign], [a, sign])
    else if (open && op === 'negate') left.push([a, -sign])
    else add(terms, termOf(tree, i, sign, open ? isAbsorbed : undefined))
  }
  const positive = terms.findIndex(({ coefficient }) => coefficient > 0)
  if (positive > 0) terms.unshift(...terms.splice(positive, 1))
  return terms
}

// Two times the same is twice that. No others are looked at than the one before: there may be thousands.
function add(terms: Term[], term: Term): void {
  const last = terms.at(-1)
  const isAlike =
    last &&
    term.coefficient * last.coefficient > 0 &&
    alike(term.factors, last.factors) &&
    alike(term.divisors, last.divisors)
  if (isAlike) last.coefficient += term.coefficient
  else terms.push(term)
}

const alike = (one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>) =>
  one.size === other.size && [...one].every(([node, power]) => other.get(node) === power)

/** Higher powers are left as they are. */
const mostPower = 4

// The product that a node is; of itself alone where nothing is absorbed.
function termOf(tree: Tree, root: number, sign: number, isAbsorbed: readonly boolean[] | undefined): Term {
  const term: Term = { coefficient: sign, factors: new Map(), divisors: new Map() }
  const left: [node: number, power: number][] = [[root, 1]]
  const divisors: typeof left = []
  for (let next = left.pop(); next; next = left.pop()) {
    const [i, power] = next
    const { op, a, b } = tree.node(i)
    const isSquare = op === '*' && a === b
    const open =
      isAbsorbed !== undefined &&
      (i === root || (isSquare ? !tree.isNamed(i) && 2 * power <= mostPower : isAbsorbed[i]))
    const number = tree.number(i)
    const product = number === undefined ? Number.NaN : term.coefficient * number
    if (open && isSquare) left.push([a, 2 * power])
    else if (open && op === '*') left.push([b, power], [a, power])
    else if (open && op === '/') {
      divisors.push([b, power])
      left.push([a, power])
    } else if (open && op === 'negate') {
      term.coefficient *= -1
      left.push([a, power])
    } else if (power === 1 && Number.isFinite(product) && product !== 0) term.coefficient = product
    else raise(term.factors, i, power)
  }
  // The last divisor was met first.
  for (const [node, power] of divisors.reverse()) raise(term.divisors, node, power)
  return term
}

function raise(powers: Map<number, number>, node: number, power: number): void {
  powers.set(node, (powers.get(node) ?? 0) + power)
}
