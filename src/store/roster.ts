import { type Kysely, sql, type Transaction } from 'kysely'
import type { Listing, Move, Roster } from '../ports/roster.ts'
import { inStore } from './database/database-error.ts'
import { records } from './database/json-rows.ts'
import type { Tables } from './database/tables.ts'

export function createRoster(db: Kysely<Tables>): Roster {
  return {
    listed: (listing) => inStore(() => listed(db, listing)),
    moved: (move, at) => inStore(() => moved(db, move, at)),
  }
}

type Member = { person: number; since: Date | null }

/** Quiet looks cost one reading and no writing. */
async function listed(db: Kysely<Tables>, listing: Listing): Promise<Map<number, Date>> {
  const { team, installation } = listing
  const known = await db.selectFrom('teams').select('installation').where('team', '=', team).executeTakeFirst()
  const members = await membersOf(db, team)
  if (known?.installation === installation && isSame(members, listing.people)) return sinceOf(members, listing)
  return db.transaction().execute(async (trx) => sinceOf(await write(trx, listing), listing))
}

async function membersOf(db: Kysely<Tables>, team: number): Promise<Member[]> {
  return db.selectFrom('members').select(['person', 'since']).where('team', '=', team).execute()
}

function isSame(members: readonly Member[], people: readonly number[]): boolean {
  const listedNow = new Set(people)
  return members.length === listedNow.size && members.every(({ person }) => listedNow.has(person))
}

function sinceOf(members: readonly Member[], { people, answered }: Listing): Map<number, Date> {
  const known = new Map(members.map(({ person, since }) => [person, since]))
  return new Map(
    people.flatMap((person) => {
      const since = known.has(person) ? known.get(person) : answered
      return since ? [[person, since] as const] : []
    }),
  )
}

/** The team's row is the lock: two who list it at once write one after the other. */
async function write(trx: Transaction<Tables>, { installation, team, people, asked, answered }: Listing) {
  const first = await sql<{ team: number }>`
    insert into daypass.teams (team, installation, changed) values (${team}, ${installation}, ${answered})
    on conflict (team) do nothing returning team`.execute(trx)
  const isFirst = first.rows.length > 0
  const { changed } = await trx
    .selectFrom('teams')
    .select('changed')
    .where('team', '=', team)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!isFirst && changed > asked) return membersOf(trx, team)
  const now = records(
    [...new Set(people)].map((person) => ({ person })),
    'person bigint',
  )
  await sql`delete from daypass.members where team = ${team} and person not in (select person from ${now})`.execute(trx)
  await sql`
    insert into daypass.members (team, person, installation, since)
    select ${team}::bigint, person, ${installation}::bigint, ${isFirst ? null : answered}::timestamptz from ${now}
    on conflict (team, person) do update set installation = excluded.installation`.execute(trx)
  await trx.updateTable('teams').set({ changed: answered, installation }).where('team', '=', team).execute()
  return membersOf(trx, team)
}

async function moved(db: Kysely<Tables>, { installation, person, team, joined }: Move, at: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // A listing that was asked for before this must not undo it.
    if (team === undefined) {
      await sql`update daypass.teams set changed = greatest(changed, ${at}) where installation = ${installation}`.execute(
        trx,
      )
      await trx.deleteFrom('members').where('installation', '=', installation).where('person', '=', person).execute()
      return
    }
    await sql`update daypass.teams set changed = greatest(changed, ${at}) where team = ${team}`.execute(trx)
    if (joined) {
      await sql`
        insert into daypass.members (team, person, installation, since)
        values (${team}, ${person}, ${installation}, ${at})
        on conflict (team, person) do update set since = excluded.since, installation = excluded.installation`.execute(
        trx,
      )
    } else await trx.deleteFrom('members').where('team', '=', team).where('person', '=', person).execute()
  })
}
