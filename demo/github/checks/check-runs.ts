import { forbidden, read, senderOf } from '../gateway/forward.ts'
import { BROWSER } from '../gateway/organisation-door.ts'
import { page } from '../gateway/page.ts'
import {
  type Answer,
  type Exchange,
  type Handler,
  json,
  notFound,
  type Route,
  refusal,
  route,
} from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { asObject, asObjects, type JsonObject, wholeSeconds } from '../json.ts'
import { allows, appMayRead } from '../people/permission.ts'
import { appOf } from './check-app.ts'
import { completed, raiseRun, suiteFor } from './check-events.ts'
import type { Annotation, CheckApp, CheckRun, CheckStatus, Conclusion } from './check-store.ts'
import { latest } from './check-store.ts'
import { annotationsShown, runShown } from './check-view.ts'
import { wrongCheck } from './wrong-check.ts'

const REPOSITORY = '/repos/:owner/:repo'
const RUN = `${REPOSITORY}/check-runs/:id`

export const checkRunRoutes: readonly Route[] = [
  route(`POST ${REPOSITORY}/check-runs`, writing(create)),
  route(`GET ${RUN}`, reading(withRun((x, run) => json(runShown(x.world, run))))),
  route(`PATCH ${RUN}`, writing(update)),
  route(`GET ${RUN}/annotations`, reading(withRun((x, run) => page(x, annotationsShown(x.world, run))))),
  route(`POST ${RUN}/rerequest`, withRun(rerequest)),
  route(`GET ${REPOSITORY}/commits/*ref/check-runs`, reading(withCommit(listOfCommit))),
]

/** Whoever reads the repository reads its checks; an app needs the permission. */
export function reading(handler: Handler): Handler {
  return (x) => (appMayRead(x, 'checks') ? handler(x) : forbidden(x.actor))
}

/** Only an app makes checks: ours with the permission, another by its bot. */
function writing(handler: (x: Exchange, app: CheckApp) => Promise<Answer> | Answer): Handler {
  return (x) => {
    const app = appOf(x)
    if (app === undefined) return NO_APP
    return x.actor.by === 'app' && !allows(x, 'write', 'checks') ? forbidden(x.actor) : handler(x, app)
  }
}

const NO_APP = refusal(403, 'You must authenticate via a GitHub App.')

function withRun(handler: (x: Exchange, run: CheckRun) => Promise<Answer> | Answer): Handler {
  return (x) => {
    const run = x.world.checks.run(repositoryOf(x), Number(x.params.id))
    return run === undefined ? notFound() : handler(x, run)
  }
}

/** Calls about the commit that a branch, a tag or a number names. */
export function withCommit(handler: (x: Exchange, sha: string) => Promise<Answer> | Answer): Handler {
  return async (x) => {
    const ref = x.params.ref ?? ''
    const commit = await read(x.world, `/repos/${repositoryOf(x).fullName}/commits/${encodeURIComponent(ref)}`)
    return commit === undefined ? noCommit(ref) : handler(x, String(commit.sha))
  }
}

const noCommit = (sha: string) => refusal(422, `No commit found for SHA: ${sha}`)

async function create(x: Exchange, app: CheckApp): Promise<Answer> {
  const wrong = wrongCheck(x.body, true)
  if (wrong) return wrong
  const repository = repositoryOf(x)
  const sha = String(x.body.head_sha)
  const commit = await read(x.world, `/repos/${repository.fullName}/git/commits/${encodeURIComponent(sha)}`)
  if (commit === undefined) return noCommit(sha)
  const suite = await suiteFor(x.world, repository, app, sha)
  const run = x.world.checks.addRun({
    suite,
    name: '',
    externalId: '',
    detailsUrl: undefined,
    status: 'queued',
    conclusion: null,
    startedAt: wholeSeconds(x.world.now()),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
  })
  change(x, run)
  const sender = senderOf(x.world, x.actor)
  raiseRun(x.world, run, 'created', sender)
  if (run.status === 'completed') await completed(x.world, run, sender)
  return json(runShown(x.world, run), 201)
}

async function update(x: Exchange, app: CheckApp): Promise<Answer> {
  return withRun(async (_, run) => {
    const modified = 'check run can only be modified by the GitHub App that created it.'
    if (run.suite.app.id !== app.id) return refusal(403, `Invalid app_id \`${app.id}\` - ${modified}`)
    const wrong = wrongCheck(x.body, false)
    if (wrong) return wrong
    const before = run.status
    change(x, run)
    if (run.status === 'completed' && before !== 'completed') await completed(x.world, run, senderOf(x.world, x.actor))
    return json(runShown(x.world, run))
  })(x)
}

/** What a body says of a run. A conclusion completes it; another status opens it again; annotations join those that are there. */
function change({ world, body }: Exchange, run: CheckRun): void {
  const now = wholeSeconds(world.now())
  const time = (value: unknown) => wholeSeconds(new Date(String(value)))
  if (body.name !== undefined) run.name = String(body.name)
  if (body.external_id !== undefined) run.externalId = String(body.external_id)
  if (body.details_url !== undefined) run.detailsUrl = String(body.details_url)
  if (body.started_at !== undefined) run.startedAt = time(body.started_at)
  if (body.conclusion !== undefined) {
    run.status = 'completed'
    run.conclusion = body.conclusion as Conclusion
    run.completedAt = body.completed_at === undefined ? now : time(body.completed_at)
  } else if (body.status !== undefined) {
    Object.assign(run, { status: body.status as CheckStatus, conclusion: null, completedAt: null })
  }
  const output = asObject(body.output)
  for (const field of ['title', 'summary', 'text'] as const)
    if (typeof output[field] === 'string') run.output[field] = output[field]
  run.annotations.push(...asObjects(output.annotations).map(annotationOf))
  run.suite.updatedAt = now
  run.suite.asked = false
}

function annotationOf(given: JsonObject): Annotation {
  const { path, start_line, end_line, annotation_level, message } = given as Annotation
  const { start_column = null, end_column = null, title = null, raw_details = null } = given as Partial<Annotation>
  return { path, start_line, end_line, start_column, end_column, annotation_level, title, message, raw_details }
}

/** A person does it on the web page, an app for its own checks alone. The run stays as it is: its app decides what to do. */
async function rerequest(x: Exchange, run: CheckRun): Promise<Answer> {
  const refused = mayNotRerun(x, run.suite.app)
  if (refused) return refused
  run.suite.asked = true
  if (run.suite.app.id === x.world.app.id) raiseRun(x.world, run, 'rerequested', senderOf(x.world, x.actor))
  return json({}, 201)
}

/** Why somebody may not ask for checks of an app again; undefined when they may. */
export function mayNotRerun(x: Exchange, { id }: CheckApp): Answer | undefined {
  const app = appOf(x)
  if (app === undefined && x.headers[BROWSER] === undefined) return NO_APP
  return (app === undefined || app.id === id) && allows(x, 'write', 'checks') ? undefined : forbidden(x.actor)
}

function listOfCommit(x: Exchange, sha: string): Answer {
  return listOf(x, x.world.checks.runsOf(repositoryOf(x), sha))
}

/** A page of check runs, the newest first: unless all are wanted, the newest of each name and app. */
export function listOf(x: Exchange, all: readonly CheckRun[]): Answer {
  const [name, app, status] = ['check_name', 'app_id', 'status'].map((key) => x.query.get(key))
  const runs = (x.query.get('filter') === 'all' ? all : latest(all))
    .filter((run) => name === null || run.name === name)
    .filter((run) => app === null || run.suite.app.id === Number(app))
    .filter((run) => status === null || run.status === status)
  const answer = page(
    x,
    runs.map((run) => runShown(x.world, run)),
  )
  return { ...answer, body: { total_count: runs.length, check_runs: answer.body } }
}
