import { sha256 } from '../../core/digest.ts'
import type { ProposalSeen } from '../../core/proposal/decide-proposal.ts'
import { type LooseningVotes, looseningVotes } from '../../core/proposal/loosening-votes.ts'
import { votingRule } from '../../core/proposal/voting-rule.ts'
import type { RequestKey } from '../../core/request-key.ts'
import { ownersOf, readCodeowners } from '../../core/review/codeowners.ts'
import type { Person, Review } from '../../core/review/votes.ts'
import type { Governance } from '../../ports/access-repository.ts'
import type { ProposalClaim } from '../../ports/proposal-store.ts'
import type { ProposedPull } from '../../ports/proposals.ts'
import { keysOnAccount } from '../keys-on-account.ts'
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
  const votes = await votesOn(ports, key, { ...pull, governance, paths: changedPaths(before, after) })
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

type Voted = Pick<ProposedPull, 'head' | 'author'> & { governance: Governance; paths: readonly string[] }

/** What the owners in force have said; never those whom the pull request itself would make owners. */
async function votesOn(
  ports: ProposalPorts,
  key: RequestKey,
  { head, author, governance: { codeowners, settings }, paths }: Voted,
): Promise<LooseningVotes> {
  const now = ports.now()
  const file = codeowners === undefined ? undefined : readCodeowners(codeowners)
  const names = new Map(
    paths.map((path) => {
      const ownership = file && ownersOf(file, path)
      return [path, ownership?.kind === 'owned' ? ownership.owners : []] as const
    }),
  )
  const [people, reviews, pushers] = await Promise.all([
    ports.owners.peopleOf(key.repository, [...new Set([...names.values()].flat())]),
    ports.votes.reviews(key, key.issue),
    ports.proposals.pushersOf(key.repository, head),
  ])
  const behind = (of: readonly string[]) => of.flatMap((name) => people.get(name)?.people ?? [])
  const owners = new Map([...names].map(([path, of]) => [path, behind(of)]))
  const rule = votingRule(settings, ports.floorsFor(key.repository))
  const voters = rule.keyMinAge === undefined ? [] : votersAmong(reviews, [...owners.values()].flat(), head)
  const keys = await Promise.all(
    voters.map(async (one) => [one.id, await keysOnAccount(ports, key.repository, one)] as const),
  )
  return looseningVotes({ owners, reviews, head, author, pushers, keys: new Map(keys), rule, now })
}

/** Whose word counts if nothing else speaks against it: nobody else's keys have to be looked at. */
function votersAmong(reviews: readonly Review[], owners: readonly Person[], head: string): Person[] {
  const said = new Set(
    reviews.flatMap(({ person, commit, state }) => (commit === head && isWord(state) ? [person.id] : [])),
  )
  return [...new Map(owners.filter(({ id }) => said.has(id)).map((person) => [person.id, person])).values()]
}

const isWord = (state: Review['state']): boolean => state === 'APPROVED' || state === 'CHANGES_REQUESTED'
