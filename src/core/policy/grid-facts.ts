import type { Resource } from '../../generated/catalog.ts'
import type { OperationFacts, PolicyInput } from '../../generated/policy-input.ts'
import type { Operation } from '../../generated/request.ts'
import type { PersonFacts } from './policy-question.ts'

/** Who asks, as far as policies tell people apart. */
export type Role = 'outsider' | 'bot' | 'member' | 'team'

const permissions = ['none', 'read', 'write', 'admin'] as const
const manyTimes = 1_000
const aYear = 366 * 86_400

/** Everybody of a role whom a policy may tell apart by what it reads. */
export function peopleAs(role: Role, { team }: Resource, reads: (part: string) => boolean): PersonFacts[] {
  const inside = role === 'member' || role === 'team'
  const isRead = (fact: string): boolean => reads(`input.facts.requester.${fact}`)
  const person: PersonFacts = {
    id: 1,
    login: 'somebody',
    type: role === 'bot' ? 'Bot' : 'User',
    organisation_member: inside,
    teams: role === 'team' && team !== undefined ? [team] : [],
    ...(isRead('keys') ? { keys: { usable: 1, oldest_age: aYear } } : {}),
    ...(isRead('grants') ? { grants: [] } : {}),
    ...(isRead('granted_seconds_last_day') ? { granted_seconds_last_day: 0 } : {}),
    ...(isRead('open_grants_total') ? { open_grants_total: 0 } : {}),
  }
  const people = isRead('affiliation') ? affiliations[role].map((one) => ({ ...person, ...one })) : [person]
  if (!isRead('permission')) return people
  return people.flatMap((one) =>
    (inside ? permissions : (['none'] as const)).map((permission) => ({ ...one, permission })),
  )
}

const affiliations: Record<Role, readonly Pick<PersonFacts, 'affiliation'>[]> = {
  outsider: [{ affiliation: 'none' }, { affiliation: 'outside-collaborator' }],
  bot: [{}],
  member: [{ affiliation: 'member' }],
  team: [{ affiliation: 'member' }],
}

/** Of somebody who has had it before, and of whom nothing stands out. */
export const noHistory = { first_time: false, burst: false, after_denial: false }

const sha = '1'.repeat(40)

/** A commit that nobody has made, and what is known of it: it is on the default branch. */
export const aCommit: Operation = { commit: { repository: 1, sha } }
export const landed: OperationFacts = {
  url: `https://github.com/acme/orders/commit/${sha}`,
  repository: { id: 1, full_name: 'acme/orders', private: true, default_branch: 'main' },
  commit: sha,
  on_default_branch: true,
}

type Change = (input: PolicyInput) => unknown

/** By part of the facts, a value of it that is out of the ordinary. */
export const extremes: readonly [part: string, change: Change][] = [
  ['open_grants', ({ facts }) => Object.assign(facts, { open_grants: manyTimes })],
  ['requests_last_day', ({ facts }) => Object.assign(facts, { requests_last_day: manyTimes })],
  ['live_on_resource', ({ facts }) => Object.assign(facts, { live_on_resource: manyTimes })],
  ['history.first_time', ({ facts }) => facts.history && Object.assign(facts.history, { first_time: true })],
  ['history.burst', ({ facts }) => facts.history && Object.assign(facts.history, { burst: true })],
  ['history.after_denial', ({ facts }) => facts.history && Object.assign(facts.history, { after_denial: true })],
  ['repository.private', ({ facts }) => Object.assign(facts.repository, { private: false })],
  [
    'operation.on_default_branch',
    ({ facts }) => facts.operation && Object.assign(facts.operation, { on_default_branch: false }),
  ],
  ['requester.keys', ({ facts }) => Object.assign(facts.requester, { keys: { usable: 0, oldest_age: 0 } })],
  ['requester.grants', ({ facts }) => Object.assign(facts.requester, { grants: everything(facts) })],
  ['requester.open_grants_total', ({ facts }) => Object.assign(facts.requester, { open_grants_total: manyTimes })],
  [
    'requester.granted_seconds_last_day',
    ({ facts }) => Object.assign(facts.requester, { granted_seconds_last_day: aYear }),
  ],
]

/** Every scope of the resource, in one grant. */
function everything({ now_ns, resource }: PolicyInput['facts']): PersonFacts['grants'] {
  const scopes = Object.values(resource.actions).map((action) => action?.scope ?? '')
  const { environment } = resource
  const place = environment === undefined ? {} : { environment }
  return [{ resource: resource.id, scopes, ends_ns: now_ns + 3_600_000_000_000, ...place }]
}
