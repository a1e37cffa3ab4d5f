import { highest } from '../../../core/sensitivity.ts'
import type { Resource } from '../../../generated/catalog.ts'
import type { CanonicalRequest } from '../../../generated/request.ts'
import type { BoundOperation, ShownOperation } from '../../../generated/stored-request.ts'
import type { Connector } from '../../../ports/connector.ts'
import type { SeenOperation } from '../../../ports/operations.ts'

/** What the connector makes of a request, in its own words. */
export function leaseOf(connector: Connector, request: CanonicalRequest, resource: Resource) {
  const scope = request.actions.map((action) => resource.actions[action]?.scope).join(' ')
  return {
    connector: connector.name,
    connectorType: connector.type,
    audience: connector.audienceOf(resource.id),
    scope,
    howItEnds: connector.declare().words,
  }
}

/** What people are shown of the resource, as the catalog has it now. */
export function shownResource(request: CanonicalRequest, resource: Resource, seen?: SeenOperation) {
  const levels = request.actions.map((action) => resource.actions[action]?.sensitivity ?? resource.sensitivity)
  const scopes = request.actions.map((action) => [action, resource.actions[action]?.scope ?? ''])
  return {
    title: resource.title,
    kind: resource.kind,
    sensitivity: highest(levels),
    ...(resource.environment === undefined ? {} : { environment: resource.environment }),
    scopes: Object.fromEntries(scopes),
    ...(seen && resource.operation !== undefined ? { operation: shownOperation(resource.operation, seen) } : {}),
  }
}

/** The operation with its address, as a grant keeps it. */
export function boundTo({ operation, facts: { url } }: SeenOperation): BoundOperation {
  return 'commit' in operation ? { url, commit: operation.commit } : { url, run: operation.run }
}

function shownOperation(name: string, seen: SeenOperation): ShownOperation {
  const { repository, on_default_branch: onBranch, run } = seen.facts
  return {
    ...{ name, bound: boundTo(seen), commit: seen.facts.commit, branch: repository.default_branch, onBranch },
    ...(run ? { run: { event: run.event, workflow: run.workflow, status: run.conclusion ?? run.status } } : {}),
  }
}
