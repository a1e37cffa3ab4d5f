import type { Judging } from '../../core/proposal/decide-proposal.ts'
import { type LooseningVotes, looseningVotes } from '../../core/proposal/loosening-votes.ts'
import { votingRule } from '../../core/proposal/voting-rule.ts'
import type { RequestKey } from '../../core/request-key.ts'
import { ownersOf, readCodeowners } from '../../core/review/codeowners.ts'
import { voters } from '../../core/review/never-votes.ts'
import type { Person, Review } from '../../core/review/votes.ts'
import type { Governance } from '../../ports/access-repository.ts'
import { keysOnAccount } from '../keys-on-account.ts'
import type { ProposalPorts } from './proposal-ports.ts'

/** All that it takes to count them. */
export type VotingPorts = Pick<ProposalPorts, 'owners' | 'votes' | 'directory' | 'seenKeys' | 'floorsFor' | 'now'> & {
  proposals: Pick<ProposalPorts['proposals'], 'pushersOf'>
}

/**
 * What the owners in force have said, as far as the newest CODEOWNERS names them, too; never those whom the pull request itself would make owners. `further`: how many more than one have to,
 * where not the settings say so.
 */
export async function votesOn(
  ports: VotingPorts,
  key: RequestKey,
  { head, author, paths }: Judging['voting'],
  { codeowners, newerOwners, settings }: Pick<Governance, 'codeowners' | 'newerOwners' | 'settings'>,
  further?: number,
): Promise<LooseningVotes> {
  const now = ports.now()
  const names = namedFor(codeowners, paths)
  const newer = newerOwners === undefined ? undefined : namedFor(newerOwners, paths)
  const [people, reviews, pushers] = await Promise.all([
    ports.owners.peopleOf(key.repository, [...new Set([...names.values(), ...(newer?.values() ?? [])].flat())]),
    ports.votes.reviews(key, key.issue),
    ports.proposals.pushersOf(key.repository, head),
  ])
  const behind = (of: readonly string[]) =>
    voters(
      of.flatMap((name) => people.get(name)?.people ?? []),
      settings,
    )
  const owners = new Map(
    [...names].map(([path, of]) => {
      const both = newer && new Set(behind(newer.get(path) ?? []).map(({ id }) => id))
      return [path, behind(of).filter(({ id }) => both?.has(id) ?? true)]
    }),
  )
  const said = votingRule(settings, ports.floorsFor(key.repository))
  const rule = further === undefined ? said : { ...said, further }
  const speakers = rule.keyMinAge === undefined ? [] : votersAmong(reviews, [...owners.values()].flat(), head)
  const keys = await Promise.all(
    speakers.map(async (one) => [one.id, await keysOnAccount(ports, key.repository, one)] as const),
  )
  return looseningVotes({ owners, reviews, head, author, pushers, keys: new Map(keys), rule, now })
}

function namedFor(codeowners: string | undefined, paths: readonly string[]): Map<string, readonly string[]> {
  const file = codeowners === undefined ? undefined : readCodeowners(codeowners)
  return new Map(
    paths.map((path) => {
      const ownership = file && ownersOf(file, path)
      return [path, ownership?.kind === 'owned' ? ownership.owners : []]
    }),
  )
}

/** Whose word counts if nothing else speaks against it: nobody else's keys have to be looked at. */
function votersAmong(reviews: readonly Review[], owners: readonly Person[], head: string): Person[] {
  const said = new Set(
    reviews.flatMap(({ person, commit, state }) => (commit === head && isWord(state) ? [person.id] : [])),
  )
  return [...new Map(owners.filter(({ id }) => said.has(id)).map((person) => [person.id, person])).values()]
}

const isWord = (state: Review['state']): boolean => state === 'APPROVED' || state === 'CHANGES_REQUESTED'
