import { asError, failureOf, isDaypassError } from '../../core/error.ts'
import { addSeconds } from '../../core/instant.ts'
import {
  afterHold,
  type Canary,
  canaryGrant,
  type Drill,
  type DrillResult,
  drillFacts,
  drillResult,
  flawOf,
  isDrillOverdue,
  nextDrill,
  nobodysResource,
} from '../../core/lifecycle/fire-drill.ts'
import { longestPause } from '../../core/lifecycle/timing/back-off.ts'
import type { Grant, Proof } from '../../core/record.ts'
import { ofNoRequest } from '../../core/trail/entry.ts'
import type { Connector } from '../../ports/connector.ts'
import type { DrillChange, DrillClaim, Drills } from '../../ports/drills.ts'
import type { Log } from '../../ports/log.ts'
import { beginLease, endLease, type LeasePorts, probeLease } from '../request/apply/leases.ts'

export type DrillPorts = Pick<LeasePorts, 'grants' | 'connectorOf' | 'now'> & {
  drills: Drills
  /** The connectors that are to be drilled, how often (seconds), and the repositories that may use them. */
  drilled: readonly { connector: Connector; every: number; repositories: readonly number[] }[]
  /** Repositories that an event was ever seen of. */
  known(): Promise<{ id: number }[]>
  /** The code of what keeps anything from beginning anywhere; undefined: nothing does. */
  halted(): Promise<string | undefined>
  issuer: string
  freshId(): string
  log: Log
}

/**
 * Fire drills: whether what Daypass promises of an end holds at each target now. A canary, which is a grant of no request, is begun like any
 * other, used, ended, and its end proved; what came of it is kept, said in the trail and logged.
 *
 * As with requests, a row says when it is looked at next, and whoever looks has claimed it. Where a look died, the next one ends what
 * it began. Returns when the next look is due; undefined: when something is planned.
 */
export function createDrilling(ports: DrillPorts): () => Promise<Date | undefined> {
  const { drills, drilled, now } = ports
  const wanted = drilled.map(({ connector: { name, type, drill }, every }) => ({
    ...{ connector: name, connectorType: type, every },
    target: drill?.target ?? '',
  }))
  let isStart = true
  return async () => {
    await drills.plan(wanted, now(), isStart)
    isStart = false
    // Each row once a turn: one that is due again at once waits for the next.
    for (let left = wanted.length + 1; left > 0; left--) {
      const claim = await drills.claim(now())
      if (!claim) break
      await lookAtDrill(ports, claim)
    }
    return drills.next()
  }
}

async function lookAtDrill(ports: DrillPorts, claim: DrillClaim): Promise<void> {
  const { drills, log, now } = ports
  const { connector } = claim.drill
  try {
    await drills.release(claim, await look(ports, claim))
  } catch (thrown) {
    const err = asError(thrown)
    if (isDaypassError(err, 'FENCED_OFF')) return
    log.error({ err, connector }, 'a look at a drill failed and will be repeated')
    await drills.release(claim, addSeconds(now(), longestPause))
  }
}

/** Does what is next, and returns when to look again. */
async function look(ports: DrillPorts, claim: DrillClaim): Promise<Date | null> {
  const { drill } = claim
  if (drill.canary?.asked) return finish(ports, claim, drill.canary)
  if (drill.canary) return finish(ports, ...(await askEnd(ports, claim, { ...drill.canary, cut: true })))
  const place = ports.drilled.find(({ connector }) => connector.name === drill.connector)
  if (!place?.connector.drill || drill.every === null) return null
  const known = new Set((await ports.known()).map(({ id }) => id))
  const repository = place.repositories.find((id) => known.has(id))
  const resource = (await ports.drills.resourceOf(drill.connector)) ?? nobodysResource
  const held = repository === undefined ? 'REPOSITORY_NOT_ENROLLED' : await heldBy(ports, drill.connector, resource)
  if (repository === undefined || held !== undefined) return hold(ports, claim, held ?? null)
  const canary: Canary = {
    ...{ grant: ports.freshId(), repository, resource, begun: ports.now() },
    ...{ used: null, asked: null, why: null, cut: false, told: false },
  }
  const begun = await ports.drills.save(claim, { canary, held: null })
  return finish(ports, ...(await askEnd(ports, ...(await useCanary(ports, begun, canary, place.connector)))))
}

/** The code of what keeps it from beginning: what keeps access from beginning does. */
async function heldBy(
  { grants, halted }: DrillPorts,
  connector: string,
  resource: string,
): Promise<string | undefined> {
  try {
    await grants.mayBegin({ connector, resource, requester: 0 })
    return await halted()
  } catch (error) {
    if (isDaypassError(error, 'LOCKDOWN')) return error.code
    throw error
  }
}

async function hold({ drills, now }: DrillPorts, claim: DrillClaim, held: string | null): Promise<Date> {
  if (claim.drill.held !== held) await drills.save(claim, { held })
  return afterHold(now())
}

type Running = [claim: DrillClaim, canary: Canary]

/** Begins the canary and uses it. Whatever fails is noted: it has to end all the same. */
async function useCanary(ports: DrillPorts, claim: DrillClaim, canary: Canary, connector: Connector): Promise<Running> {
  const note = async (change: Partial<Canary>, more: DrillChange = {}): Promise<Running> => {
    const noted = { ...canary, ...change }
    return [await ports.drills.save(claim, { ...more, canary: noted }), noted]
  }
  const grant = grantOf(ports, claim.drill, canary, connector)
  try {
    const credential = await beginLease(ports, connector, keyOf(canary), grant)
    const found = await connector.drill?.use(grant, credential, ports.now())
    const at = ports.now()
    if (!found) return note({ cut: true })
    const control = found.control ? { control: { is: found.control, at } } : {}
    const isGood = found.works && found.control !== 'kept-out'
    return note(isGood ? { used: at } : { why: found.words }, control)
  } catch (thrown) {
    const err = asError(thrown)
    const failure = failureOf(err)
    if (failure === 'overtaken' || failure === 'passing') throw err
    // Ended or locked down from outside meanwhile, as by the kill switch: that is no flaw of the target.
    const isCut = isDaypassError(err, 'GRANT_ENDED') || isDaypassError(err, 'LOCKDOWN')
    ports.log.warn({ err, connector: connector.name, grant: canary.grant }, 'the canary of a drill could not be used')
    return note(isCut ? { cut: true } : { why: `it could not be begun and used: ${err.message}` })
  }
}

async function askEnd({ drills, now }: DrillPorts, claim: DrillClaim, canary: Canary): Promise<Running> {
  const asked = { ...canary, asked: now() }
  return [await drills.save(claim, { canary: asked }), asked]
}

/** Ends the canary and has its end proved, as any end is: tried again for ever. */
async function finish(ports: DrillPorts, claim: DrillClaim, canary: Canary): Promise<Date | null> {
  const { drill } = claim
  const place = ports.drilled.find(({ connector }) => connector.name === drill.connector)
  const grant = grantOf(ports, drill, canary, place?.connector)
  const declared = place?.connector.declare()
  let again = addSeconds(ports.now(), longestPause)
  let why: string
  try {
    await endLease(ports, keyOf(canary), grant)
    const result = await probeLease(ports, grant)
    if (result.proved) return conclude(ports, claim, canary, result.proof)
    if (result.again < again) again = result.again
    why = result.why
  } catch (thrown) {
    const err = asError(thrown)
    ports.log.warn({ err, connector: drill.connector, grant: grant.id }, 'the canary of a drill could not be ended yet')
    why = err.message
  }
  const isLate = declared !== undefined && isDrillOverdue(canary, declared.worst, ports.now())
  // What has failed already does not wait for a proof, which may take minutes.
  if ((isLate || canary.why !== null) && !canary.told && !canary.cut) {
    const failed = { ...canary, why: canary.why ?? `its end is not proved: ${why}`, told: true }
    await tell(ports, claim, failed, drillResult(failed, ports.now()))
  }
  return again
}

/** The end is proved: the drill is over, and the next one has its instant. */
async function conclude(ports: DrillPorts, claim: DrillClaim, canary: Canary, proof: Proof): Promise<Date | null> {
  const { drill } = claim
  const { drills, now, log } = ports
  if (drill.every === null || canary.cut) {
    if (canary.cut)
      log.warn({ connector: drill.connector, grant: canary.grant }, 'a drill was cut short; it begins anew')
    await drills.save(claim, { canary: null })
    return drill.every === null ? null : afterHold(now())
  }
  const declared = ports.drilled.find(({ connector }) => connector.name === drill.connector)?.connector.declare().proof
  const why = canary.why ?? (declared && flawOf(proof, declared)) ?? null
  const result = drillResult({ ...canary, why }, now(), proof)
  const wakeAt = nextDrill(result, drill.every)
  // With its next instant, so that a crash before the row is given back leads to no second drill.
  if (canary.told) await drills.save(claim, { canary: null, wakeAt })
  else await tell(ports, claim, { ...canary, why }, result, { proof, wakeAt })
  return wakeAt
}

/** Keeps the result, in the trail of each repository that the connector serves as well, and says it aloud. */
async function tell(
  ports: DrillPorts,
  claim: DrillClaim,
  canary: Canary,
  result: DrillResult,
  over?: { proof: Proof; wakeAt: Date },
): Promise<void> {
  const { drill } = claim
  const { connector } = drill
  const { drills, drilled, now, log } = ports
  const repositories = drilled.find((one) => one.connector.name === connector)?.repositories ?? []
  const facts = drillFacts(drill, canary, result, over?.proof)
  const event = { at: now().toISOString(), kind: 'drilled' as const, actor: { kind: 'daypass' as const }, facts }
  const change = over ? { canary: null, wakeAt: over.wakeAt } : { canary }
  await drills.save(claim, { ...change, last: result }, { event, repositories })
  if (result.passed) log.info(facts, 'a drill passed')
  else log.error({ ...facts, code: 'DRILL_FAILED' }, 'a drill failed: what is promised of ends does not hold there')
}

function grantOf({ issuer }: DrillPorts, drill: Drill, canary: Canary, connector: Connector | undefined): Grant {
  return canaryGrant(drill, canary, { audience: connector?.audienceOf(canary.resource) ?? issuer, issuer })
}

const keyOf = ({ repository }: Canary) => ({ repository, issue: ofNoRequest })
