import { historyOf } from '../../../core/alerts/history.ts'
import { addSeconds } from '../../../core/instant.ts'
import { type Named, namedFacts } from '../../../core/policy/named-facts.ts'
import type { LaterFacts, PersonFacts } from '../../../core/policy/policy-question.ts'
import type { RequestKey } from '../../../core/request-key.ts'
import type { Resource } from '../../../generated/catalog.ts'
import type { CanonicalRequest } from '../../../generated/request.ts'
import type { Governance } from '../../../ports/access-repository.ts'
import type { Ports } from '../ports.ts'

type Wanted = {
  key: RequestKey
  governance: Governance
  request: CanonicalRequest
  resource: Resource
  now: Date
}

/** What policies are told of access that there is already; only what they name, and the ledger is read for nothing else. */
export async function accessFacts(
  { requests }: Pick<Ports, 'requests'>,
  { key, governance, request, resource, now }: Wanted,
): Promise<{ requester: Partial<PersonFacts>; further: LaterFacts }> {
  const { names } = namedFacts(governance.policy, governance.repository.owner)
  const wanted = (['grants', 'granted_seconds_last_day', 'open_grants_total', 'live_on_resource'] as const).filter(
    names,
  )
  const { requester: person, urgency } = request
  // Only of an emergency it is asked what is owed for others.
  const debts = urgency ? await debtFacts(requests, names, key, person, now) : {}
  const history = names('history') ? { history: await historyFacts(requests, key, person, resource.id, now) } : {}
  if (wanted.length === 0) return { requester: debts, further: history }
  const { grants, seconds, others } = await requests.ledgerFor(key, person, resource.id, addSeconds(now, -86_400))
  const environments = new Map(governance.resources?.map(({ id, environment }) => [id, environment]))
  const shown = grants.map(({ resource: id, scopes, ends }) => {
    const environment = environments.get(id)
    return {
      ...{ resource: id, scopes, ends_ns: ends.getTime() * 1_000_000 },
      ...(environment === undefined ? {} : { environment }),
    }
  })
  return {
    requester: {
      ...debts,
      ...(names('grants') ? { grants: shown } : {}),
      ...(names('granted_seconds_last_day') ? { granted_seconds_last_day: seconds } : {}),
      ...(names('open_grants_total') ? { open_grants_total: grants.length } : {}),
    },
    further: { ...history, ...(names('live_on_resource') ? { live_on_resource: others } : {}) },
  }
}

async function historyFacts(
  requests: Ports['requests'],
  key: RequestKey,
  person: number,
  resource: string,
  now: Date,
): Promise<NonNullable<LaterFacts['history']>> {
  const { firstTime, burst, afterDenial } = historyOf(await requests.earlierAccess(key, person, resource, now))
  return { first_time: firstTime, burst, after_denial: afterDenial }
}

const month = 30 * 86_400

async function debtFacts(
  requests: Ports['requests'],
  names: Named['names'],
  key: RequestKey,
  person: number,
  now: Date,
): Promise<Pick<PersonFacts, 'debts' | 'break_glass_last_30d'>> {
  if (!names('debts') && !names('break_glass_last_30d')) return {}
  const { owed, count } = await requests.debtsFor(key, person, addSeconds(now, -month))
  const debts = owed.map(({ issue, since }) => ({ issue, since_ns: since.getTime() * 1_000_000 }))
  return {
    ...(names('debts') ? { debts } : {}),
    ...(names('break_glass_last_30d') ? { break_glass_last_30d: count } : {}),
  }
}
