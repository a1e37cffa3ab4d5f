import { forbidden } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, invalid, json, NO_CONTENT, notFound, type Route, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import type { JsonObject } from '../json.ts'
import { allows, appMayRead } from '../people/permission.ts'
import { nodeId } from '../world.ts'
import { DEPLOYMENT_STATES, type Deployment, type DeploymentStatus, type Environment } from './environment-store.ts'

const REPO = '/repos/:owner/:repo'

/** Environments, deployments and their statuses, as https://docs.github.com/rest/deployments says. */
export const deploymentRoutes: readonly Route[] = [
  route(`GET ${REPO}/environments`, reading('actions', listEnvironments)),
  route(`PUT ${REPO}/environments/*name`, administering(makeEnvironment)),
  route(`DELETE ${REPO}/environments/*name`, administering(deleteEnvironment)),
  route(`GET ${REPO}/deployments`, reading('deployments', listDeployments)),
  route(`POST ${REPO}/deployments`, writing(deploy)),
  route(`GET ${REPO}/deployments/:id/statuses`, reading('deployments', listStatuses)),
  route(`POST ${REPO}/deployments/:id/statuses`, writing(tell)),
]

type Handle = (x: Exchange) => Answer

function reading(permission: string, handle: Handle): Handle {
  return (x) => (appMayRead(x, permission) ? handle(x) : forbidden(x.actor))
}

function writing(handle: Handle): Handle {
  return (x) => (allows(x, 'write', 'deployments') ? handle(x) : forbidden(x.actor))
}

function administering(handle: Handle): Handle {
  return (x) => (allows(x, 'admin', 'administration') ? handle(x) : forbidden(x.actor))
}

const keptFor = (x: Exchange) => x.world.environments.of(repositoryOf(x).id)

function listEnvironments(x: Exchange): Answer {
  const all = keptFor(x).environments
  const answer = page(
    x,
    all.map((one) => shownEnvironment(x, one)),
  )
  return { ...answer, body: { total_count: all.length, environments: answer.body } }
}

function makeEnvironment(x: Exchange): Answer {
  return json(shownEnvironment(x, x.world.environments.environment(repositoryOf(x).id, x.params.name ?? '')))
}

function deleteEnvironment(x: Exchange): Answer {
  const { environments } = keptFor(x)
  const at = environments.findIndex(({ name }) => name === x.params.name)
  if (at === -1) return notFound()
  environments.splice(at, 1)
  return NO_CONTENT
}

function listDeployments(x: Exchange): Answer {
  const wanted = x.query.get('environment')
  const some = keptFor(x).deployments.filter(({ environment }) => wanted === null || environment === wanted)
  return page(
    x,
    some.map((one) => shownDeployment(x, one)),
  )
}

function deploy(x: Exchange): Answer {
  const {
    ref,
    environment = 'production',
    transient_environment: transient,
    production_environment: production,
  } = x.body
  if (typeof ref !== 'string' || typeof environment !== 'string') return invalid('Deployment', 'ref', 'is missing')
  const made = x.world.environments.deploy(repositoryOf(x).id, {
    ...{ ref, environment, transient: transient === true, production: production === true },
  })
  return json(shownDeployment(x, made), 201)
}

function found(x: Exchange): Deployment | undefined {
  return keptFor(x).deployments.find(({ id }) => id === Number(x.params.id))
}

function listStatuses(x: Exchange): Answer {
  const deployment = found(x)
  return deployment
    ? page(
        x,
        deployment.statuses.map((one) => shownStatus(x, deployment, one)),
      )
    : notFound()
}

function tell(x: Exchange): Answer {
  const deployment = found(x)
  const state = DEPLOYMENT_STATES.find((one) => one === x.body.state)
  if (!deployment) return notFound()
  if (!state) return invalid('DeploymentStatus', 'state', 'state is not included in the list')
  const made = x.world.environments.tell(repositoryOf(x).id, deployment, state, x.body.auto_inactive !== false)
  return json(shownStatus(x, deployment, made), 201)
}

function shownEnvironment(x: Exchange, { id, name, createdAt }: Environment): JsonObject {
  const { fullName } = repositoryOf(x)
  return {
    ...{ id, node_id: nodeId('Environment', id), name, created_at: createdAt, updated_at: createdAt },
    url: `${x.world.url}/repos/${fullName}/environments/${encodeURIComponent(name)}`,
    html_url: `${x.world.url}/${fullName}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    ...{ protection_rules: [], deployment_branch_policy: null },
  }
}

function shownDeployment(x: Exchange, deployment: Deployment): JsonObject {
  const { id, ref, environment, transient, production, createdAt } = deployment
  const url = `${x.world.url}/repos/${repositoryOf(x).fullName}`
  return {
    ...{ url: `${url}/deployments/${id}`, id, node_id: nodeId('Deployment', id), task: 'deploy', ref, environment },
    ...{ original_environment: environment, description: null, payload: {} },
    ...{ transient_environment: transient, production_environment: production },
    ...{ created_at: createdAt, updated_at: createdAt, repository_url: url },
    statuses_url: `${url}/deployments/${id}/statuses`,
  }
}

function shownStatus(x: Exchange, { id: of, environment }: Deployment, status: DeploymentStatus): JsonObject {
  const { id, state, createdAt } = status
  const url = `${x.world.url}/repos/${repositoryOf(x).fullName}`
  return {
    ...{
      url: `${url}/deployments/${of}/statuses/${id}`,
      id,
      node_id: nodeId('DeploymentStatus', id),
      state,
      environment,
    },
    ...{
      description: '',
      environment_url: '',
      log_url: '',
      target_url: '',
      created_at: createdAt,
      updated_at: createdAt,
    },
    ...{ deployment_url: `${url}/deployments/${of}`, repository_url: url },
  }
}
