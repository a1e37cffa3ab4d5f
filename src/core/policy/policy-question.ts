import type { Resource } from '../../generated/catalog.ts'
import type { OperationFacts, PolicyInput } from '../../generated/policy-input.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import { parseDuration } from '../duration.ts'
import { newestInput } from './lift-input.ts'

/** What Daypass read itself about the person, at the instant of the decision. */
export type PersonFacts = PolicyInput['facts']['requester']

/** What is told only where a policy names it, beside what is told of the person. */
export type LaterFacts = Pick<PolicyInput['facts'], 'live_on_resource' | 'history'>

const later = [
  ...(['affiliation', 'grants', 'granted_seconds_last_day', 'open_grants_total'] as const),
  ...(['debts', 'break_glass_last_30d'] as const),
]

/** The policy's input for a request: what was asked on one side, what is known on the other, never mixed. */
export function policyQuestion(asked: {
  request: CanonicalRequest
  resource: Resource
  repository: { id: number; fullName: string; private: boolean }
  requester: PersonFacts
  openGrants: number
  requestsLastDay: number
  /** What of the resource is told only where a policy names it. */
  further?: LaterFacts
  /** The operation that is named, as GitHub shows it. */
  operation?: OperationFacts
  now: Date
}): PolicyInput {
  const { request, resource, repository, requester, further = {}, operation } = asked
  const isBound = operation !== undefined || request.operation !== undefined || resource.operation !== undefined
  const isLater = Object.keys(further).length > 0 || later.some((name) => requester[name] !== undefined)
  return {
    ...(further.history ? { version: newestInput } : isBound ? { version: 3 } : isLater ? { version: 2 } : {}),
    request: {
      resource: request.resource,
      actions: request.actions,
      duration: request.duration,
      reason: request.reason,
      issue: request.issue,
      ...(request.ticket === undefined ? {} : { ticket: request.ticket }),
      ...(request.urgency === undefined ? {} : { emergency: true as const }),
      ...(request.operation === undefined ? {} : { operation: request.operation }),
    },
    facts: {
      now_ns: asked.now.getTime() * 1_000_000,
      repository: { id: repository.id, full_name: repository.fullName, private: repository.private },
      requester,
      resource: resourceFacts(resource),
      open_grants: asked.openGrants,
      requests_last_day: asked.requestsLastDay,
      ...further,
      ...(operation === undefined ? {} : { operation }),
    },
  }
}

/** The catalog's entry with every default resolved and durations in seconds, so that policies need not know defaults. */
export function resourceFacts(resource: Resource): PolicyInput['facts']['resource'] {
  const actions = Object.entries(resource.actions).map(([name, action]) => [
    name,
    {
      scope: action?.scope ?? '',
      sensitivity: action?.sensitivity ?? resource.sensitivity,
      ...(action?.max_duration === undefined ? {} : { max_duration: parseDuration(action.max_duration) }),
    },
  ])
  // How a target tells rows apart is between the catalog and the connector: inputs do not have it.
  const { actions: _replaced, row_security: _targets, ...rest } = resource
  return { ...rest, actions: Object.fromEntries(actions) }
}
