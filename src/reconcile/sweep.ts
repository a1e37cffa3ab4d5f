import { dayOf, everywhere } from '../core/alerts/alert.ts'
import { isDaypassError } from '../core/error.ts'
import { addSeconds } from '../core/instant.ts'
import type { GrantedBy } from '../core/record.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { AccessRepository } from '../ports/access-repository.ts'
import type { Log } from '../ports/log.ts'
import type { Comparison, LostEvents, OpenPulls } from '../ports/lost-events.ts'
import type { NoticeStore } from '../ports/notices.ts'
import type { Enqueue, Wake } from '../ports/wake.ts'
import type { BranchGuards } from './request/branch-guards.ts'

export type SweepParts = {
  lost: LostEvents
  enqueue: Enqueue
  enrolled: (repository: number) => boolean
  /** Whether the deployment still has this connector, of this kind, for the repository. */
  serves: (repository: number, connector: string, type: string) => boolean
  repository: Pick<AccessRepository, 'visibility'>
  allowPublic: boolean
  /** Repositories that an event was ever seen of. */
  known(): Promise<Wake['repository'][]>
  /**
   * Requests of a repository that can still change, with the issue's last change that was looked at, the pull request whose votes are
   * waited for, and by which connector the grant was begun.
   */
  open(repository: number): Promise<(RequestKey & { changedAt?: string; pull?: number; grant?: GrantedBy })[]>
  guards: BranchGuards
  prepareLedger(repository: number): Promise<void>
  note: NoticeStore['note']
  now(): Date
  log: Log
}

/** How GitHub answers where the app is shut out, or the repository is not there. */
const outOfSight = ['GITHUB_SHUT_OUT', 'GITHUB_NOT_FOUND', 'GITHUB_GONE'] as const

/** So many deliveries that failed, in one sweep, are told. */
const manyLost = 10

/** GitHub keeps deliveries for three days; what is older is found in the issues alone. */
const reach = 3 * 86_400

/**
 * Makes good what webhooks did not tell: has failed deliveries sent again, then wakes every open request, by issue or by pull request,
 * that changed since the last look, and every one of ours that is not among them (it was closed, deleted or moved meanwhile). One part
 * failing stops no other. Returns the repositories that the deployment serves, those among them of which no event was ever seen.
 */
export async function sweep(parts: SweepParts): Promise<Wake['repository'][]> {
  const { lost, log } = parts
  await attempt(log, 'asking for lost deliveries', async () => {
    const asked = await lost.redeliverFailures(addSeconds(parts.now(), -reach))
    if (asked > 0) log.info({ asked }, 'asked GitHub for deliveries that were lost')
    if (asked >= manyLost) await noteLost(parts, asked)
  })
  const found = await repositoriesOf(parts)
  for (const repository of found) {
    await attempt(log, 'reading open requests', () => wakeAll(parts, repository))
    if (!parts.enrolled(repository.id)) continue
    await parts.guards.refresh(repository.id)
    await attempt(log, 'preparing the ledger', () => parts.prepareLedger(repository.id))
  }
  return found.filter(({ id }) => parts.enrolled(id))
}

/** Some get lost in a normal life, too. */
async function noteLost({ known, enrolled, note, now }: SweepParts, asked: number): Promise<void> {
  const repositories = (await known()).map(({ id }) => id).filter(enrolled)
  const alert = {
    kind: 'deliveries-failing',
    subject: 'webhooks',
    spell: dayOf(now()),
    about: `${asked} deliveries`,
  } as const
  await note(everywhere(repositories, alert), now())
}

async function repositoriesOf(parts: SweepParts): Promise<Wake['repository'][]> {
  const found = new Map<number, Wake['repository']>()
  for (const repository of await parts.known()) found.set(repository.id, repository)
  await attempt(parts.log, 'listing the repositories of the app', async () => {
    for (const repository of await parts.lost.enrolledRepositories()) found.set(repository.id, repository)
  })
  return [...found.values()]
}

async function wakeAll(parts: SweepParts, repository: Wake['repository']): Promise<void> {
  const { enqueue } = parts
  // A repository that the deployment serves no more gets no new requests, but what lives there has to end.
  const isEnrolled = parts.enrolled(repository.id)
  const issues = isEnrolled ? await listIssues(parts, repository.id) : []
  const pulls = isEnrolled ? await listPulls(parts, repository.id) : undefined
  const listed = [...(issues ?? []), ...(pulls?.requests ?? [])]
  const open = await parts.open(repository.id)
  const isServed = (grant?: GrantedBy) =>
    grant === undefined || parts.serves(repository.id, grant.connector, grant.connectorType)
  const isClosed = isEnrolled && issues !== undefined && (await isClosedNow(parts, repository.id))
  const quiet = open.filter(({ grant }) => !isClosed && isServed(grant))
  const known = new Map(quiet.map((request) => [formatKey(request), request]))
  const waiting: { wake: Wake; pull: number }[] = []
  for (const { changedAt, ...wake } of listed) {
    // What looks as it did at the last look need not be looked at: a sweep over quiet requests costs its listing alone.
    const before = known.get(formatKey(wake.key))
    const isQuiet = before?.changedAt === changedAt
    if (isQuiet && before?.pull !== undefined) waiting.push({ wake, pull: before.pull })
    // What changed without a webhook may be our comments: they are compared, too.
    else if (!isQuiet) await enqueue(before ? { ...wake, notice: 'comments' } : wake)
  }
  const seen = new Set(listed.map((wake) => formatKey(wake.key)))
  for (const { repository: id, issue } of open) {
    const key = { repository: id, issue }
    if (!seen.has(formatKey(key))) await enqueue({ key, repository, looksLikeRequest: false })
  }
  // One by one and last: GitHub wants few calls at a time, and nobody waits for these but who lost a webhook.
  for (const { wake, pull } of waiting) await wakeIfChanged(parts, wake, () => pulls?.compare(pull))
}

/** Whether nothing can be asked for there any more; neither archiving it nor making it public changes what is listed. */
async function isClosedNow({ repository, allowPublic }: SweepParts, id: number): Promise<boolean> {
  const { archived, private: isPrivate } = await repository.visibility(id)
  return archived || !(isPrivate || allowPublic)
}

/**
 * Undefined where the repository is out of sight: every request that is open there is then looked at, and its own looks say whether it is
 * gone. Throws what says nothing of that.
 */
async function listIssues({ lost, log }: SweepParts, repository: number) {
  try {
    return await lost.openRequests(repository)
  } catch (error) {
    if (!outOfSight.some((code) => isDaypassError(error, code))) throw error
    log.warn({ err: error, repository }, 'a repository is out of sight; every request that is open there is looked at')
    return undefined
  }
}

/** Undefined: they cannot be listed now, and whoever waits for votes is looked at. */
async function listPulls({ lost, log }: SweepParts, repository: number): Promise<OpenPulls | undefined> {
  try {
    return await lost.openPulls(repository)
  } catch (error) {
    log.warn(
      { err: error, repository },
      'pull requests cannot be listed; every request that waits for votes is looked at',
    )
    return undefined
  }
}

/** Wakes a request that waits for votes unless its pull request is as it was; what cannot be compared counts as changed. */
async function wakeIfChanged(
  { enqueue, log }: SweepParts,
  wake: Wake,
  compare: () => Promise<Comparison> | undefined,
): Promise<void> {
  let found: Comparison | undefined
  try {
    found = await compare()
  } catch (error) {
    log.warn({ err: error, request: wake.key }, 'a pull request could not be compared; the request is looked at')
  }
  if (found?.changed === false) return
  await enqueue(wake)
  found?.remember()
}

async function attempt(log: Log, what: string, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    log.warn({ err: error, what }, 'a part of the sweep failed; the next one tries again')
  }
}
