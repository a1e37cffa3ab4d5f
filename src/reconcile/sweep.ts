import { addSeconds } from '../core/instant.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { LostEvents } from '../ports/lost-events.ts'
import type { Enqueue, Wake } from '../ports/wake.ts'
import type { BranchGuards } from './branch-guards.ts'
import type { Log } from './ports.ts'

export type SweepParts = {
  lost: LostEvents
  enqueue: Enqueue
  enrolled: (repository: number) => boolean
  /** Whether the deployment still has this connector for the repository. */
  serves: (repository: number, connector: string) => boolean
  /** Repositories that an event was ever seen of. */
  known(): Promise<Wake['repository'][]>
  /** Requests of a repository that can still change, with the issue's last change that was looked at, and the grant's connector. */
  open(repository: number): Promise<(RequestKey & { changedAt?: string; connector?: string })[]>
  guards: BranchGuards
  now(): Date
  log: Log
}

/** GitHub keeps deliveries for three days; what is older is found in the issues alone. */
const reach = 3 * 86_400

/**
 * Makes good what webhooks did not tell: has failed deliveries sent again, then wakes every open request issue, and every
 * request of ours that is not among them (its issue was closed, deleted or moved meanwhile). One part failing stops no other.
 */
export async function sweep(parts: SweepParts): Promise<void> {
  const { lost, log } = parts
  await attempt(log, 'asking for lost deliveries', async () => {
    const asked = await lost.redeliverFailures(addSeconds(parts.now(), -reach))
    if (asked > 0) log.info({ asked }, 'asked GitHub for deliveries that were lost')
  })
  for (const repository of await repositoriesOf(parts)) {
    await attempt(log, 'reading open requests', () => wakeAll(parts, repository))
    if (parts.enrolled(repository.id)) await parts.guards.refresh(repository.id)
  }
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
  // A repository that the deployment serves no more gets no new requests, but what lives there has to end.
  const listed = parts.enrolled(repository.id) ? await parts.lost.openRequests(repository.id) : []
  const open = await parts.open(repository.id)
  const isServed = (connector?: string) => connector === undefined || parts.serves(repository.id, connector)
  const quiet = open.filter(({ connector }) => isServed(connector))
  const known = new Map(quiet.map((key) => [formatKey(key), key.changedAt]))
  for (const { changedAt, ...wake } of listed) {
    // What looks as it did at the last look need not be looked at: a sweep over quiet requests costs its listing alone.
    const name = formatKey(wake.key)
    if (known.get(name) === changedAt) continue
    // What changed without a webhook may be our comments: they are compared, too.
    await parts.enqueue(known.has(name) ? { ...wake, notice: 'comments' } : wake)
  }
  const seen = new Set(listed.map((wake) => formatKey(wake.key)))
  for (const { repository: id, issue } of open) {
    const key = { repository: id, issue }
    if (!seen.has(formatKey(key))) await parts.enqueue({ key, repository, looksLikeRequest: false })
  }
}

async function attempt(log: Log, what: string, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    log.warn({ err: error, what }, 'a part of the sweep failed; the next one tries again')
  }
}
