import type { Output } from '../deps.ts'

const every = 2_000

/** Says on standard error how far long work has come, at most every two seconds; work that is shorter says nothing. */
export function progressOn(
  stderr: Output,
  now: () => Date,
  unit = 'entries',
): (done: number, all: number | undefined) => void {
  let told = now().getTime()
  return (done, all) => {
    const at = now().getTime()
    if (at - told < every) return
    told = at
    stderr.write(`… ${done}${all === undefined ? '' : ` of ${all}`} ${unit}\n`)
  }
}
