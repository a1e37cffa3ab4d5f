import type { RequestRecord } from '../record.ts'
import { renderWarning, standingWords } from '../rendering/rules-changed.ts'
import { beginEnd } from './decide-end.ts'
import type { Plan, Step } from './plan.ts'
import type { SeenIssue } from './steps.ts'

/** What follows for access that lives from the rules in force; undefined: nothing. What needs more than it has is said once for each set of rules. */
export function decideStanding(
  record: RequestRecord,
  { standing }: SeenIssue,
  now: Date,
): { ends?: Plan; warns?: Step[] } | undefined {
  if (!standing) return undefined
  if (standing.refused) return { ends: beginEnd(record, now, 'policy', undefined, standingWords(standing)) }
  if (record.warned === standing.policy) return undefined
  const change = { set: { warned: standing.policy } }
  return { warns: [{ do: 'comment', body: renderWarning(record, standing), change }] }
}
