import { read } from '../gateway/forward.ts'
import { asObject, type JsonObject, pick } from '../json.ts'
import { nodeId, type World } from '../world.ts'
import { appShown } from './check-app.ts'
import { type CheckRun, type CheckStatus, type CheckSuite, type Conclusion, latest } from './check-store.ts'

/** GitHub's check run. */
export function runShown(world: World, run: CheckRun): JsonObject {
  const { repository, app, headSha } = run.suite
  const url = `${world.url}/repos/${repository.fullName}/check-runs/${run.id}`
  const shown = appShown(world, app)
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: headSha,
    external_id: run.externalId,
    url,
    html_url: `${world.url}/${repository.fullName}/runs/${run.id}`,
    // Without one of its own it leads to the page of the app.
    details_url: run.detailsUrl ?? shown.external_url,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite.id },
    app: shown,
    pull_requests: pullsOf(world, run.suite),
  }
}

/** The annotations of a check run, each with the file that it is about. */
export function annotationsShown(world: World, { suite, annotations }: CheckRun): JsonObject[] {
  return annotations.map((one) => {
    return { ...one, blob_href: `${world.url}/${suite.repository.fullName}/blob/${suite.headSha}/${one.path}` }
  })
}

/** What events tell of a check suite. */
export function suiteInEvent(world: World, suite: CheckSuite): JsonObject {
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...stateOf(world, suite),
    url: `${world.url}/repos/${suite.repository.fullName}/check-suites/${suite.id}`,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOf(world, suite),
    app: appShown(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
  }
}

/** GitHub's check suite. */
export async function suiteShown(world: World, suite: CheckSuite): Promise<JsonObject> {
  const shown = suiteInEvent(world, suite)
  return {
    ...shown,
    repository: suite.repository.profile,
    head_commit: await headCommit(world, suite),
    latest_check_runs_count: runsIn(world, suite).length,
    check_runs_url: `${shown.url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
  }
}

/** The commit of a suite, as short as events have it. */
export async function headCommit(world: World, { repository, headSha }: CheckSuite): Promise<JsonObject> {
  const commit = await read(world, `/repos/${repository.fullName}/git/commits/${headSha}`)
  const { message, tree, author, committer } = commit ?? {}
  const who = (given: unknown) => pick(asObject(given), 'name', 'email')
  const times = { timestamp: asObject(committer).date, author: who(author), committer: who(committer) }
  return { id: headSha, tree_id: asObject(tree).sha, message, ...times }
}

/** The newest run of each name in a suite. */
export function runsIn(world: World, suite: CheckSuite): CheckRun[] {
  const runs = world.checks.runsOf(suite.repository, suite.headSha)
  return latest(runs.filter((run) => run.suite === suite))
}

/** The worst first: what one run says, the suite says. */
const WORST: readonly Conclusion[] = [
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'success',
  'neutral',
  'skipped',
]

/** How a suite stands, by its newest runs. */
export function stateOf(world: World, suite: CheckSuite): { status: CheckStatus; conclusion: Conclusion | null } {
  const runs = runsIn(world, suite)
  if (suite.asked || runs.every(({ status }) => status === 'queued')) return { status: 'queued', conclusion: null }
  if (runs.some(({ status }) => status !== 'completed')) return { status: 'in_progress', conclusion: null }
  const conclusion = WORST.find((word) => runs.some((run) => run.conclusion === word)) ?? null
  return { status: 'completed', conclusion }
}

/** The open pull requests of the commit or its branch; those from forks do not count. */
function pullsOf(world: World, { repository, headSha, headBranch }: CheckSuite): JsonObject[] {
  const url = `${world.url}/repos/${repository.fullName}`
  const repo = { id: repository.id, url, name: repository.name }
  const pulls = world.pulls.of(repository).filter((pull) => pull.open && pull.fork === undefined)
  return pulls
    .filter((pull) => pull.headSha === headSha || pull.head === headBranch)
    .map((pull) => ({
      url: `${url}/pulls/${pull.number}`,
      id: pull.id,
      number: pull.number,
      head: { ref: pull.head, sha: pull.headSha, repo },
      base: { ref: pull.base, sha: pull.baseSha, repo },
    }))
}
