import type { RequestState } from '../../src/core/record.ts'

/** How a request has to be when all is over. `pulls`: how many Daypass opened for it; `words`: what it said once. */
export type Final = {
  issue: number
  state: RequestState
  outcome: string
  pulls: number
  words: readonly string[]
  isOwnPull: boolean
}

type More = Partial<Pick<Final, 'pulls' | 'words' | 'isOwnPull'>>

export const over = ({ number }: { number: number }, state: RequestState, outcome: string, more: More = {}): Final => ({
  ...{ issue: number, state, outcome, pulls: 0, words: [], isOwnPull: false },
  ...more,
})
