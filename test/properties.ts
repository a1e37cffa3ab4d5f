// Before every test file: what fast-check goes by. A property sets neither a seed of its own nor a number of runs without `runs`.
import fc from 'fast-check'
import { inject } from 'vitest'
import { runs } from './runs.ts'

fc.configureGlobal({ seed: inject('properties').seed, numRuns: runs(100) })
