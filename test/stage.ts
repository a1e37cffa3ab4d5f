import { inject } from 'vitest'
import { type Stage, type StageOptions, setStage } from '../demo/stage.ts'

/** A stage on a store that need not be made first, in the process of the test if nothing else is said. */
export function stageHere(options: StageOptions = {}): Promise<Stage> {
  // Optimising the code of the store pays off for a server that runs for long.
  return setStage({
    inProcess: true,
    flags: ['--liftoff-only'],
    emptyStore: inject('emptyStore'),
    refresh: 1,
    ...options,
  })
}
