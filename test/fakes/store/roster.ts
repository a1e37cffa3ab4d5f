import type { Listing, Roster } from '../../../src/ports/roster.ts'
import { inTransactions } from './database/memory-database.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'

export function createRoster({ tables, transaction }: StoreParts): Roster {
  const { rosters, members } = tables
  return inTransactions<Roster>(transaction, {
    changes: async (installation) => rosters.get(`${installation}`)?.changes ?? 0,
    async listed(listing) {
      if (!isSame(tables, listing) && write(tables, listing) === 'unsure') return undefined
      const known = new Map(members.where(({ team }) => team === listing.team).map((one) => [one.person, one.since]))
      return new Map(
        listing.people.flatMap((person) => {
          const since = known.has(person) ? known.get(person) : listing.answered
          return since ? [[person, since] as const] : []
        }),
      )
    },
    async moved({ installation, person, team, joined }, at) {
      // A listing that was begun before this must not undo it, nor be a team's first.
      const row = count(tables, installation)
      if (team === undefined) rosters.change(row, { departure: row.changes })
      else mark(tables, { team, installation, change: row.changes }, false)
      if (team !== undefined && joined) {
        members.put({ team, person, installation, since: at })
        return
      }
      const isGone = (one: { team: number; installation: number; person: number }) =>
        one.person === person && (team === undefined ? one.installation === installation : one.team === team)
      for (const row of members.where(isGone)) members.delete(row)
    },
  })
}

function isSame({ teams, members }: MemoryTables, { team, installation, people }: Listing): boolean {
  const known = members.where((row) => row.team === team)
  const now = new Set(people)
  const row = teams.get(`${team}`)
  const isTheirs = row?.listed === true && row.installation === installation
  return isTheirs && known.length === now.size && known.every(({ person }) => now.has(person))
}

function count({ rosters }: MemoryTables, installation: number) {
  const row = rosters.get(`${installation}`) ?? { installation, changes: 0, departure: 0 }
  return rosters.put({ ...row, changes: row.changes + 1 })
}

function mark({ teams }: MemoryTables, team: { team: number; installation: number; change: number }, listed: boolean) {
  teams.put({ ...team, listed: listed || teams.get(`${team.team}`)?.listed === true })
}

/** `unsure`: the team was never listed, and this does not say who was in it. */
function write(tables: MemoryTables, { team, installation, people, after, answered }: Listing): 'unsure' | undefined {
  const { members } = tables
  const { changes, departure } = count(tables, installation)
  const known = tables.teams.get(`${team}`)
  const isFirst = !known?.listed
  const last = Math.max(departure, known?.installation === installation ? known.change : 0)
  if (last > after) return isFirst ? 'unsure' : undefined
  for (const one of members.where((each) => each.team === team && !people.includes(each.person))) members.delete(one)
  for (const person of new Set(people)) {
    const before = members.get(`${team} ${person}`)
    members.put({ team, person, installation, since: before ? before.since : isFirst ? null : answered })
  }
  mark(tables, { team, installation, change: changes }, true)
  return undefined
}
