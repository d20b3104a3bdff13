// Formulas as they are printed, with their gradients: 'x1^2 + sin(x2)' becomes a function and its derivative, by
// forward differentiation of the parsed text.

const chain = (a, v, slope) => ({ v, g: a.g.map((gi) => (gi === 0 ? 0 : slope * gi)) })

const functions = {
  exp: (a) => chain(a, Math.exp(a.v), Math.exp(a.v)),
  log: (a) => chain(a, Math.log(a.v), 1 / a.v),
  sin: (a) => chain(a, Math.sin(a.v), Math.cos(a.v)),
  cos: (a) => chain(a, Math.cos(a.v), -Math.sin(a.v)),
  sqrt: (a) => chain(a, Math.sqrt(a.v), 0.5 / Math.sqrt(a.v)),
}

const combine = (a, b, v, da, db) => ({
  v,
  g: a.g.map((gi, i) => da * gi + db * b.g[i]),
})

const binary = {
  '+': (a, b) => combine(a, b, a.v + b.v, 1, 1),
  '-': (a, b) => combine(a, b, a.v - b.v, 1, -1),
  '*': (a, b) => combine(a, b, a.v * b.v, b.v, a.v),
  '/': (a, b) => combine(a, b, a.v / b.v, 1 / b.v, -a.v / b.v ** 2),
  // Exponents are constants.
  '^': (a, b) => chain(a, a.v ** b.v, b.v * a.v ** (b.v - 1)),
}

class Parser {
  #tokens
  #n
  #at = 0

  constructor(text, n) {
    this.#tokens = text.match(/\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|[a-z]+\d*|[-+*/^()]/g) ?? []
    this.#n = n
  }

  parse() {
    const node = this.#sum()
    if (this.#at < this.#tokens.length) throw new Error(`what is '${this.#tokens[this.#at]}'?`)
    return node
  }

  #take(...wanted) {
    const token = this.#tokens[this.#at]
    if (token === undefined || !wanted.includes(token)) return undefined
    this.#at++
    return token
  }

  #chain(operand, ...operators) {
    let left = operand()
    for (let operator = this.#take(...operators); operator; operator = this.#take(...operators)) {
      const [a, b, apply] = [left, operand(), binary[operator]]
      left = (x) => apply(a(x), b(x))
    }
    return left
  }

  #sum() {
    return this.#chain(() => this.#product(), '+', '-')
  }

  #product() {
    return this.#chain(() => this.#signed(), '*', '/')
  }

  #signed() {
    if (!this.#take('-')) return this.#power()
    const node = this.#signed()
    return (x) => {
      const a = node(x)
      return chain(a, -a.v, -1)
    }
  }

  #power() {
    const base = this.#atom()
    if (!this.#take('^')) return base
    const exponent = this.#signed()
    return (x) => binary['^'](base(x), exponent(x))
  }

  #atom() {
    if (this.#take('(')) {
      const node = this.#sum()
      if (!this.#take(')')) throw new Error('a parenthesis is open')
      return node
    }
    const token = this.#tokens[this.#at++] ?? 'nothing'
    const name = functions[token]
    if (name) {
      const node = this.#atom()
      return (x) => name(node(x))
    }
    if (token.startsWith('x')) {
      const i = Number(token.slice(1)) - 1
      return (x) => {
        const g = new Float64Array(this.#n)
        g[i] = 1
        return { v: x[i], g }
      }
    }
    const v = token === 'pi' ? Math.PI : Number(token)
    if (Number.isNaN(v)) throw new Error(`what is '${token}'?`)
    return () => ({ v, g: new Float64Array(this.#n) })
  }
}

/** The function of x1, …, xn that the text is. */
export function formula(text, n) {
  const node = new Parser(text, n).parse()
  return { value: (x) => node(x).v, gradient: (x) => node(x).g }
}
