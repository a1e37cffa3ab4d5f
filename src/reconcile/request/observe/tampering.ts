import { sha256 } from '../../../core/digest.ts'
import type { Tampering } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import { displayOf } from '../../../core/rendering/display.ts'
import { labelsFor } from '../../../core/rendering/labels.ts'
import type { Comment, Issue } from '../../../ports/issues.ts'
import { joinShown, type Part, parts, shownOf, splitShown, unwritten } from '../apply/published.ts'
import type { Ports } from '../ports.ts'

/** The comments of an issue, and how many notices of changes had come before they were listed. */
export type Listed = { comments: Comment[]; notices: number }

/**
 * Lists the comments when their number is not the one we know, or a webhook said that one was changed or deleted; `isMissed`: or that
 * there is one that was not seen yet.
 */
export async function changedComments(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  { notices, isMissed }: { notices: number; isMissed: boolean },
): Promise<Listed | undefined> {
  const isQuiet = issue.comments === record.comments.count && notices <= (record.compared ?? 0)
  if (isQuiet && !isMissed && !record.comments.waiting?.length && !record.foreign) return undefined
  return { comments: await ports.desk.comments(record.key), notices }
}

/**
 * Compares what GitHub shows with what was written there: title and labels at every look, comments whenever they were listed.
 * Only what was written completely is compared, so that a write that failed is not taken for somebody's hand.
 */
export function findTampering(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  listed: Listed | undefined,
): Tampering | undefined {
  const written = splitShown(record.shown)
  if (!record.shown || written.issue === undefined) return undefined
  const what: string[] = []
  const lost: Part[] = []
  const standing = { status: '', receipt: '', delivery: '', ...written, issue: written.issue }
  for (const part of listed ? parts : []) {
    const state = stateOf(record, part, standing[part], listed?.comments ?? [])
    if (state === 'intact') continue
    what.push(`the ${part === 'delivery' ? 'credential' : part} was ${state}`)
    standing[part] = unwritten
    if (state === 'deleted') lost.push(part)
  }
  const display = displayOf(record, [], { cli: ports.cli })
  if (shownOf(display).issue === written.issue) {
    const isTitle = display.title !== undefined && display.title !== issue.title
    const isLabels = !sameLabels(labelsFor(record, issue.labels), issue.labels)
    if (isTitle) what.push('the title was changed')
    if (isLabels) what.push('labels of Daypass were changed')
    if (isTitle || isLabels) standing.issue = unwritten
  }
  if (what.length === 0 && (!listed || listed.notices === (record.compared ?? 0))) return undefined
  return { what, lost, shown: joinShown(standing), notices: listed?.notices ?? record.compared ?? 0 }
}

function stateOf(
  record: RequestRecord,
  part: Part,
  digest: string,
  comments: readonly Comment[],
): 'intact' | 'edited' | 'deleted' {
  const id = record[part]?.comment
  if (id === undefined || digest === '' || digest === unwritten) return 'intact'
  const comment = comments.find((one) => one.id === id)
  if (!comment) return 'deleted'
  return sha256(comment.body.replaceAll('\r\n', '\n')) === digest ? 'intact' : 'edited'
}

/** GitHub takes labels that differ only in case for one, and keeps the first spelling. */
function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  const shown = new Set(b.map((label) => label.toLowerCase()))
  return a.length === b.length && a.every((label) => shown.has(label.toLowerCase()))
}
