import { sha256 } from '../../../core/digest.ts'
import { isDaypassError } from '../../../core/error.ts'
import { needsNothing, needsReading } from '../../../core/lifecycle/decide.ts'
import type { Seen } from '../../../core/lifecycle/plan.ts'
import { isTerminal, type RequestRecord } from '../../../core/record.ts'
import { readCommand } from '../../../core/request/command.ts'
import { asksItself } from '../../../core/request/request-pull.ts'
import type { Comment, Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'
import { entitledAmong, type SeenCommand, standingOf } from './eligibility.ts'
import { observeExtension } from './extension.ts'
import { readAndDecide } from './read-and-evaluate.ts'
import { changedComments, findTampering, observeOver } from './tampering.ts'
import { usableKey } from './usable-key.ts'
import { observeVotes, votingFor } from './votes.ts'

/**
 * Looks at the world as far as this look needs it. Throws what reading GitHub throws: nothing was decided then, and the
 * look is repeated later.
 */
export async function observe(ports: Ports, record: RequestRecord, now: Date): Promise<Seen> {
  if (isTerminal(record.state)) return observeOver(ports, record)
  if (needsNothing(record, now)) return { kind: 'nothing' }
  if (record.grant && (await ports.grants.find(record.grant.id))?.ended) return { kind: 'handed-in' }
  // The governed files are asked for at the same time: a request that is new needs both, and neither depends on the other.
  const early =
    record.grant === undefined && record.state === 'submitted'
      ? ports.repository.read(record.key.repository)
      : undefined
  early?.catch(() => undefined)
  let issue: Issue
  try {
    issue = await ports.desk.read(record.key)
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_NOT_FOUND')) return { kind: 'gone' }
    throw error
  }
  const listed = await changedComments(ports, record, issue)
  const fresh = (listed?.comments ?? []).filter(
    (comment) => comment.id > record.comments.last && !comment.ours && comment.author.type === 'User',
  )
  const commands = fresh.flatMap((comment) => commandOf(comment))
  const retry = commands.some((command) => command.name === 'retry' && command.by === issue.author.id)
  const own = issue.isPull && !record.grant ? await ports.pulls.read(record.key, record.key.issue) : undefined
  if (own && !asksItself(own)) return { kind: 'gone' }
  const body = issue.isPull ? (own ? sha256(own.head) : (record.body ?? '')) : sha256(issue.body)
  const seen: Extract<Seen, { kind: 'issue' }> = {
    kind: 'issue',
    url: issue.url,
    author: { id: issue.author.id, login: issue.author.login },
    open: issue.open || (own?.merged ?? record.ownPull?.merged ?? false),
    closedBy: issue.closedBy?.id,
    body,
    hand: await handOf(ports, record, issue, body),
    createdAt: issue.createdAt,
    changedAt: issue.updatedAt.toISOString(),
    commands,
    entitled: await entitledAmong(ports, record, issue, commands),
    labels: issue.labels,
    comments: { count: issue.comments, last: Math.max(record.comments.last, ...fresh.map((comment) => comment.id)) },
  }
  const ourMerge = own?.merged === true && own.mergedByUs && record.pull?.merge?.intended === true
  if (own) seen.own = { mergedByOther: own.merged && !ourMerge, ...(ourMerge ? { mergedByUs: true } : {}) }
  const tampered = findTampering(ports, record, issue, listed)
  if (tampered) seen.tampered = tampered
  const standing = await standingOf(ports, record, issue, now)
  if (standing) Object.assign(seen, standing)
  // What Daypass has merged is approved, and what a person closed is a word in the vote: no `/retry` comes before either.
  const isClosed = own?.open === false && !own.merged && record.pull?.closed !== true
  const isUpToVotes = record.state === 'pending' && (ourMerge || isClosed)
  if ((seen.open || own) && !isUpToVotes && needsReading(record, body, { retry, own: seen.hand === issue.author.id })) {
    const reading = await readAndDecide(ports, { record, issue, own, now, early, approved: false })
    return { ...seen, reading, ...(await votingFor(ports, record, reading)) }
  }
  if ((seen.open || own) && record.state === 'pending')
    return { ...seen, ...(await observeVotes(ports, { record, issue, own, now })) }
  if (record.grant && record.sealed) return { ...seen, ...(await observeExtension(ports, record, issue, seen, now)) }
  if (record.grant && !record.sealed) return { ...seen, key: await usableKey(ports, record, issue) }
  return seen
}

/** A comment that was edited never acts: whoever may write to the repository may edit other people's comments. */
function commandOf(comment: Comment): SeenCommand[] {
  if (comment.createdAt.getTime() !== comment.updatedAt.getTime()) return []
  const command = readCommand(comment.body)
  if (!command) return []
  const { id: by, login } = comment.author
  return [{ name: command.name, by, login, rest: command.name === 'unknown' ? command.text : command.rest }]
}

/** Signed webhooks say who wrote a body, or pushed a head; what nobody has touched since it was opened is its author's. */
async function handOf(ports: Ports, record: RequestRecord, issue: Issue, body: string): Promise<number | undefined> {
  const known = await ports.book.handOf(record.key, body)
  if (known !== undefined) return known
  return issue.createdAt.getTime() === issue.updatedAt.getTime() ? issue.author.id : undefined
}
