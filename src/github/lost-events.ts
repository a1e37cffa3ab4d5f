import type { Logger } from 'pino'
import { isAlertIssue } from '../core/alerts/alert-in-event.ts'
import { isDaypassError } from '../core/error.ts'
import { startsLikeRequest } from '../core/request/form-start.ts'
import type { LostEvents } from '../ports/lost-events.ts'
import type { Wake } from '../ports/wake.ts'
import type { Caller } from './api/client.ts'
import { allPages } from './api/pages.ts'
import { type Repositories, readRepository } from './api/repositories.ts'
import { ResponseFields } from './api/response.ts'
import { createRedelivery } from './deliveries/failed-deliveries.ts'
import { isPullRequest, readIssue } from './issues/issues.ts'
import { createOpenPulls } from './pulls/open-pulls.ts'

/** What GitHub remembers of events that did not reach us. */
export function createSweep(
  caller: Caller,
  repositories: Repositories,
  log: Pick<Logger, 'warn'>,
  ownLogin: () => string | undefined = () => undefined,
): LostEvents {
  const told = new Set<string>()
  const tell = (what: string, error?: unknown) => {
    if (!told.has(what)) log.warn({ err: error }, what)
    told.add(what)
  }
  const redeliverFailures = createRedelivery(caller, tell)
  /** What GitHub does not have here is done without, and told once; every other failure is one. */
  const without = async <T>(what: string, work: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!isDaypassError(error, 'GITHUB_NOT_FOUND') && !isDaypassError(error, 'GITHUB_SHUT_OUT')) throw error
      tell(what, error)
      return instead
    }
  }
  return {
    redeliverFailures: (since) =>
      without(
        'GitHub does not tell this app about its deliveries: lost webhooks are found by reading the issues alone.',
        () => redeliverFailures(since),
        0,
      ),
    openRequests: (repository) => openRequests(repositories, repository, ownLogin()),
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

async function activeInstallations(caller: Caller): Promise<number[]> {
  const all = await allPages((page) => caller.asApp('installations', page))
  const read = all.map((data) => new ResponseFields(data, 'the installation'))
  return read.filter((installation) => !installation.has('suspended_at')).map((installation) => installation.id('id'))
}

async function repositoriesOf(caller: Caller, installation: number): Promise<Wake['repository'][]> {
  const found = await allPages(
    (page) => caller.asInstallation({ installation }, 'installationRepositories', page),
    ({ data }) => new ResponseFields(data, 'the installation').list('repositories'),
  )
  return found.map((data) => {
    const { id, owner, name } = readRepository(data, installation)
    return { id, owner: owner.login, name, installation }
  })
}

async function openRequests(
  repositories: Repositories,
  id: number,
  ownLogin: string | undefined,
): Promise<(Wake & { changedAt: string })[]> {
  const found = await allPages((page) =>
    repositories.call(id, 'issues', { state: 'open', sort: 'created', direction: 'asc', ...page }),
  )
  const { owner, name, installation } = await repositories.recent(id)
  return found.flatMap((data): (Wake & { changedAt: string })[] => {
    if (isPullRequest(data)) return []
    const issue = readIssue(data)
    if (!startsLikeRequest(issue.body) || isAlertIssue(issue, ownLogin)) return []
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
