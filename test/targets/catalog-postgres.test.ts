import { afterAll, beforeAll, expect, test } from 'vitest'
import { ofOurs, type StartedPostgres, startVersion } from '../../demo/postgres/postgres-server.ts'
import { createConnectorDesk } from '../../src/compose/connector-desk.ts'
import type { Deployment } from '../../src/generated/deployment.ts'
import { query } from '../postgres.ts'
import { type PostgresStage, setUpServer } from './postgres-world.ts'

let server: StartedPostgres
let stage: PostgresStage
beforeAll(async () => {
  server = await startVersion(ofOurs())
  stage = await setUpServer(server.url)
  await query(
    stage.url,
    `create role app_writer nologin; create role "odd ""group" nologin; create role app_super nologin createrole;
     create role somebody login; create role foreign_group nologin;
     grant app_writer, "odd ""group", app_super, somebody to daypass with admin option;
     grant usage on schema app to app_writer; grant update (id) on app.orders to app_writer`,
  )
})
afterAll(async () => {
  await stage?.breakable.close()
  await server?.stop()
})

async function survey(settings: object = {}, look = true) {
  const deployment = { connectors: { orders: { ...stage.settings, ...settings } } } as unknown as Deployment
  const fetch = () => Promise.reject(new TypeError('nobody is asked'))
  const desk = createConnectorDesk({ deployment, fetch, now: () => new Date() })
  const { offered, remarks } = (await desk.survey('postgres', undefined, look)).survey(new Map())
  const worth = Object.entries(offered[0]?.actions ?? {}).map(([name, action]) => [name, action?.sensitivity])
  return { worth: Object.fromEntries(worth), remarks: remarks.join('\n') }
}

test('actions are worth what their groups may do at the server', async () => {
  const roles = {
    read: 'app_reader',
    get: 'app_writer',
    roles: 'app_super',
    migrate: { group: 'app_owner', mode: 'own' },
  }
  const { worth, remarks } = await survey({ roles })
  expect(worth).toEqual({ read: 'medium', get: 'high', roles: 'critical', migrate: 'high' })
  expect(remarks).toContain('`read`: the group `app_reader` may read one table (`app`).')
  expect(remarks).toContain('`migrate`: the group `app_owner` may make objects')
})

test('groups that could be given and are not named are told, and no others', async () => {
  const { remarks } = await survey()
  const unnamed = [...remarks.matchAll(/The group (`+.+?`+) could be given/g)].map(([, name]) => name)
  expect(unnamed).toEqual(['`app_super`', '`app_writer`', '`odd "group`'])
})

test('a group that is not there is told, and what it is worth is guessed', async () => {
  const { worth, remarks } = await survey({ roles: { read: 'nobody' } })
  expect(worth).toEqual({ read: 'low' })
  expect(remarks).toContain('the group `nobody` is not at the server')
})

test('nothing is changed', async () => {
  const state = () => query(stage.url, 'select rolname, rolcanlogin from pg_roles order by 1')
  const before = await state()
  await survey()
  expect(await state()).toEqual(before)
})

test('a server that does not answer is told, without the password', async () => {
  const { worth, remarks } = await survey({ url: stage.settings.url.replace('local@', 'guess-it@') })
  expect(worth).toEqual({ read: 'low', dump: 'medium', migrate: 'high' })
  expect(remarks).toContain('The server was not read')
  expect(remarks).not.toContain('guess-it')
  expect((await survey({}, false)).remarks).toBe('')
})

async function standing(settings: object = {}) {
  const deployment = { connectors: { orders: { ...stage.settings, ...settings } } } as unknown as Deployment
  const fetch = () => Promise.reject(new TypeError('nobody is asked'))
  const { rights, unseen } = await createConnectorDesk({ deployment, fetch, now: () => new Date() }).standing('orders')
  return { rights: Object.fromEntries(rights.map(({ who, right }) => [who, right])), unseen }
}

test('login roles that can write for good are told, by what they can do, and those of grants are not', async () => {
  const grants = 'jit_abcdefghijklmnopqrstuvwxyz'
  await query(
    stage.url,
    `create role reads login in role app_reader; create role writes login in role app_writer; create role owns login in role app_owner;
     create role makes login createrole; create role nothing nologin in role app_writer;
     create role "${grants}" login in role app_writer`,
  )
  try {
    const { rights, unseen } = await standing()
    expect(unseen).toEqual([])
    expect(rights).toMatchObject({
      'the role writes': 'write',
      'the role owns': 'maintain',
      'the role makes': 'admin',
      'the role daypass': 'admin',
    })
    for (const none of ['reads', 'nothing', grants]) expect(rights).not.toHaveProperty([`the role ${none}`])
  } finally {
    await query(stage.url, `drop role reads, writes, owns, makes, nothing, "${grants}"`)
  }
})

test('a server that does not answer is told as not seen, without the password', async () => {
  const { rights, unseen } = await standing({ url: stage.settings.url.replace('local@', 'guess-it@') })
  expect(rights).toEqual({})
  expect(unseen.join()).toMatch(/^database \w+ \(orders\): /)
  expect(unseen.join()).not.toContain('guess-it')
})
