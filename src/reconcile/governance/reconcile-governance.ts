import { asError, failureOf, isDaypassError } from '../../core/error.ts'
import { decideGovernance } from '../../core/governance/decide-governance.ts'
import type { GovernanceRecord } from '../../core/governance/governance-record.ts'
import { addSeconds } from '../../core/instant.ts'
import { backOff } from '../../core/lifecycle/timing/back-off.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { GovernedContents } from '../../ports/access-repository.ts'
import type { GovernanceClaim } from '../../ports/governance-store.ts'
import type { Looks } from '../../ports/looks.ts'
import { type Looked, lookWhileAsked, unwatched } from '../look-end.ts'
import { applyGovernance } from './apply-governance.ts'
import type { GovernancePorts } from './governance-ports.ts'
import { observeGovernance } from './observe-governance.ts'

/**
 * Looks at what the default branch of a repository says, and puts it in force, or keeps what is. The contract is that of `reconcile`
 * (request/reconcile.ts), with a claim and a fence of its own. What cannot be read is looked at again at pauses of up to a minute; what was
 * in force stays meanwhile, for as long as the settings let it.
 */
export async function reconcileGovernance(
  ports: GovernancePorts,
  key: RequestKey,
  looks: Looks = unwatched,
): Promise<void> {
  await lookWhileAsked(
    {
      claim: () => ports.governances.claim(key, ports.now()),
      look: (claim, log) => look({ ...ports, log }, claim),
      release: (held, { wakeAt }) => ports.governances.release(held, wakeAt),
    },
    ports.log,
    looks,
  )
}

async function look(ports: GovernancePorts, claim: GovernanceClaim): Promise<Looked<GovernanceClaim>> {
  let held = claim
  const governances: GovernancePorts['governances'] = {
    ...ports.governances,
    save: async (...saving) => {
      held = await ports.governances.save(...saving)
      return held
    },
  }
  const own = { ...ports, governances }
  try {
    const branch = await ports.branches.read(claim.key.repository)
    const unread = firstSeen(held.governance, branch, ports.now())
    if (unread) await governances.save(held, unread)
    const file = await observeGovernance(own, held, branch)
    for (const step of decideGovernance(file)) await applyGovernance(own, held, step, branch)
    if (held.governance.tries > 0) await governances.save(held, { ...held.governance, tries: 0 })
    return { held, wakeAt: nextLook(held.governance, ports.now()) }
  } catch (error) {
    return failed(own, held, asError(error))
  }
}

/** That something else stands there is noted before anything is asked about it: from then on what is in force grows old. */
function firstSeen(
  record: GovernanceRecord,
  { digest, commit }: GovernedContents,
  now: Date,
): GovernanceRecord | undefined {
  const { inForce, newest } = record
  if (!inForce || inForce.digest === digest || newest?.digest === digest) return undefined
  const [seen, since] = [now.toISOString(), newest?.since ?? now.toISOString()]
  const known = commit === undefined ? {} : { commit }
  return { ...record, newest: { digest, ...known, state: 'unread', seen, since, why: [] } }
}

/** GitHub takes some seconds to show a merge; the rest waits for a push, an operator or the sweep. */
function nextLook({ newest }: GovernanceRecord, now: Date): Date | null {
  return newest?.state === 'unread' ? addSeconds(now, 4) : null
}

async function failed(ports: GovernancePorts, held: GovernanceClaim, error: Error): Promise<Looked<GovernanceClaim>> {
  const failure = failureOf(error)
  if (failure === 'overtaken') return { held: undefined, wakeAt: null }
  const tries = held.governance.tries + 1
  const code = isDaypassError(error) ? error.code : undefined
  const { repository } = held.key
  ports.log.error({ repository, tries, code, err: error }, 'what is in force could not be looked at; it is tried again')
  const noted = await ports.governances.save(held, { ...held.governance, tries })
  return { held: noted, wakeAt: addSeconds(ports.now(), backOff(tries)), failure }
}
