import type { SignedCheckpoint } from '../core/trail/checkpoint.ts'

/**
 * What lies in a place of one repository's checkpoints. `shut`: it takes none, as an archived repository; `absent`: there is no such
 * place yet, or not any more. `newest`: the one of the highest number among those that our keys signed; undefined: there is none.
 * `strange`: files in the place of checkpoints that are none of ours.
 */
export type PlaceLook =
  | { kind: 'shut' }
  | { kind: 'absent' }
  | { kind: 'there'; newest: SignedCheckpoint | undefined; strange: readonly string[] }

/**
 * Where signed checkpoints are kept so that whoever rewrites the store, and even the deployment itself, cannot take them back. It holds
 * one file for each, and what lies there is never replaced. Both throw GITHUB_* and REPOSITORY_*.
 */
export interface CheckpointPlace {
  /** Short, and the same for ever: rows are kept under it. */
  name: string
  /** Fresh. What others put there neither counts nor hides what is ours. */
  last(repository: number): Promise<PlaceLook>
  /**
   * Places it, and makes the place where there is none. One that lies there already is not placed twice. Throws GITHUB_LIMITED when
   * anything else needs what GitHub lets us make.
   */
  put(checkpoint: SignedCheckpoint): Promise<void>
}
