import type { DaypassError } from '../../../core/error.ts'
import { failureClasses } from '../../../core/error-codes.ts'
import type { RequestRecord } from '../../../core/record.ts'

/** So many looks may fail by GitHub before people are told what is waited for. */
const mostTries = 5

/** Whether the whole look is repeated, without a word; otherwise its reading shows the error. */
export function mayPass({ failure }: DaypassError, { tries }: RequestRecord): boolean {
  const { reading } = failureClasses[failure]
  return reading === 'repeated' || (reading === 'for-a-while' && tries < mostTries)
}
