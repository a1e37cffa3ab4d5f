import { asError, failureOf, isDaypassError, type LookFailure } from '../../../core/error.ts'
import { addSeconds } from '../../../core/instant.ts'
import { placeWords } from '../../../core/lending/secret-place.ts'
import type { Seen, Step } from '../../../core/lifecycle/plan.ts'
import { backOff, refusedBackOff } from '../../../core/lifecycle/timing/back-off.ts'
import { overdueAt } from '../../../core/lifecycle/timing/overdue.ts'
import { type Grant, isTerminal, type RequestRecord } from '../../../core/record.ts'
import type { Secret } from '../../../core/secret.ts'
import type { RecipientKey } from '../../../core/ssh/recipient-keys.ts'
import type { Credential, Sealable } from '../../../core/unsigned-payload.ts'
import type { Claim } from '../../../ports/request-store.ts'
import { checkApproved, putSecret, takeSecret } from '../../deposit/put-secret.ts'
import type { Ports } from '../ports.ts'
import { endGrant, grantOf, proveEnd } from './end-proof.ts'
import { extend } from './extension.ts'
import { beginLease } from './leases.ts'
import { applyReview } from './review.ts'
import { saying } from './saying.ts'

/** Does one step and returns the claim as it stands then. Throws what the step's port throws; the record says how far it came. */
export async function apply(ports: Ports, claim: Claim, step: Step, seen: Seen): Promise<Claim> {
  switch (step.do) {
    case 'save':
      return ports.requests.save(claim, step.change)
    case 'deliver':
      return deliver(ports, claim, step.keys)
    case 'openPull':
    case 'recount':
    case 'rewrite':
    case 'commentOnPull':
    case 'merge':
    case 'closePull':
      return applyReview(ports, claim, step, seen)
    case 'extend':
      return extend(ports, claim, step.ends, step.body)
    case 'end':
      return endGrant(ports, claim)
    case 'probe':
      return proveEnd(ports, claim)
    case 'comment':
      return ports.requests.save(claim, saying(step.change, step.body, step.onPull, step.by))
    case 'publish':
      return claim
    default:
      return step satisfies never
  }
}

/**
 * Begins the lease and keeps its credential, sealed; nobody but the sealer sees the plain text. Done again after a crash, the
 * connector replaces the credential, so that at most one is alive.
 */
async function deliver(ports: Ports, claim: Claim, keys: readonly RecipientKey[]): Promise<Claim> {
  const { record } = claim
  const grant = grantOf(record)
  const connector = ports.connectorFor(record.key.repository, grant.connector, grant.connectorType)
  const { deposit } = record
  checkApproved(deposit, connector.depositsTo)
  if ((connector.credential && !deposit) !== keys.length > 0)
    throw new TypeError('a credential and keys to seal it to belong together')
  if (deposit) {
    await ports.grants.open(record.key, grant)
    await takeSecret(ports, grant.id, deposit)
  }
  const credential = await beginLease(ports, connector, record.key, grant)
  const fingerprints = keys.map(({ fingerprint }) => fingerprint)
  if (deposit && credential) await putSecret(ports, payloadOf(ports, grant, fingerprints, credential), deposit)
  const armored =
    !deposit &&
    credential &&
    (await ports.sealer.seal(payloadOf(ports, grant, fingerprints, credential), linesOf(keys)))
  const at = ports.now().toISOString()
  // With its place, whoever reads the trail can ask the published status lists whether it has ended.
  const place = await connector.placeOf?.(grant)
  const facts = {
    grant: grant.id,
    connector: grant.connector,
    kind: grant.connectorType,
    begins: grant.begins.toISOString(),
    ends: grant.ends.toISOString(),
    how_it_ends: record.howItEnds,
    keys: fingerprints,
    ...(deposit ? { secret: placeWords(deposit, deposit.name) } : {}),
    policy: grant.policy,
    operation: grant.operation?.url,
    place,
  }
  return ports.requests.save(claim, {
    set: {
      state: 'active',
      findings: [],
      tries: 0,
      ...(armored ? { sealed: { armored, keys: keys.map(({ fingerprint, type }) => ({ fingerprint, type })) } } : {}),
    },
    events: [{ at, kind: 'granted', actor: { kind: 'daypass' }, digest: grant.digest, facts }],
  })
}

function payloadOf(ports: Ports, grant: Grant, keys: string[], credential: Secret<Credential>): Sealable {
  return {
    version: 2,
    issuer: ports.issuer,
    grant: grant.id,
    request: grant.requestUrl,
    digest: grant.digest,
    resource: grant.resource,
    scope: grant.scope,
    audience: grant.audience,
    ...(grant.operation ? { operation: grant.operation } : {}),
    recipient: { id: grant.requester, keys },
    begins: grant.begins.toISOString(),
    ends: grant.ends.toISOString(),
    credential,
  }
}

function linesOf(keys: readonly RecipientKey[]): string[] {
  return keys.map(({ line }) => line)
}

/** Notes that a look failed, so that the next one waits a little longer. Losing the claim is no failure: somebody else goes on. */
export async function noteFailure(ports: Ports, claim: Claim, thrown: unknown): Promise<Claim | undefined> {
  const error = asError(thrown)
  if (failureOf(error) === 'overtaken') return undefined
  const tries = claim.record.tries + 1
  const facts = {
    request: claim.key,
    state: claim.record.state,
    tries,
    code: isDaypassError(error) ? error.code : undefined,
    err: error,
  }
  ports.log.error(facts, 'a look at a request failed and will be repeated')
  return ports.requests.save(claim, { set: { tries } })
}

/**
 * After a failed look: soon, but never later than the grant's end, or than when an end that is not proved needs somebody. What is over and
 * cannot be tidied away waits for people.
 */
export function retryAt(record: RequestRecord, now: Date, failure?: LookFailure): Date {
  const isLeft = failure === 'refused' && isTerminal(record.state)
  const soon = addSeconds(now, isLeft ? refusedBackOff(record.tries) : backOff(record.tries))
  const latest = record.state === 'ending' ? overdueAt(record) : record.grant?.ends
  return latest && latest > now && latest < soon ? latest : soon
}
