import type { Change } from '../../../core/lifecycle/plan.ts'

/** The change, and with it a word for the display to say, in the issue or on the pull request that is named: each once, or neither. */
export function saying(change: Change, body: string, on?: number, by?: number): Change {
  const word = { body, ...(on === undefined ? {} : { on }), ...(by === undefined ? {} : { by }) }
  return { ...change, say: [...(change.say ?? []), word] }
}
