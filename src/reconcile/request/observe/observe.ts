import { sha256 } from '../../../core/digest.ts'
import { isDaypassError } from '../../../core/error.ts'
import { addSeconds } from '../../../core/instant.ts'
import { needsNothing, needsReading } from '../../../core/lifecycle/decide.ts'
import type { Seen } from '../../../core/lifecycle/plan.ts'
import type { SeenIssue } from '../../../core/lifecycle/steps.ts'
import { textWriterPatience } from '../../../core/lifecycle/timing/writer-patience.ts'
import { isDelivered, isTerminal, type RequestRecord } from '../../../core/record.ts'
import { asksItself } from '../../../core/request/request-pull.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'
import { askStanding, isUnderOtherRules } from './ask-standing.ts'
import { askWhy } from './ask-why.ts'
import { observeDebt, observeDebtAlone } from './debt.ts'
import { entitledAmong, ineligibilityOf } from './eligibility.ts'
import { observeExtension } from './extension.ts'
import { findForeign } from './foreign.ts'
import { keysToDeliver } from './frozen-keys.ts'
import { commandsOnPull, newCommands } from './heard.ts'
import { observeOver } from './over.ts'
import { readAndDecide } from './read-and-evaluate.ts'
import { newComments, orderToCompare, othersAmong } from './shown.ts'
import { observeVotes, votingFor } from './votes.ts'

/**
 * Looks at the world as far as this look needs it. Throws what reading GitHub throws: nothing was decided then, and the
 * look is repeated later.
 */
export async function observe(ports: Ports, record: RequestRecord, now: Date): Promise<Seen> {
  const isOver = isTerminal(record.state)
  if (!isOver && needsNothing(record, now)) return { kind: 'nothing' }
  if (!isOver && record.grant && (await ports.grants.find(record.grant.id))?.ended) return { kind: 'handed-in' }
  // The governed files are asked for at the same time: a request that is new needs both, and neither depends on the other.
  const early =
    record.grant === undefined && record.state === 'submitted'
      ? ports.repository.read(record.key.repository)
      : undefined
  early?.catch(() => undefined)
  // Before anything is read: what is noticed meanwhile is for the next look.
  const [notices, told, display] = await Promise.all([
    ports.requests.notices(record.key),
    ports.requests.told(record.key, { comment: record.comments.last }),
    ports.displays.find(record.key),
  ])
  const issue = await readOrMiss(ports, record, notices.gone)
  if ('kind' in issue) return isOver ? { ...issue, ...(await observeDebtAlone(ports, record, now)) } : issue
  // What changed without a webhook may be what people said.
  const isMissed = told.comments.length > 0 || notices.comments > (record.compared ?? 0)
  if (isOver) return observeOver(ports, record, issue, { display, notices, told, isMissed, now })
  const listed = await newComments(ports, record, issue, { display, isMissed })
  const foreign = await findForeign(ports, record, issue, { display, listed })
  if (foreign) return foreign
  const {
    commands: inIssue,
    missed,
    ...looked
  } = await newCommands(ports, record, listed, { now, told: told.comments })
  const {
    commands: onPull,
    missed: missedOnPull,
    ...lookedOnPull
  } = await commandsOnPull(ports, record, notices.words, now)
  const commands = [...inIssue, ...onPull]
  const isBehind = missed || missedOnPull || (told.changed !== undefined && issue.updatedAt < told.changed)
  const retry = commands.some((command) => command.name === 'retry' && command.by === issue.author.id)
  const own = issue.isPull && !record.grant ? await ports.pulls.read(record.key, record.key.issue) : undefined
  if (own && !asksItself(own)) return { kind: 'gone' }
  const body = issue.isPull ? (own ? sha256(own.head) : (record.body ?? '')) : sha256(issue.body)
  const writer = await writerOf(ports, { record, issue, body, now })
  const compared = orderToCompare(record, issue, { display, listed, notices: notices.comments, cli: ports.cli })
  // Until our comments were compared the sweep finds that something changed: what a webhook told of may hide what none did.
  const isCompared = listed !== undefined || compared.compare !== undefined
  const changedAt = isCompared ? issue.updatedAt.toISOString() : record.changedAt
  const seen: SeenIssue = {
    kind: 'issue',
    url: issue.url,
    author: { id: issue.author.id, login: issue.author.login },
    // What Daypass has closed is opened again by showing that it lives.
    open: issue.open || display.open === false || (own?.merged ?? record.ownPull?.merged ?? false),
    closedBy: issue.closedBy?.id,
    body,
    writtenBy: writer === 'waited-for' ? undefined : writer,
    createdAt: issue.createdAt,
    ...(changedAt === undefined ? {} : { changedAt }),
    commands,
    ...(await askWhy(ports, record, issue, commands)),
    entitled: await entitledAmong(ports, record, issue, commands),
    labels: issue.labels,
    comments: { count: othersAmong(issue, display, listed), ...looked },
    ...lookedOnPull,
    ...compared,
    ...(display.status?.comment === undefined ? {} : { isShown: true as const }),
    ...(isBehind ? { behind: true as const } : {}),
    saidGone: notices.gone,
  }
  const ourMerge = own?.merged === true && own.mergedByUs && record.pull?.merge?.intended === true
  if (own) seen.own = { mergedByOther: own.merged && !ourMerge, ...(ourMerge ? { mergedByUs: true } : {}) }
  // It shows the repository as it is now; where it fails, so does the decision.
  await early?.catch(() => undefined)
  const ineligible = await ineligibilityOf(ports, record, issue, { now, notices: notices.person })
  if (ineligible) Object.assign(seen, ineligible)
  if (await isContradicted(ports, record)) seen.contradicted = true
  // What Daypass has merged is approved, and what a person closed is a word in the vote: no `/retry` comes before either.
  const isClosed = own?.open === false && !own.merged && record.pull?.closed !== true
  const isUpToVotes = record.state === 'pending' && (ourMerge || isClosed)
  // Nothing is refused, and nothing begins, while the word who wrote it is on its way.
  if (writer === 'waited-for' && !record.grant && record.body === undefined) return seen
  if (
    (seen.open || own) &&
    !isUpToVotes &&
    needsReading(record, body, { retry, own: seen.writtenBy === issue.author.id })
  ) {
    const reading = await readAndDecide(ports, { record, issue, own, now, early, approved: false, keysAnew: retry })
    return { ...seen, reading, ...(await votingFor(ports, record, reading)) }
  }
  if ((seen.open || own) && record.state === 'pending') {
    const anew = await isUnderOtherRules(ports, record, record.decision)
    return withVotes(
      seen,
      await observeVotes(ports, { record, issue, own, now, told: told.review, retry, anew }),
      told.review,
    )
  }
  const asked = record.grant && (await askStanding(ports, record, now))
  if (asked) Object.assign(seen, { askAgain: null, ...asked })
  if (isDelivered(record)) Object.assign(seen, await observeDebt(ports, record, now))
  if (isDelivered(record))
    return withVotes(seen, await observeExtension(ports, record, issue, seen, { now, told: told.review }), told.review)
  if (record.grant) return { ...seen, key: await keysToDeliver(ports, record, issue) }
  return seen
}

/** A vote that a webhook told of and that is not listed yet is looked for again. */
function withVotes(seen: SeenIssue, votes: Pick<SeenIssue, 'voting' | 'reading'>, newest: number): SeenIssue {
  const reviews = votes.voting?.pull?.reviews
  const isBehind = reviews !== undefined && newest > Math.max(0, ...reviews.map(({ id }) => id))
  return { ...seen, ...votes, ...(isBehind ? { behind: true } : {}) }
}

type OutOfSight = Extract<Seen, { kind: 'gone' | 'unseen' }>

/** The issue, or how it was missed. Throws what says nothing about whether it is there. */
async function readOrMiss(ports: Ports, record: RequestRecord, saidGone: number): Promise<Issue | OutOfSight> {
  const told = saidGone > (record.refuted ?? 0)
  try {
    return await ports.issues.read(record.key)
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_GONE')) return { kind: 'gone' }
    if (isDaypassError(error, 'GITHUB_NOT_FOUND')) return { kind: 'unseen', what: 'issue', told }
    if (isDaypassError(error, 'GITHUB_SHUT_OUT')) return { kind: 'unseen', what: 'access', told }
    throw error
  }
}

/**
 * Signed webhooks say who wrote a body, or pushed a head. Where none has told anything, what nobody has touched since it was opened is
 * its author's, but only when it is old enough that a webhook would have come.
 */
async function writerOf(
  ports: Ports,
  { record, issue, body, now }: { record: RequestRecord; issue: Issue; body: string; now: Date },
): Promise<number | undefined | 'waited-for'> {
  const known = await ports.requests.writerOf(record.key, body)
  if (typeof known === 'number') return known
  if (known === 'unknown') return undefined
  if (now < addSeconds(issue.createdAt, textWriterPatience)) return 'waited-for'
  return issue.createdAt.getTime() === issue.updatedAt.getTime() ? issue.author.id : undefined
}

/** Whether a webhook that came late says that somebody else wrote what was granted. */
async function isContradicted(ports: Ports, { key, grant, body, requester }: RequestRecord): Promise<boolean> {
  if (!grant || body === undefined || !requester) return false
  const writer = await ports.requests.writerOf(key, body)
  return typeof writer === 'number' && writer !== requester.id
}
