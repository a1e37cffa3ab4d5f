import { raise } from '../deliveries/events.ts'
import { asObjects, type JsonObject, wholeSeconds } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'
import type { CheckApp, CheckRun, CheckSuite } from './check-store.ts'
import { headCommit, runShown, stateOf, suiteInEvent } from './check-view.ts'

/** One `check_run` event, in which the suite is more than a number. */
export function raiseRun(world: World, run: CheckRun, action: string, sender: JsonObject): void {
  const shown = { ...runShown(world, run), check_suite: suiteInEvent(world, run.suite) }
  raise(world, 'check_run', { action, check_run: shown }, { sender, repository: run.suite.repository })
}

/** One `check_suite` event. */
export async function raiseSuite(world: World, suite: CheckSuite, action: string, sender: JsonObject): Promise<void> {
  const shown = {
    ...suiteInEvent(world, suite),
    head_commit: await headCommit(world, suite),
    latest_check_runs_count: world.checks.runsOf(suite.repository, suite.headSha).length,
    check_runs_url: `${world.url}/repos/${suite.repository.fullName}/check-suites/${suite.id}/check-runs`,
  }
  raise(world, 'check_suite', { action, check_suite: shown }, { sender, repository: suite.repository })
}

/** What follows when a run has come to its conclusion: its event, and that of the suite where it was the last one. */
export async function completed(world: World, run: CheckRun, sender: JsonObject): Promise<void> {
  raiseRun(world, run, 'completed', sender)
  if (stateOf(world, run.suite).status === 'completed') await raiseSuite(world, run.suite, 'completed', sender)
}

type Pushed = { branch: string; before: string; after: string }

/** Asks our app for checks of what was pushed to a branch of the repository itself, if it may write them. */
export async function requestChecks(
  world: World,
  repository: Repository,
  { branch, before, after }: Pushed,
  sender: JsonObject,
): Promise<void> {
  if (world.app.accepted.permissions.checks !== 'write') return
  const app = { id: world.app.id, slug: world.app.slug }
  const pushed = { headBranch: branch, before }
  const suite =
    world.checks.suiteOf(repository, app, after) ?? begin(world, repository, app, { ...pushed, headSha: after })
  Object.assign(suite, pushed)
  await raiseSuite(world, suite, 'requested', sender)
}

/** The suite of an app for a commit; without a push that asked for it, it is of a branch that is there. */
export async function suiteFor(
  world: World,
  repository: Repository,
  app: CheckApp,
  headSha: string,
): Promise<CheckSuite> {
  const known = world.checks.suiteOf(repository, app, headSha)
  if (known) return known
  const refs = asObjects(await world.backend.must('GET', `/repos/${repository.fullName}/git/matching-refs/heads/`))
  const tip = refs.find(({ object }) => asObjects([object])[0]?.sha === headSha)
  const headBranch = tip === undefined ? null : String(tip.ref).replace('refs/heads/', '')
  return (
    world.checks.suiteOf(repository, app, headSha) ??
    begin(world, repository, app, { headSha, headBranch, before: null })
  )
}

type Of = Pick<CheckSuite, 'headSha' | 'headBranch' | 'before'>

function begin(world: World, repository: Repository, app: CheckApp, of: Of): CheckSuite {
  const now = wholeSeconds(world.now())
  return world.checks.addSuite({ repository, app, ...of, createdAt: now, updatedAt: now })
}
