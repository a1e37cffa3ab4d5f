import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNarrator } from '../../demo/narrator.ts'
import type { Stage } from '../../demo/stage.ts'
import { firstAccess } from '../../demo/tours/first-access.ts'
import { generateKeySet } from '../../src/signing/signing-keys.ts'
import { ask, callOrders, ended, labelled, tokenOf } from '../e2e/play.ts'
import { query, startPostgres, type TestPostgres } from '../postgres.ts'
import { stageHere } from '../stage.ts'

let postgres: TestPostgres
let stage: Stage

beforeAll(async () => {
  postgres = await startPostgres()
  stage = await stageHere({
    inProcess: false,
    env: {
      DATABASE_URL: await postgres.createDatabase(),
      DAYPASS_SIGNING_KEYS: JSON.stringify(await generateKeySet()),
    },
  })
})
afterAll(async () => {
  await stage?.stop()
  await postgres?.stop()
})

test('the first access, on PostgreSQL', async () => {
  await firstAccess(
    stage,
    createNarrator(() => undefined),
    { stay: false },
  )
})

test('a grant outlives the crash of its server, and ends in the next one', async () => {
  const asked = await ask(stage, 'rita')
  await labelled(stage, asked, 'daypass:active')
  const token = await tokenOf(stage.daypass, asked)
  await stage.server.kill()
  await stage.restart()
  expect(await callOrders(stage, token)).toMatchObject({ status: 200 })
  expect(await callOrders(stage, await tokenOf(stage.daypass, asked))).toMatchObject({ status: 200 })
  await stage.github.as('rita').comment(asked.number, '/done')
  await ended(stage, asked, 'done')
  expect(await callOrders(stage, token)).toMatchObject({ status: 401 })
})

test('neither credential nor key is in the database', async () => {
  const url = stage.env.DATABASE_URL ?? ''
  const tables = await query<{ name: string }>(
    url,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('daypass', 'pgboss') and table_type = 'BASE TABLE'`,
  )
  expect(tables.map(({ name }) => name)).toContain('daypass.requests')
  for (const { name } of tables) {
    const rows = await query<{ text: string }>(url, `select t::text as text from ${name} t`)
    for (const { text } of rows) expect(text).not.toMatch(/dpr_[\w-]{20}|eyJ[\w-]+\.eyJ|PRIVATE KEY|"d":/)
  }
})
