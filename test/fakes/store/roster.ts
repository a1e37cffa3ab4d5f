import type { Listing, Roster } from '../../../src/ports/roster.ts'
import { inTransactions } from './database/memory-database.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'

export function createRoster({ tables, transaction }: StoreParts): Roster {
  const { teams, members } = tables
  return inTransactions<Roster>(transaction, {
    async listed(listing) {
      if (!isSame(tables, listing)) write(tables, listing)
      const known = new Map(members.where(({ team }) => team === listing.team).map((one) => [one.person, one.since]))
      return new Map(
        listing.people.flatMap((person) => {
          const since = known.has(person) ? known.get(person) : listing.answered
          return since ? [[person, since] as const] : []
        }),
      )
    },
    async moved({ installation, person, team, joined }, at) {
      // A listing that was asked for before this must not undo it.
      for (const row of teams.where((one) =>
        team === undefined ? one.installation === installation : one.team === team,
      ))
        teams.change(row, { changed: row.changed > at ? row.changed : at })
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
  const isTheirs = teams.get(`${team}`)?.installation === installation
  return isTheirs && known.length === now.size && known.every(({ person }) => now.has(person))
}

function write({ teams, members }: MemoryTables, { team, installation, people, asked, answered }: Listing): void {
  const isFirst = teams.add({ team, installation, changed: answered })
  const row = teams.get(`${team}`)
  if (!row || (!isFirst && row.changed > asked)) return
  for (const one of members.where((each) => each.team === team && !people.includes(each.person))) members.delete(one)
  for (const person of new Set(people)) {
    const known = members.get(`${team} ${person}`)
    members.put({ team, person, installation, since: known ? known.since : isFirst ? null : answered })
  }
  teams.change(row, { changed: answered, installation })
}
