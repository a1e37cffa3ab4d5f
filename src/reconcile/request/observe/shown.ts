import { differencesIn } from '../../../core/display/compare-display.ts'
import type { DisplayRecord } from '../../../core/display/display-record.ts'
import type { RequestRecord } from '../../../core/record.ts'
import type { Comment, Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'

/**
 * Lists the comments when there are not as many as we know of, beside our own; `isMissed`: or when webhooks told of one that was not seen
 * yet, or the sweep found that something changed.
 */
export async function newComments(
  ports: Ports,
  { key, comments, foreign }: RequestRecord,
  issue: Issue,
  { display, isMissed }: { display: DisplayRecord; isMissed: boolean },
): Promise<Comment[] | undefined> {
  const isQuiet = issue.comments - display.said === comments.count && !comments.waiting?.length
  return isQuiet && !isMissed && !foreign ? undefined : ports.issues.comments(key)
}

/**
 * How many comments of others there are. What was listed tells: by the numbers alone, a comment of ours that GitHub took without saying so
 * would count as somebody's, and hide the next one.
 */
export function othersAmong(issue: Issue, display: DisplayRecord, listed: Comment[] | undefined): number {
  return listed ? listed.filter(({ ours }) => !ours).length : issue.comments - display.said
}

/**
 * Whether GitHub is to be compared with what was written there. This is a hint alone: what is being written at this moment differs, too,
 * and whoever writes it looks for themselves.
 */
export function orderToCompare(
  record: RequestRecord,
  issue: Issue,
  {
    display,
    listed,
    notices,
    cli,
  }: { display: DisplayRecord; listed: Comment[] | undefined; notices: number; cli: string },
): { compare?: number } {
  const isTold = notices > (record.compared ?? 0)
  const seen = listed ? { ...issue, comments: listed } : { title: issue.title, labels: issue.labels, open: issue.open }
  return isTold || differencesIn(record, display, seen, cli) ? { compare: notices } : {}
}
