import { lendingType, loansIn } from '../core/lending/loans.ts'
import { withAbove } from '../core/lending/never-lent.ts'
import type { GrantStore } from '../ports/grants.ts'
import type { OwnerPeople, Owners } from '../ports/owners.ts'
import type { TeamTree } from '../ports/team-tree.ts'

type Borrowed = { person: number; team?: number; repository?: number }

/**
 * The same owners without those who are among them by a loan: who has borrowed their way in has no say, in whichever file they are named
 * since. A loan that has ended counts until its end is proved. Throws what the ledger and GitHub throw.
 */
export function createOwnersWithoutBorrowers(
  owners: Owners,
  ledger: Pick<GrantStore, 'unsettledOf'>,
  teams: TeamTree,
): Owners {
  return {
    async peopleOf(repository, names, since) {
      const found = await owners.peopleOf(repository, names, since)
      // After GitHub was asked: whoever borrowed before it answered is known by now.
      const borrowed = await borrowedNow(ledger)
      if (borrowed.length === 0) return found
      const each = [...found].map(async ([name, one]) => {
        if ('nobody' in one) return [name, one] as const
        return [name, without(one, await borrowersOf(teams, repository, one, borrowed))] as const
      })
      return new Map(await Promise.all(each))
    },
  }
}

async function borrowedNow(ledger: Pick<GrantStore, 'unsettledOf'>): Promise<Borrowed[]> {
  return (await ledger.unsettledOf(lendingType)).flatMap(({ requester: person, lease }) =>
    (lease ? loansIn(lease) : [])
      .filter(({ before }) => before !== 'standing')
      .map((loan) => ('team' in loan ? { person, team: loan.team } : { person, repository: loan.repository })),
  )
}

/** Who of a team is in it by a loan of it, or of one below it; who named in person may write here by a loan. */
async function borrowersOf(
  teams: TeamTree,
  repository: number,
  one: Extract<OwnerPeople, { team?: number }>,
  borrowed: readonly Borrowed[],
): Promise<ReadonlySet<number>> {
  const ours = borrowed.filter(({ person }) => one.people.some(({ id }) => id === person))
  if (ours.length === 0) return new Set()
  const tree = await teams.of(repository)
  const found = await Promise.all(
    ours.map(async ({ person, team, repository: lent }) => {
      if (team === undefined) return lent === repository ? [person] : []
      const line = withAbove(tree, team)
      const [lentTeam] = line
      if (one.team !== undefined) return team === one.team || line.some(({ id }) => id === one.team) ? [person] : []
      // Where a team that nobody sees may lead cannot be told.
      return !lentTeam || (await teams.mayWrite(repository, lentTeam.slug)) ? [person] : []
    }),
  )
  return new Set(found.flat())
}

const lentAll = 'everybody behind it is there by a loan of Daypass, which gives nobody a say'

function without(one: Extract<OwnerPeople, { team?: number }>, borrowers: ReadonlySet<number>): OwnerPeople {
  if (borrowers.size === 0) return one
  const people = one.people.filter(({ id }) => !borrowers.has(id))
  // Whom a slot keeps out it keeps out, by a loan or not.
  const members = one.people.map(({ id, login }) => ({ id, login }))
  return people.length === 0 ? { people: [], nobody: lentAll, members } : { ...one, people, members }
}
