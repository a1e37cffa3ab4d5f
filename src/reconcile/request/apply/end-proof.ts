import { asError, isDaypassError } from '../../../core/error.ts'
import { outcomeOf } from '../../../core/lifecycle/decide-end.ts'
import type { End, Grant, RequestRecord } from '../../../core/record.ts'
import type { NewFacts } from '../../../core/trail/entry.ts'
import type { Claim } from '../../../ports/request-store.ts'
import type { Ports } from '../ports.ts'
import { endLease, probeLease } from './leases.ts'

/** Ends the lease. Throws what `endLease` throws. */
export async function endGrant(ports: Ports, claim: Claim): Promise<Claim> {
  const { record } = claim
  const grant = grantOf(record)
  const ended = await noting(ports, claim, endLease(ports, record.key, grant))
  return ports.requests.save(claim, { set: { findings: [], end: { ...endOf(record), ...ended } } })
}

/** Evidence: the request leaves `ending` only when the target, or the last token's own expiry, says that nothing works any more. */
export async function proveEnd(ports: Ports, claim: Claim): Promise<Claim> {
  const { record } = claim
  const grant = grantOf(record)
  const asked = endOf(record)
  const result = await noting(ports, claim, probeLease(ports, grant))
  const attempts = asked.attempts + 1
  if (!result.proved) {
    ports.log.info({ request: record.key, attempts, why: result.why }, 'the end is not proved yet')
    const end = { ...asked, attempts, unproved: result.why }
    return ports.requests.save(claim, { set: { findings: [], end, probeAgain: result.again } })
  }
  const effective = asked.effective ?? ports.now()
  const lateness = Math.max(0, effective.getTime() - (asked.cause === 'time' ? grant.ends : asked.asked).getTime())
  const facts = {
    grant: grant.id,
    cause: asked.cause,
    effective: effective.toISOString(),
    lateness_ms: lateness,
    proof: result.proof.how,
    attempts,
    ...(await useFacts(ports, grant)),
  }
  const actor = asked.by === undefined ? { kind: 'time' as const } : { kind: 'person' as const, id: asked.by }
  // What stood in its way is of no interest any more.
  const { overdue: _overdue, unproved: _unproved, cut, ...proved } = asked
  const proof = cut === undefined ? result.proof : { ...result.proof, words: `${cut} cut; ${result.proof.words}` }
  return ports.requests.save(claim, {
    set: {
      state: 'ended',
      outcome: outcomeOf(asked.cause),
      end: { ...proved, effective, attempts, proof },
      findings: [],
      tries: 0,
    },
    clear: ['probeAgain'],
    events: [{ at: result.proof.at, kind: 'ended', actor, digest: grant.digest, facts }],
  })
}

/** Keeps, for whoever has to look, why the target could not be ended or asked. */
async function noting<T>(ports: Ports, claim: Claim, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt
  } catch (error) {
    const end = endOf(claim.record)
    if (isDaypassError(error, 'CONNECTOR_FAILED') && end.unproved !== error.message)
      await ports.requests.save(claim, { set: { end: { ...end, unproved: error.message } } })
    throw error
  }
}

/** What the connector knows of the use that was made of a grant. That it cannot say keeps no end from being proved. */
async function useFacts(ports: Ports, grant: Grant): Promise<NewFacts> {
  try {
    const use = await ports.connectorOf(grant).useOf?.(grant)
    if (!use) return {}
    const { count, first, last, scopes } = use
    return { uses: count, first_use: first?.toISOString(), last_use: last?.toISOString(), used_scopes: scopes }
  } catch (error) {
    ports.log.warn({ err: asError(error), grant: grant.id }, 'what use was made of a grant is not known')
    return {}
  }
}

/** The grant of a step that was planned for one. Throws TypeError where there is none. */
export function grantOf(record: RequestRecord): Grant {
  if (!record.grant) throw new TypeError('a step that needs a grant was planned for a request without one')
  return record.grant
}

function endOf(record: RequestRecord): End {
  if (!record.end) throw new TypeError('an end was planned that nobody asked for')
  return record.end
}
