import type { GovernanceStep } from '../../core/governance/decide-governance.ts'
import type { GovernedContents } from '../../ports/access-repository.ts'
import type { GovernanceClaim } from '../../ports/governance-store.ts'
import type { GovernancePorts } from './governance-ports.ts'
import { objectionsTo } from './objections.ts'

/** Does one step and returns the claim as it stands then. Throws what the ports throw. */
export async function applyGovernance(
  ports: GovernancePorts,
  claim: GovernanceClaim,
  step: GovernanceStep,
  branch: GovernedContents,
): Promise<GovernanceClaim> {
  const { governances, log } = ports
  const { repository } = claim.key
  switch (step.do) {
    case 'put': {
      const { inForce } = step.record
      const put = await governances.save(claim, step.record, { event: step.event, texts: branch.texts })
      const facts = { repository, digest: inForce?.digest, verdict: inForce?.verdict, pull: inForce?.brought?.pull }
      if (inForce?.verdict === 'unreviewed') log.error(facts, 'rules are in force that nobody had to agree to')
      else log.info(facts, 'other rules are in force')
      return put
    }
    case 'keep': {
      const { newest } = step.record
      if (newest && newest.state !== 'unread')
        log.error({ repository, ...newest }, 'the rules on the default branch are not in force')
      const kept = await governances.save(claim, step.record, step.event ? { event: step.event } : {})
      await ports.proposals.wakeAll(repository)
      return kept
    }
    case 'wake':
      return wakeConcerned(ports, claim)
    default:
      return step satisfies never
  }
}

/** Whoever waits is decided anew; of what lives, only what the rules in force object to. Noted last: after a crash all are woken again. */
async function wakeConcerned(ports: GovernancePorts, claim: GovernanceClaim): Promise<GovernanceClaim> {
  const { repository } = claim.key
  ports.changed?.(repository)
  await ports.wakeWaiting(repository)
  await ports.proposals.wakeAll(repository)
  const standing = await ports.inForce.contents(repository)
  if (standing) {
    const { policy, resources, settings } = standing.contents
    const { objections } = await objectionsTo(ports, repository, { policy, resources, settings })
    await ports.wake(objections.map(({ key }) => key))
  }
  const { untold: _, ...record } = claim.governance
  return ports.governances.save(claim, record)
}
