import type { DaypassError } from '../../../core/error.ts'
import type { RequestRecord } from '../../../core/record.ts'

/** So many looks GitHub's bad days may take before people are told what is waited for. */
const mostTries = 5

/** Whether the whole look is repeated, without a word. What GitHub refuses, it refuses again, and somebody has to mend it. */
export function mayPass({ code }: DaypassError, { tries }: RequestRecord): boolean {
  if (code === 'GITHUB_REFUSED') return false
  if (code === 'GITHUB_UNAVAILABLE') return tries < mostTries
  return /^(GITHUB|STORE|FENCED)_/.test(code)
}
