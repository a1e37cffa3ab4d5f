import type { Resource } from '../../generated/catalog.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import type { Decision } from '../record.ts'
import { type Floors, forbidden, type OwnLimits } from '../request/limits.ts'
import { asksNoMore } from '../review/asks-no-more.ts'

/** How the rules in force find access that lives; `more`: they would ask for approvals that it does not have. */
export type StandingAnswer = { is: 'fine' } | Objecting
type Objecting = { is: 'refused' | 'more'; why: string }

/**
 * What the rules in force say of access that lives, asked for what is left of its time. `policy`: the digest of the governed files; `pull`: by
 * which pull request they came. `refused`: they would not give it, or the repository wants what would need more to end; else it would need
 * more approvals than it has.
 */
export type Standing = { policy: string; pull?: number; refused: boolean; why: string }

/** What it is for is not there any more. */
export const notListed: Objecting = { is: 'refused', why: 'the catalog no longer has what this access is for' }

/** What an answer to the standing question means for access that was decided by `before`. */
export function standingAnswer(
  { request }: PolicyInput,
  output: PolicyOutput,
  before: Decision,
  by: { resource: Resource; floors: Floors; settings: OwnLimits },
): StandingAnswer {
  const why = output.reasons.join('; ')
  if (output.outcome === 'deny') return { is: 'refused', why }
  const [no] = forbidden(request, by.resource, output, by.floors, by.settings)
  if (no) return { is: 'refused', why: no.message }
  if (output.outcome === 'allow') {
    // What was given without owing anything would by now be given in an emergency alone.
    const owesMore = output.break_glass !== undefined && before.output.outcome === 'allow' && !before.output.break_glass
    return owesMore ? { is: 'more', why } : { is: 'fine' }
  }
  const had = before.output.outcome === 'review' ? (before.output.approvals ?? []) : []
  return asksNoMore(had, output.approvals ?? []) ? { is: 'fine' } : { is: 'more', why }
}
