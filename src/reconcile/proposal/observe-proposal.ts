import { sha256 } from '../../core/digest.ts'
import type { ProposalSeen } from '../../core/proposal/decide-proposal.ts'
import { type LooseningVotes, looseningVotes } from '../../core/proposal/loosening-votes.ts'
import type { RequestKey } from '../../core/request-key.ts'
import { ownersOf, readCodeowners } from '../../core/review/codeowners.ts'
import { voters } from '../../core/review/never-votes.ts'
import type { Governance } from '../../ports/access-repository.ts'
import type { ProposalClaim } from '../../ports/proposal-store.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/** What the pull request would put in force beside what is in force: what merging it now would make, never its head alone. */
export async function observeProposal(ports: ProposalPorts, { key }: ProposalClaim): Promise<ProposalSeen> {
  const { pulls } = ports
  const [pull, governance] = await Promise.all([pulls.read(key), ports.repository.read(key.repository)])
  if (pull.base !== governance.repository.defaultBranch) return { kind: 'elsewhere' }
  if (!pull.open) return { kind: 'closed' }
  const { head, merge } = pull
  const base = governance.commit ?? ''
  const identityOf = (...what: string[]) => sha256(JSON.stringify([head, ports.judgedBy, ...what])).slice(0, 40)
  if (merge === 'conflict') return { kind: 'conflict', head, base, identity: identityOf('conflict', base) }
  // A try onto what has moved on says nothing of what merging would make now.
  if (merge === null || merge.onto !== base) return { kind: 'untried' }
  const [before, after] = await Promise.all([
    pulls.listing(key.repository, merge.onto),
    pulls.listing(key.repository, merge.commit),
  ])
  const identity = identityOf(before, after)
  if (before === after) return { kind: 'open', head, base, identity, touches: false }
  const votes = await votesOn(ports, key, governance, changedPaths(before, after))
  return { kind: 'open', head, base, identity, touches: true, merge: merge.commit, onto: merge.onto, votes }
}

type Listed = [path: string, mode: string, sha: string]

/** The paths that differ between two listings. */
function changedPaths(before: string, after: string): string[] {
  const [old, next] = [before, after].map(
    (text) => new Map((JSON.parse(text || '[]') as Listed[]).map(([path, ...rest]) => [path, rest.join(' ')])),
  )
  const paths = new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])])
  return [...paths].filter((path) => old?.get(path) !== next?.get(path)).sort()
}

/** What the owners in force have said; never those whom the pull request itself would make owners. */
async function votesOn(
  { owners, votes }: ProposalPorts,
  key: RequestKey,
  { codeowners, settings }: Governance,
  paths: readonly string[],
): Promise<LooseningVotes> {
  const file = codeowners === undefined ? undefined : readCodeowners(codeowners)
  const names = new Map(
    paths.map((path) => {
      const ownership = file && ownersOf(file, path)
      return [path, ownership?.kind === 'owned' ? ownership.owners : []] as const
    }),
  )
  const [people, reviews, { author, head }] = await Promise.all([
    owners.peopleOf(key.repository, [...new Set([...names.values()].flat())]),
    votes.reviews(key, key.issue),
    votes.read(key, key.issue),
  ])
  const behind = (of: readonly string[]) =>
    voters(
      of.flatMap((name) => people.get(name)?.people ?? []),
      settings,
    )
  return looseningVotes({
    owners: new Map([...names].map(([path, of]) => [path, behind(of)])),
    reviews,
    head,
    author: author.id,
    further: settings?.policy?.loosening_approvals ?? 1,
  })
}
