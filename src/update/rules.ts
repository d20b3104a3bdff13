// The first-order rules, one class each. Equations and sources: native/update/rule.cpp.
import type {
  AdadeltaOptions,
  AdagradOptions,
  AdamOptions,
  NadamOptions,
  RmsPropOptions,
  SgdOptions,
} from '../options/update.ts'
import { UpdateRule } from './update-rule.ts'

/**
 * Gradient descent with momentum m ← μm + (1 - τ)g, x ← x - αm, or Nesterov's x ← x - α(g + μm). Polyak 1964,
 * Nesterov 1983. Defaults: `learningRate` 0.001, no momentum.
 *
 * @example
 * const sgd = new Sgd({ learningRate: 0.01, momentum: 0.9, nesterov: true })
 * sgd.step(parameters, gradient)
 */
export class Sgd extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: SgdOptions) {
    super('sgd', options)
  }
}

/**
 * AdaGrad: v ← v + g², x ← x - αg/(√v + ε). Its rates only fall: for sparse gradients and convex functions. Duchi, Hazan
 * and Singer 2011. Default `learningRate`: 0.01.
 */
export class Adagrad extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: AdagradOptions) {
    super('adagrad', options)
  }
}

/**
 * Adadelta: steps in the units of x, of the root mean square of the steps before over that of the gradients. Zeiler
 * 2012. Default `learningRate`: 1, a factor of the rule's own step.
 */
export class Adadelta extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: AdadeltaOptions) {
    super('adadelta', options)
  }
}

/**
 * RMSProp: v ← ρv + (1 - ρ)g², x ← x - αg/(√v + ε). Tieleman and Hinton 2012; centered, Graves 2013. Default
 * `learningRate`: 0.01.
 */
export class RmsProp extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: RmsPropOptions) {
    super('rmsprop', options)
  }
}

/**
 * Adam: averages m of g and v of g², corrected for their start at zero; x ← x - αm̂/(√v̂ + ε). Kingma and Ba 2015.
 * Default `learningRate`: 0.001.
 *
 * @example
 * const adam = new Adam({ learningRate: 1e-3, clipNorm: 1 })
 * for (const batch of batches) {
 *   model.gradient(parameters, batch, gradient)
 *   adam.step(parameters, gradient) // in place
 * }
 */
export class Adam extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: AdamOptions) {
    super('adam', options)
  }
}

/**
 * AMSGrad: Adam with the largest v so far, so that its rates never rise, and it converges where Adam need not. Reddi,
 * Kale and Kumar 2018. Default `learningRate`: 0.001.
 */
export class AmsGrad extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: AdamOptions) {
    super('amsgrad', options)
  }
}

/** Nadam: Adam with Nesterov's look ahead. Dozat 2016. Default `learningRate`: 0.002. */
export class Nadam extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: NadamOptions) {
    super('nadam', options)
  }
}

/**
 * AdamW: Adam with weight decay beside the step rather than in the gradient: x ← x - αλx. Loshchilov and Hutter 2019.
 * Defaults: `learningRate` 0.001, `weightDecay` 0.01.
 */
export class AdamW extends UpdateRule {
  /** @throws `ERR_OPTION` */
  constructor(options?: AdamOptions) {
    super('adamw', options)
  }
}
