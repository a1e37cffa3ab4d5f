import type { Logger } from 'pino'
import { isDaypassError } from '../core/error.ts'
import { startsLikeRequest } from '../core/request/form-start.ts'
import type { LostEvents } from '../ports/lost-events.ts'
import type { Wake } from '../ports/wake.ts'
import type { Caller } from './api/client.ts'
import { allPages } from './api/pages.ts'
import { type Repositories, readRepository } from './api/repositories.ts'
import { asList, Reading } from './api/response.ts'
import { isPullRequest, readIssue } from './issues/issues.ts'
import { createOpenPulls } from './pulls/open-pulls.ts'

/** One event is not asked for more often than this: what we refused three times we shall refuse again. */
const mostAttempts = 3
const mostPages = 100

type Delivery = { id: number; guid: string; delivered: boolean; at: Date }

/** What GitHub remembers of events that did not reach us. */
export function createSweep(caller: Caller, repositories: Repositories, log: Pick<Logger, 'warn'>): LostEvents {
  const told = new Set<string>()
  /** What GitHub does not have here is done without, and told once; every other failure is one. */
  const without = async <T>(what: string, work: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!isDaypassError(error, 'GITHUB_NOT_FOUND') && !isDaypassError(error, 'GITHUB_SHUT_OUT')) throw error
      if (!told.has(what)) log.warn({ err: error }, what)
      told.add(what)
      return instead
    }
  }
  return {
    redeliverFailures: (since) =>
      without(
        'GitHub does not tell this app about its deliveries: lost webhooks are found by reading the issues alone.',
        () => redeliverFailures(caller, since),
        0,
      ),
    openRequests: (repository) => openRequests(repositories, repository),
    openPulls: createOpenPulls(repositories),
    async enrolledRepositories() {
      const found: Wake['repository'][] = []
      for (const installation of await activeInstallations(caller)) {
        const words = `The repositories of installation ${installation} cannot be listed: it is known from its events alone.`
        for (const repository of await without(words, () => repositoriesOf(caller, installation), [])) {
          repositories.learn(repository.id, repository)
          found.push(repository)
        }
      }
      return found
    },
  }
}

async function redeliverFailures(caller: Caller, since: Date): Promise<number> {
  let asked = 0
  for (const { id } of missing(await deliveriesSince(caller, since))) asked += (await redeliver(caller, id)) ? 1 : 0
  return asked
}

async function activeInstallations(caller: Caller): Promise<number[]> {
  const all = await allPages((page) => caller.asApp('installations', page))
  const read = all.map((data) => new Reading(data, 'the installation'))
  return read.filter((installation) => !installation.has('suspended_at')).map((installation) => installation.id('id'))
}

/** False: GitHub does not have this delivery any more, or will not send it again; the others may still be had. */
async function redeliver(caller: Caller, id: number): Promise<boolean> {
  try {
    await caller.asApp('redeliver', { delivery_id: id })
    return true
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_NOT_FOUND') || isDaypassError(error, 'GITHUB_REFUSED')) return false
    throw error
  }
}

async function repositoriesOf(caller: Caller, installation: number): Promise<Wake['repository'][]> {
  const found = await allPages(
    (page) => caller.asInstallation({ installation }, 'installationRepositories', page),
    ({ data }) => new Reading(data, 'the installation').list('repositories'),
  )
  return found.map((data) => {
    const { id, owner, name } = readRepository(data, installation)
    return { id, owner: owner.login, name, installation }
  })
}

async function openRequests(repositories: Repositories, id: number): Promise<(Wake & { changedAt: string })[]> {
  const found = await allPages((page) =>
    repositories.call(id, 'issues', { state: 'open', sort: 'created', direction: 'asc', ...page }),
  )
  const { owner, name, installation } = await repositories.recent(id)
  return found.flatMap((data): (Wake & { changedAt: string })[] => {
    if (isPullRequest(data)) return []
    const issue = readIssue(data)
    if (!startsLikeRequest(issue.body)) return []
    return [
      {
        key: { repository: id, issue: issue.number },
        repository: { id, owner: owner.login, name, installation },
        looksLikeRequest: true,
        changedAt: issue.updatedAt.toISOString(),
      },
    ]
  })
}

/** Newest first, as GitHub lists them, back to the instant. */
async function deliveriesSince(caller: Caller, since: Date): Promise<Delivery[]> {
  const all: Delivery[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const answer = await caller.asApp('deliveries', { per_page: 100, ...(cursor === undefined ? {} : { cursor }) })
    const found = asList(answer.data, 'the deliveries').map(readDelivery)
    all.push(...found.filter(({ at }) => at >= since))
    const next = (answer.link ?? '').split(',').find((link) => link.includes('rel="next"'))
    cursor = /[?&]cursor=([^&>]+)/.exec(next ?? '')?.[1]
    if (cursor === undefined || found.some(({ at }) => at < since)) break
    cursor = decodeURIComponent(cursor)
  }
  return all
}

function readDelivery(data: unknown): Delivery {
  const delivery = new Reading(data, 'the delivery')
  const status = delivery.has('status_code') ? delivery.count('status_code') : 0
  return {
    id: delivery.id('id'),
    guid: delivery.text('guid'),
    delivered: status >= 200 && status < 300,
    at: delivery.instant('delivered_at'),
  }
}

/** Of each event of which no attempt got through, the newest attempt; those that were tried often enough are left out. */
function missing(deliveries: readonly Delivery[]): Delivery[] {
  const events = new Map<string, Delivery[]>()
  for (const delivery of deliveries) events.set(delivery.guid, [...(events.get(delivery.guid) ?? []), delivery])
  return [...events.values()].flatMap((attempts) => {
    const [newest] = attempts
    if (!newest || attempts.length >= mostAttempts || attempts.some(({ delivered }) => delivered)) return []
    return [newest]
  })
}
