export type {
  AdadeltaOptions,
  AdagradOptions,
  AdamOptions,
  NadamOptions,
  RmsPropOptions,
  Schedule,
  SgdOptions,
  UpdateOptions,
} from '../options/update.ts'
export { Adadelta, Adagrad, Adam, AdamW, AmsGrad, Nadam, RmsProp, Sgd } from './rules.ts'
export type { SavedUpdate } from './saved.ts'
export { learningRateAt, schedules } from './schedule.ts'
export type { UpdateRule } from './update-rule.ts'
