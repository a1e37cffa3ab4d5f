import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { withPreparedStatements } from './prepared-statements.ts'

const now = new Date('2026-11-21T12:00:00Z')

test('a statement that is prepared answers as it would, each time, until the columns change', async () => {
  const [plain, quick] = [await PGlite.create(), await withPreparedStatements(() => PGlite.create())]
  const things = 'create table things (id integer primary key, name text, at timestamptz)'
  for (const database of [plain, quick]) await database.exec(things)
  const ask = async (database: PGlite) => {
    const insert = 'insert into things (id, name, at) values ($1, $2, $3)'
    const first = await database.query(insert, [1, 'one', now])
    const again = await database
      .query(insert, [1, 'one', now])
      .catch(({ code, message, query }) => [code, message, query])
    const within = await database.transaction(async (tx) => {
      await tx.query(insert, [2, null, null])
      const all = await tx.query('select * from things where id >= $1 order by id', [1])
      const wrong = await tx.query(insert, [2, '', null]).catch(({ code }) => code)
      const after = await tx.query('select * from things where id >= $1 order by id', [1]).catch(({ code }) => code)
      await tx.rollback()
      return [all, wrong, after]
    })
    const bare = await database.query('select count(*) as count from things')
    const nonsense = await database.query('select nothing from things').catch(({ code }) => code)
    const emptied = await database.query('delete from things')
    return { first, again, within, bare, nonsense, emptied }
  }
  const preparedIn = async (database: PGlite) => {
    const { rows } = await database.query<{ statement: string }>('select statement from pg_prepared_statements')
    return rows.map(({ statement }) => statement)
  }
  const expected = await ask(plain)
  for (let times = 0; times < 8; times += 1) expect(await ask(quick)).toEqual(expected)
  expect(await ask(plain)).toEqual(expected)
  expect(await preparedIn(plain)).toEqual([])
  const statements = await preparedIn(quick)
  expect(statements).toContain('select * from things where id >= $1 order by id')
  expect(new Set(statements).size).toBe(statements.length)
  await quick.query('alter table things add column more text')
  await quick.query('insert into things (id) values (3)')
  const { rows } = await quick.query('select * from things where id >= $1 order by id', [1])
  expect(rows).toEqual([{ id: 3, name: null, at: null, more: null }])
  for (const database of [plain, quick]) await database.close()
})
