import type { PolicyOutput } from '../../generated/policy-output.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { Access, Way } from './what-it-takes.ts'

type Groups = NonNullable<PolicyOutput['approvals']>

/** What an answer leads to, and who has to agree where it is reviewed. */
export type Said = { access: Access; approvals: Groups }

/** What the rules of now say to a question that was decided by others: `gone`: the catalog has it no more; `unknown`: they cannot be asked. */
export type Today = Said | 'gone' | 'unknown'

/** Whether people would have something else to do by what is said now. */
export function isOtherwise(then: Said, now: Said): boolean {
  if (then.access !== now.access) return true
  return now.access === 'reviewed' && canonicalJson(then.approvals) !== canonicalJson(now.approvals)
}

/** What is said to whoever asks why, beside what the record holds: what it would take to have it without review, and what the rules of now say, where that is something else. */
export type Explained = { atOnce?: readonly Way[]; today?: Today }
