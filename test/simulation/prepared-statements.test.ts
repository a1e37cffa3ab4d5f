import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { prepareStatements } from './prepared-statements.ts'

const now = new Date('2026-11-21T12:00:00Z')

test('a statement that is prepared answers as it would, each time, until the columns change', async () => {
  const plain = await PGlite.create()
  await plain.exec('create table things (id integer primary key, name text, at timestamptz)')
  const ask = async () => {
    const insert = 'insert into things (id, name, at) values ($1, $2, $3)'
    const first = await plain.query(insert, [1, 'one', now])
    const again = await plain.query(insert, [1, 'one', now]).catch(({ code, message, query }) => [code, message, query])
    const within = await plain.transaction(async (tx) => {
      await tx.query(insert, [2, null, null])
      const all = await tx.query('select * from things where id >= $1 order by id', [1])
      const wrong = await tx.query(insert, [2, '', null]).catch(({ code }) => code)
      const after = await tx.query('select * from things where id >= $1 order by id', [1]).catch(({ code }) => code)
      await tx.rollback()
      return [all, wrong, after]
    })
    const bare = await plain.query('select count(*) as count from things')
    const nonsense = await plain.query('select nothing from things').catch(({ code }) => code)
    const emptied = await plain.query('delete from things')
    return { first, again, within, bare, nonsense, emptied }
  }
  const prepared = () => plain.query<{ statement: string }>('select statement from pg_prepared_statements')
  const before = await ask()
  expect((await prepared()).rows).toEqual([])
  prepareStatements()
  for (let times = 0; times < 8; times += 1) expect(await ask()).toEqual(before)
  const statements = (await prepared()).rows.map(({ statement }) => statement)
  expect(statements).toContain('select * from things where id >= $1 order by id')
  expect(new Set(statements).size).toBe(statements.length)
  await plain.query('alter table things add column more text')
  await plain.query('insert into things (id) values (3)')
  const { rows } = await plain.query('select * from things where id >= $1 order by id', [1])
  expect(rows).toEqual([{ id: 3, name: null, at: null, more: null }])
  await plain.close()
})
