import { findMarker } from '../../../core/comment-marker.ts'
import { isDaypassError } from '../../../core/error.ts'
import type { Seen } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import { type Display, displayOf } from '../../../core/rendering/display.ts'
import { labelsFor } from '../../../core/rendering/labels.ts'
import { formatKey } from '../../../core/request-key.ts'
import type { Claim } from '../../../ports/request-store.ts'
import type { Ports } from '../ports.ts'
import { withOwnComment } from './own-comment.ts'
import { joinShown, type Part, parts, shownOf, splitShown, unwritten } from './published.ts'

/**
 * Makes GitHub show what the record says: status comment, receipt, then title, labels and state of the issue in one call.
 * Each part is written only when it differs from what was written last, so looking again costs nothing. Comments are created
 * intent first: after a crash our own marker is looked for before anything is created a second time.
 */
export async function show(ports: Ports, claim: Claim, seen: Seen): Promise<Claim> {
  // What was out of our sight may come back, as when a suspended app is let in again.
  const isOutOfSight = seen.kind === 'gone' || seen.kind === 'unseen' || (claim.record.gone && seen.kind !== 'over')
  if (isOutOfSight) return claim
  if (!claim.record.mark && !claim.record.adopted) {
    const marked = await ports.book.save(claim, { set: { mark: await ports.marks.of(claim.key) } })
    return show(ports, marked, seen)
  }
  const entries = await ports.book.trailOf(claim.key)
  const display = displayOf(claim.record, [], { cli: ports.cli, entries })
  const wanted = shownOf(display)
  if (claim.record.shown === joinShown(wanted) && !reopened(seen, display)) return claim
  const written = splitShown(claim.record.shown)
  let held = claim
  let refused: unknown
  for (const part of parts) {
    const body = display[part]
    if (body === undefined || written[part] === wanted[part]) continue
    try {
      held = await write(ports, held, part, body)
    } catch (error) {
      // In a locked issue nothing new may be said, but what stands there can still be made true.
      if (!isDaypassError(error, 'GITHUB_REFUSED')) throw error
      refused = error
      wanted[part] = written[part] ?? unwritten
    }
  }
  if (written.issue !== wanted.issue || reopened(seen, display)) {
    try {
      await rewriteIssue(ports, held.record, seen, display)
    } catch (error) {
      if (!isDaypassError(error, 'GITHUB_REFUSED')) throw error
      refused = error
      wanted.issue = written.issue ?? unwritten
    }
  }
  held = await writeRest(ports, held, display.trail ?? [])
  const shown = await ports.book.save(held, { set: { shown: joinShown(wanted) } })
  if (refused) throw refused
  return shown
}

/** Somebody else closed an issue that lives, or opened one that is over: it is put back. */
function reopened(seen: Seen, display: Display): boolean {
  return (seen.kind === 'issue' || seen.kind === 'over') && display.open !== undefined && seen.open !== display.open
}

async function write(ports: Ports, claim: Claim, part: Part, body: string): Promise<Claim> {
  const { key } = claim.record
  const before = claim.record[part]
  const known = before?.comment ?? (before?.intended ? await findOurs(ports, claim.record, part) : undefined)
  if (known !== undefined) {
    await ports.desk.editComment(key, known, body)
    return before?.comment === known
      ? claim
      : ports.book.save(claim, { set: { [part]: { intended: true, comment: known } } })
  }
  const intended = before?.intended ? claim : await ports.book.save(claim, { set: { [part]: { intended: true } } })
  const comment = await ports.desk.comment(key, body)
  return ports.book.save(intended, { set: { [part]: { intended: true, comment }, ...withOwnComment(intended.record) } })
}

/** What of the trail no receipt can take, in comments of its own; each is noted first, for none is worth saying twice. */
async function writeRest(ports: Ports, claim: Claim, rest: readonly string[]): Promise<Claim> {
  let held = claim
  for (const body of rest.slice(held.record.rest ?? 0)) {
    const set = { rest: (held.record.rest ?? 0) + 1, ...withOwnComment(held.record) }
    held = await ports.book.save(held, { set })
    await ports.desk.comment(held.record.key, body)
  }
  return held
}

async function findOurs(ports: Ports, record: RequestRecord, part: Part): Promise<number | undefined> {
  const comments = await ports.desk.comments(record.key)
  const isIt = (body: string): boolean => {
    const marker = findMarker(body)
    return marker?.kind === part && formatKey(marker.key) === formatKey(record.key)
  }
  return comments.find((comment) => comment.ours && isIt(comment.body))?.id
}

/** Labels that others put there stay; ours are replaced as a whole. An end is written without asking GitHub anything first. */
async function rewriteIssue(ports: Ports, record: RequestRecord, seen: Seen, display: Display): Promise<void> {
  const isSeen = seen.kind === 'issue' || seen.kind === 'over'
  const isOpen = isSeen ? seen.open : undefined
  await ports.desk.change(record.key, {
    labels: labelsFor(record, isSeen ? seen.labels : (record.labels ?? [])),
    ...(display.title === undefined ? {} : { title: display.title }),
    ...(isOpen === display.open || display.open === undefined ? {} : { state: display.open ? 'open' : 'closed' }),
    ...(isOpen === display.open || !display.reason ? {} : { reason: display.reason }),
  })
}
