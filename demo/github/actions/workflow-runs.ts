import { forbidden } from '../gateway/forward.ts'
import { type Answer, type Exchange, json, notFound, type Route, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import type { JsonObject } from '../json.ts'
import { appMayRead } from '../people/permission.ts'
import { nodeId, type World } from '../world.ts'
import type { WorkflowRun } from './run-store.ts'

const RUN = '/repos/:owner/:repo/actions/runs/:id'

/** Runs of workflows, and one attempt of them (REST API, «Workflow runs»). An app needs the permission. */
export const workflowRunRoutes: readonly Route[] = [
  route(`GET ${RUN}`, (x) => shown(x)),
  route(`GET ${RUN}/attempts/:attempt`, (x) => shown(x, Number(x.params.attempt))),
]

function shown(x: Exchange, attempt?: number): Answer {
  if (!appMayRead(x, 'actions')) return forbidden(x.actor)
  const run = x.world.runs.find(repositoryOf(x), Number(x.params.id), attempt)
  return run === undefined ? notFound() : json(viewOf(x.world, run))
}

function viewOf(world: World, run: WorkflowRun): JsonObject {
  const { repository, id, attempt, startedAt } = run
  const api = `${world.url}/repos/${repository.fullName}/actions/runs/${id}`
  return {
    id,
    name: run.path.split('/').at(-1),
    node_id: nodeId('WorkflowRun', id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.path,
    display_title: run.path,
    run_number: id,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: 1,
    url: api,
    html_url: `${world.url}/${repository.fullName}/actions/runs/${id}`,
    pull_requests: [],
    created_at: startedAt,
    updated_at: startedAt,
    run_attempt: attempt,
    run_started_at: startedAt,
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    previous_attempt_url: attempt > 1 ? `${api}/attempts/${attempt - 1}` : null,
    repository: repository.profile,
    head_repository: repository.profile,
  }
}
