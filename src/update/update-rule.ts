import { encodeDoubles, encodeFloats } from '../base64.ts'
import { misuse, rangeError } from '../errors.ts'
import { readOptions } from '../options/schema.ts'
import { type UpdateOptions, updateSchemas } from '../options/update.ts'
import { readGradient, readParameters } from './arrays.ts'
import { CoreLoop, noProgress, type RuleName } from './core-loop.ts'
import { readSaved, type SavedUpdate } from './saved.ts'
import { readSchedule, settingNumbers } from './schedule.ts'

const classNames = {
  sgd: 'Sgd',
  adagrad: 'Adagrad',
  adadelta: 'Adadelta',
  rmsprop: 'RmsProp',
  adam: 'Adam',
  amsgrad: 'AmsGrad',
  nadam: 'Nadam',
  adamw: 'AdamW',
} as const satisfies Record<RuleName, string>

/** What the first-order rules have in common: each is an update of the caller's arrays by a gradient, in place. */
export abstract class UpdateRule {
  readonly #rule: RuleName
  readonly #settings: Float64Array
  readonly #clips: boolean
  #learningRate: number
  #loop: CoreLoop | undefined
  #disposed = false

  /** @throws `ERR_OPTION` */
  protected constructor(rule: RuleName, given: unknown) {
    const name = classNames[rule]
    const options = readOptions(name, given, updateSchemas[rule]) as Record<string, unknown> & UpdateOptions
    if (options.nesterov && (!options.momentum || options.dampening)) {
      throw misuse('ERR_OPTION', `${name}: option nesterov needs a momentum, and no dampening`)
    }
    this.#rule = rule
    this.#learningRate = options.learningRate!
    this.#clips = options.clipNorm! < Infinity
    this.#settings = settingNumbers({ ...options, ...readSchedule(name, options.schedule) })
  }

  /** The base of the schedule; may be set between steps. */
  get learningRate(): number {
    return this.#learningRate
  }

  set learningRate(value: number) {
    const { learningRate } = updateSchemas[this.#rule]
    const read = readOptions(classNames[this.#rule], { learningRate: value }, { learningRate })
    this.#learningRate = read.learningRate as number
  }

  /** Steps taken. */
  get steps(): number {
    return this.#loop?.progress[0] ?? 0
  }

  /**
   * Changes the parameters by one step, in place. Both arrays have one precision, and lengths and precision are those of
   * the steps before.
   *
   * @throws `ERR_SHAPE`, `ERR_DISPOSED`, `ERR_OUT_OF_MEMORY`; nothing was changed then
   */
  step(parameters: Float64Array | Float32Array, gradient: Float64Array | Float32Array | readonly number[]): void {
    this.#checkAlive()
    const x = readParameters(parameters)
    const g = readGradient(gradient, x)
    const single = x instanceof Float32Array
    this.#loop ??= this.#create(x.length, single)
    const loop = this.#loop
    if (loop.length !== x.length || loop.single !== single) {
      const given = describe(x.length, single)
      throw rangeError('ERR_SHAPE', `the steps before were over ${describe(loop.length, loop.single)}, got ${given}`)
    }
    loop.step(this.#learningRate, x, g, this.#clips)
  }

  /** The state after the latest step, to go on from with the same bits: JSON. */
  state(): SavedUpdate {
    this.#checkAlive()
    const loop = this.#loop
    return {
      format: 'steepest-update',
      version: 1,
      rule: this.#rule,
      learningRate: this.#learningRate,
      precision: loop?.single ? 'single' : 'double',
      length: loop?.length ?? 0,
      progress: encodeDoubles(loop?.progress ?? noProgress),
      memory:
        loop?.memory.map((values) => (values instanceof Float32Array ? encodeFloats(values) : encodeDoubles(values))) ??
        [],
    }
  }

  /**
   * Goes on from a state of the same rule, made with the same options; the learning rate is the state's.
   *
   * @throws `ERR_STATE`, saying what is wrong; nothing was changed then
   */
  load(state: SavedUpdate): this {
    this.#checkAlive()
    const { learningRate, single, length, progress, memory } = readSaved(state, this.#rule)
    // A state from before the first step says nothing of the parameters.
    const loop = length > 0 ? this.#create(length, single) : undefined
    try {
      loop?.restore(progress, memory)
    } catch (error) {
      loop?.free()
      throw error
    }
    this.#loop?.free()
    this.#loop = loop
    this.#learningRate = learningRate
    return this
  }

  /** Frees the core's memory. */
  dispose(): void {
    this.#loop?.free()
    this.#loop = undefined
    this.#disposed = true
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  #create(length: number, single: boolean): CoreLoop {
    return new CoreLoop(this.#rule, length, single, this.#settings)
  }

  #checkAlive(): void {
    if (this.#disposed) throw misuse('ERR_DISPOSED', `this ${classNames[this.#rule]} was disposed of`)
  }
}

const describe = (length: number, single: boolean) =>
  `a Float${single ? 32 : 64}Array of ${length} element${length === 1 ? '' : 's'}`
