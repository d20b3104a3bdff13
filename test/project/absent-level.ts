import { test } from 'vitest'

test.skip(`${process.env.STEEPEST_BACKEND} ${process.env.STEEPEST_ISA}: not to be had on this machine`, () => {})
