import { type Kysely, sql, type Transaction } from 'kysely'
import type { Listing, Move, Roster } from '../ports/roster.ts'
import { inStore } from './database/database-error.ts'
import { records } from './database/json-rows.ts'
import type { Tables, TeamsTable } from './database/tables.ts'

export function createRoster(db: Kysely<Tables>): Roster {
  return {
    changes: (installation) => inStore(() => changes(db, installation)),
    listed: (listing) => inStore(() => listed(db, listing)),
    moved: (move, at) => inStore(() => moved(db, move, at)),
  }
}

type Member = { person: number; since: Date | null }

async function changes(db: Kysely<Tables>, installation: number): Promise<number> {
  const row = await db
    .selectFrom('rosters')
    .select('changes')
    .where('installation', '=', installation)
    .executeTakeFirst()
  return row?.changes ?? 0
}

/** Quiet looks cost one reading and no writing. */
async function listed(db: Kysely<Tables>, listing: Listing): Promise<Map<number, Date> | undefined> {
  const { team, installation } = listing
  const known = await teamOf(db, team)
  const members = await membersOf(db, team)
  const isKnown = known?.listed && known.installation === installation && isSame(members, listing.people)
  if (isKnown) return sinceOf(members, listing)
  return db.transaction().execute(async (trx) => {
    const written = await write(trx, listing)
    return written && sinceOf(written, listing)
  })
}

async function teamOf(db: Kysely<Tables>, team: number) {
  return db.selectFrom('teams').select(['installation', 'change', 'listed']).where('team', '=', team).executeTakeFirst()
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

/** The roster's row is the lock: whatever changes an installation's teams does so one after the other, and has a number. */
async function count(trx: Transaction<Tables>, installation: number) {
  return trx
    .insertInto('rosters')
    .values({ installation, changes: 1, departure: 0 })
    .onConflict((conflict) => conflict.column('installation').doUpdateSet({ changes: sql`rosters.changes + 1` }))
    .returning(['changes', 'departure'])
    .executeTakeFirstOrThrow()
}

async function write(trx: Transaction<Tables>, listing: Listing): Promise<Member[] | undefined> {
  const { installation, team, people, after, answered } = listing
  const { changes: change, departure } = await count(trx, installation)
  const known = await teamOf(trx, team)
  const isFirst = !known?.listed
  const last = Math.max(departure, known?.installation === installation ? known.change : 0)
  if (last > after) return isFirst ? undefined : membersOf(trx, team)
  const now = records(
    [...new Set(people)].map((person) => ({ person })),
    'person bigint',
  )
  await sql`delete from daypass.members where team = ${team} and person not in (select person from ${now})`.execute(trx)
  await sql`
    insert into daypass.members (team, person, installation, since)
    select ${team}::bigint, person, ${installation}::bigint, ${isFirst ? null : answered}::timestamptz from ${now}
    on conflict (team, person) do update set installation = excluded.installation`.execute(trx)
  await mark(trx, { team, installation, change }, true)
  return membersOf(trx, team)
}

/** Notes the last change of a team; one that was listed stays so. */
async function mark(trx: Transaction<Tables>, team: Omit<TeamsTable, 'listed'>, listed: boolean): Promise<void> {
  const { installation, change } = team
  await trx
    .insertInto('teams')
    .values({ ...team, listed })
    .onConflict((conflict) =>
      conflict.column('team').doUpdateSet({ installation, change, ...(listed ? { listed } : {}) }),
    )
    .execute()
}

async function moved(db: Kysely<Tables>, { installation, person, team, joined }: Move, at: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // A listing that was begun before this must not undo it, nor be a team's first.
    const { changes: change } = await count(trx, installation)
    if (team === undefined) {
      await trx.updateTable('rosters').set({ departure: change }).where('installation', '=', installation).execute()
      await trx.deleteFrom('members').where('installation', '=', installation).where('person', '=', person).execute()
      return
    }
    await mark(trx, { team, installation, change }, false)
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
