import type { Change } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'

/**
 * The request's comments with one more of ours, which need not be looked at. What a change of the same step has looked at stays so:
 * a command would count twice.
 */
export function withOwnComment(record: RequestRecord, change: Change = {}): Pick<RequestRecord, 'comments'> {
  const { count, ...looked } = change.set?.comments ?? record.comments
  return { comments: { count: count + 1, ...looked } }
}
