import { DaypassError, isDaypassError } from '../../core/error.ts'
import { type NamedOperation, operationUrl } from '../../core/request/operation.ts'
import type { OperationFacts } from '../../generated/policy-input.ts'
import type { Operation } from '../../generated/request.ts'
import type { Operations, SeenOperation } from '../../ports/operations.ts'
import type { Caller } from '../api/client.ts'
import { isEmptyRepository, refusalOf } from '../api/refused-call.ts'
import { type Repositories, type Repository, readRepository } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import { headOf } from './branches.ts'

/**
 * Commits and workflow runs as GitHub has them now. A repository is found by its name with a token of the whole installation, and read with
 * one that opens it alone: so what is found lies where the app is installed.
 */
export function createOperations(caller: Pick<Caller, 'asInstallation'>, repositories: Repositories): Operations {
  return {
    async find(access, asked) {
      const look = () => lookFor(caller, repositories, access, asked)
      // On its bad days GitHub answers so for what is there, and what is refused for it has to be asked for anew.
      return (await look()) ?? look()
    },
  }
}

async function lookFor(
  caller: Pick<Caller, 'asInstallation'>,
  repositories: Repositories,
  access: number,
  asked: NamedOperation | Operation,
): Promise<SeenOperation | undefined> {
  const home = await repositories.recent(access)
  const repository = await absentWhere(() => findRepository(caller, repositories, home, placeOf(asked)))
  if (repository?.owner.id !== home.owner.id) return undefined
  return absentWhere(
    () => ('commit' in asked ? findCommit(repositories, repository, asked) : findRun(repositories, repository, asked)),
    repository.id === access,
  )
}

/** Undefined: it does not exist, or the app is not there. In the access repository itself that is something else, and thrown. */
async function absentWhere<T>(look: () => Promise<T>, isHome = false): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    const isAbsent = isDaypassError(error, 'GITHUB_NOT_FOUND') || isDaypassError(error, 'GITHUB_GONE')
    if (isAbsent || (isDaypassError(error, 'GITHUB_SHUT_OUT') && !isHome)) return undefined
    throw error
  }
}

function placeOf(asked: NamedOperation | Operation): string | number {
  if ('repository' in asked) return asked.repository
  return 'commit' in asked ? asked.commit.repository : asked.run.repository
}

async function findRepository(
  { asInstallation }: Pick<Caller, 'asInstallation'>,
  repositories: Repositories,
  home: Repository,
  place: string | number,
): Promise<Repository | undefined> {
  const { installation, owner } = home
  const isHome = typeof place === 'number' ? place === home.id : place.toLowerCase() === home.name.toLowerCase()
  if (isHome) return repositories.recent(home.id)
  const byId = (id: number) => asInstallation({ installation }, 'repositoryById', { repository_id: id })
  const named =
    typeof place === 'number'
      ? await byId(place)
      : await asInstallation({ installation }, 'repository', { owner: owner.login, repo: place })
  const answer = typeof named.movedTo === 'number' ? await byId(named.movedTo) : named
  if (answer.movedTo !== undefined) return undefined
  const repository = readRepository(answer.data, installation)
  repositories.learn(repository.id, { owner: repository.owner.login, name: repository.name, installation })
  return repository
}

async function findCommit(
  repositories: Repositories,
  repository: Repository,
  asked: { commit: string | { sha: string } },
): Promise<SeenOperation | undefined> {
  const { id } = repository
  const sha = typeof asked.commit === 'string' ? asked.commit : asked.commit.sha
  const answer = await repositories.find(id, 'commit', { commit_sha: sha }).catch((error: unknown) => {
    if (isEmptyRepository(error, 'commit')) return undefined
    throw error
  })
  if (!answer) return undefined
  if (new ResponseFields(answer.data, 'the commit').text('sha') !== sha) throw another('commit')
  const operation: Operation = { commit: { repository: id, sha } }
  return { operation, facts: await factsOf(repositories, repository, operation, sha) }
}

async function findRun(
  repositories: Repositories,
  repository: Repository,
  asked: Exclude<NamedOperation | Operation, { commit: unknown }>,
): Promise<SeenOperation | undefined> {
  const { id } = repository
  const wanted = typeof asked.run === 'number' ? { id: asked.run, attempt: attemptOf(asked) } : asked.run
  const answer = await (wanted.attempt === undefined
    ? repositories.find(id, 'run', { run_id: wanted.id })
    : repositories.find(id, 'runAttempt', { run_id: wanted.id, attempt_number: wanted.attempt })
  ).catch((error: unknown) => {
    throw unreadable(error, repository) ?? error
  })
  if (!answer) return undefined
  const run = new ResponseFields(answer.data, 'the workflow run')
  const attempt = run.id('run_attempt')
  const isIt = run.id('id') === wanted.id && (wanted.attempt ?? attempt) === attempt
  if (!isIt || run.part('repository').id('id') !== id) throw another('workflow run')
  const operation: Operation = { run: { repository: id, id: wanted.id, attempt } }
  const facts = await factsOf(repositories, repository, operation, run.text('head_sha'))
  const conclusion = run.optionalText('conclusion')
  const shown = {
    ...{ id: wanted.id, attempt, event: run.text('event'), branch: run.optionalText('head_branch') ?? '' },
    ...{ workflow: run.text('path'), status: run.text('status') },
    ...(conclusion === undefined ? {} : { conclusion }),
  }
  return { operation, facts: { ...facts, run: shown } }
}

function attemptOf(asked: { attempt?: number } | Operation): number | undefined {
  return 'attempt' in asked ? asked.attempt : undefined
}

async function factsOf(
  repositories: Repositories,
  repository: Repository,
  operation: Operation,
  commit: string,
): Promise<OperationFacts> {
  const { id, fullName, private: isPrivate, defaultBranch, url } = repository
  return {
    url: operationUrl(url, operation),
    repository: { id, full_name: fullName, private: isPrivate, default_branch: defaultBranch },
    commit,
    on_default_branch: await isOnBranch(repositories, id, defaultBranch, commit),
  }
}

/**
 * Whether the commit is in the branch's history. That GitHub shows a commit under a repository's name says nothing: those of its forks are
 * shown there, too. Both sides are compared by their SHAs, since a tag may have the branch's name.
 */
async function isOnBranch(repositories: Repositories, id: number, branch: string, commit: string): Promise<boolean> {
  const head = await headOf(repositories, id, branch)
  if (head === undefined) return false
  if (head === commit) return true
  const compare = () => repositories.find(id, 'compare', { basehead: `${head}...${commit}`, per_page: 1 })
  const answer = (await compare()) ?? (await compare())
  const status = answer && new ResponseFields(answer.data, 'the comparison').text('status')
  return status === 'behind' || status === 'identical'
}

function another(what: string): DaypassError {
  return new DaypassError('GITHUB_UNAVAILABLE', `GitHub's answer is about another ${what}. It is asked again later.`)
}

/** An installation that was made before Daypass asked for it has not accepted it. */
function unreadable(error: unknown, { owner }: Repository): DaypassError | undefined {
  const refusal = refusalOf(error, 'run') ?? refusalOf(error, 'runAttempt')
  if (refusal?.status !== 403 || !/not accessible by integration/i.test(refusal.said)) return undefined
  const message = `The app may not read workflow runs: an owner of ${owner.login} accepts its permission "Actions: read" under Settings, GitHub Apps, Configure. Or name the commit instead.`
  return new DaypassError('OPERATION_UNREADABLE', message, { cause: error })
}
