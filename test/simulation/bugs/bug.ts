import type { Invariant } from '../oracle/invariants.ts'

/** A text of the product and what it is replaced by: once, and it must stand there. */
export type Replacement = { file: string; from: string; to: string }

/** A planted bug. `breaks`: the invariants by which it may be found; `case`: the attack that once did what it lets happen again. */
export type Bug = { name: string; case?: string; breaks: readonly Invariant[]; replace: readonly Replacement[] }

type Planted = Omit<Bug, 'replace'> & { from: string; to: string }

/** Bugs that are one replacement each, in one file. */
export function inFile(file: string, ...bugs: readonly Planted[]): Bug[] {
  return bugs.map(({ from, to, ...bug }) => ({ ...bug, replace: [{ file, from, to }] }))
}

/** Whether only a run on the real store can find it: the simulated one has no such code. */
export function isInStore({ replace }: Bug): boolean {
  return replace.some(({ file }) => file.startsWith('src/store/'))
}
