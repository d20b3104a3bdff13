import { globalProblems } from './global.ts'
import type { ProblemData, ProblemName } from './minima.ts'
import { moreGarbowHillstrom } from './more-garbow-hillstrom.ts'

/** What is known of every test function of the core. */
export const problemData: Readonly<Record<ProblemName, ProblemData>> = { ...moreGarbowHillstrom, ...globalProblems }
