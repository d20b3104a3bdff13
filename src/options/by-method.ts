// Which options belong to which method, for the types: an option written beside the name of a method that does not use
// it is an error of type. At run time it is ignored, so that one set of options can serve a loop over methods.
import type { MethodName } from '../methods.ts'
import type { AnnealingOptions } from './annealing.ts'
import type { DirectSearchOptions } from './direct-search.ts'
import type { EvolutionOptions } from './evolution.ts'
import type { FirstOrderOptions } from './first-order.ts'
import type { DescentOptions, SharedOptions } from './minimize.ts'
import type { PopulationOptions } from './population.ts'
import type { RestartsOptions } from './restarts.ts'

type Searched = 'lineSearch' | 'sufficientDecrease' | 'curvature' | 'stepSize' | 'differences'
type Descent<More extends keyof DescentOptions = never> = Pick<DescentOptions, Searched | More>
type Region = Pick<DescentOptions, 'initialRadius' | 'maxRadius' | 'differences'>

type Stepwise = 'learningRate' | 'schedule' | 'clipNorm' | 'weightDecay' | 'batchSize' | 'epochs' | 'shuffle'
type FirstOrder<More extends keyof FirstOrderOptions = never> = Pick<FirstOrderOptions, Stepwise | More> &
  Pick<DescentOptions, 'differences'>
type Averages = 'beta1' | 'beta2' | 'epsilon'

type Direct<More extends keyof DirectSearchOptions = never> = Pick<DirectSearchOptions, 'initialStep' | More>
type Evolution<More extends keyof EvolutionOptions> = Pick<EvolutionOptions, 'populationSize' | More>
type Population<More extends keyof PopulationOptions> = Pick<PopulationOptions, More> &
  Pick<EvolutionOptions, 'populationSize'>

/** What each method takes beside the options that all share. */
interface OwnOptions {
  'gradient-descent': Descent
  'conjugate-gradient': Descent<'beta'>
  newton: Descent
  'newton-cg': Descent
  bfgs: Descent
  dfp: Descent
  lbfgs: Descent<'memory'>
  lbfgsb: Descent<'memory'>
  sr1: Region
  'trust-region': Region

  sgd: FirstOrder<'momentum' | 'dampening'>
  momentum: FirstOrder<'momentum' | 'dampening'>
  nesterov: FirstOrder<'momentum' | 'dampening'>
  adagrad: FirstOrder<'learningRateDecay' | 'initialAccumulator' | 'epsilon'>
  adadelta: FirstOrder<'rho' | 'epsilon'>
  rmsprop: FirstOrder<'rho' | 'epsilon' | 'centered' | 'momentum' | 'epsInsideSqrt'>
  adam: FirstOrder<Averages>
  amsgrad: FirstOrder<Averages>
  nadam: FirstOrder<Averages | 'momentumDecay'>
  adamw: FirstOrder<Averages>

  'cyclic-coordinate': Direct<'acceleration'>
  powell: Direct<'replace'>
  'hooke-jeeves': Direct
  'nelder-mead': Direct<'adaptive' | 'orientedRestart' | 'initialSimplex'>

  'simulated-annealing': AnnealingOptions & Pick<RestartsOptions, 'local'>
  'evolution-strategy': Evolution<'sigma' | 'parents' | 'selection' | 'recombination'>
  'cma-es': Evolution<'sigma' | 'restarts'>
  'cross-entropy': Evolution<'sigma' | 'encoding' | 'eliteFraction' | 'smoothing' | 'dynamicSmoothing'>

  genetic: Population<'crossoverRate' | 'mutationRate'> & Pick<EvolutionOptions, 'encoding'>
  'differential-evolution': Population<'strategy' | 'adaptation' | 'differenceWeight' | 'crossoverRate' | 'polish'>
  'particle-swarm': Population<'topology'>

  'multi-start': Pick<RestartsOptions, 'local' | 'starts'>
  'basin-hopping': Pick<RestartsOptions, 'local' | 'hops' | 'temperature'> & Pick<DescentOptions, 'stepSize'>

  'augmented-lagrangian': { local?: Exclude<RestartsOptions['local'], false> }
  sqp: Pick<DescentOptions, 'differences'>
}

type OfMethod = { [Method in keyof OwnOptions]: { method: Method } & OwnOptions[Method] }[keyof OwnOptions]

/** Options of `minimize`: those that all methods share, and the method's own. */
export type MinimizeOptions = SharedOptions &
  (
    | OfMethod
    | ({ method?: 'auto' } & DescentOptions)
    // For a method that is only known at run time.
    | { method?: 'auto' | MethodName }
  )
