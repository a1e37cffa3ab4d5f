import { sha256 } from '../../core/digest.ts'
import type { ProposalSeen } from '../../core/proposal/decide-proposal.ts'
import type { ProposalClaim } from '../../ports/proposal-store.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/** What the pull request would put in force beside what is in force: what merging it now would make, never its head alone. */
export async function observeProposal(ports: ProposalPorts, { key }: ProposalClaim): Promise<ProposalSeen> {
  const { pulls } = ports
  const [pull, governance] = await Promise.all([pulls.read(key), ports.repository.read(key.repository)])
  if (pull === undefined || pull.base !== governance.repository.defaultBranch) return { kind: 'elsewhere' }
  if (!pull.open) return { kind: 'closed' }
  const { head, merge } = pull
  const base = governance.commit ?? ''
  const identityOf = (...what: string[]) => sha256(JSON.stringify([head, ports.judgedBy, ...what])).slice(0, 40)
  if (merge === 'conflict') return { kind: 'conflict', head, identity: identityOf('conflict', base) }
  // A try onto what has moved on says nothing of what merging would make now.
  if (merge === null || merge.onto !== base) return { kind: 'untried' }
  const [before, after] = await Promise.all([
    pulls.listing(key.repository, merge.onto),
    pulls.listing(key.repository, merge.commit),
  ])
  const identity = identityOf(before, after)
  return { kind: 'open', head, identity, touches: before !== after, merge: merge.commit }
}
