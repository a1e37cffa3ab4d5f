import type { PolicyFinding } from '../policy/policy-finding.ts'
import type { Flip } from './effect-flips.ts'

/** What the tests of a policy say; `failed` counts errors too. */
export type TestResults = { passed: number; failed: number; skipped: number; findings: PolicyFinding[] }

/** How far judging has come; `asking`: so many of the questions about both sets of files are answered. */
export type JudgingStep = { step: 'compiled' } | { step: 'asking'; asked: number; of: number }

/** How much of a file the tests reach; `missing`: the lines that none does, as the first and the last of each stretch. */
export type Coverage = { path: string; percent: number; missing: [number, number][] }

/** Access that lives and that the change would end, or that would need more approvals than it has. */
export type AtMerge = { issue: number; ends: boolean; why: string }

/**
 * What was found in the files that govern. `tests`, `coverage`, `asked`: absent where it did not come to that. `asked`: how many questions
 * the policy was asked about the catalog, of how many that there are.
 */
export type Judgement = {
  findings: PolicyFinding[]
  tests?: TestResults
  coverage?: Coverage[]
  asked?: { questions: number; of: number }
  /** How many requests of before were asked about again; absent as `flips`. */
  recorded?: number
  /** What may give somebody more although no question shows it, in sentences; absent as `flips`. */
  widened?: string[]
  /** What changes for whom; absent where there was nothing to compare with. */
  flips?: Flip[]
  /** What merging would do to access that lives; absent where nothing was asked. */
  atMerge?: AtMerge[]
}
