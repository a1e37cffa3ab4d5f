import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createConnectorDesk } from '../../../../src/compose/connector-desk.ts'
import { loadDeployment } from '../../../../src/config/deployment-file.ts'
import { createWorld } from '../world.ts'

const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const api = JSON.stringify({ openapi: '3.0.0', paths: { '/orders': { get: {}, delete: {} }, '/users': { get: {} } } })

/** A command line in a checkout with this catalog, beside this deployment file. */
async function inCheckout(catalog?: string, connectors = '') {
  const directory = mkdtempSync(join(tmpdir(), 'daypass-import-'))
  writeFileSync(join(directory, 'api.json'), api)
  mkdirSync(join(directory, 'catalog'))
  if (catalog !== undefined) writeFileSync(join(directory, 'catalog/all.yml'), catalog)
  const world = await createWorld()
  world.deps.connectorDesk = async () => {
    const text = `connectors:\n${connectors}`
    const { deployment } = loadDeployment('daypass.config.yml', () => text, { KEY: key })
    return createConnectorDesk({
      deployment,
      fetch: () => Promise.reject(new TypeError('nobody')),
      now: () => new Date(0),
    })
  }
  const run = (...args: string[]) => world.run('catalog', 'import', ...args, '--directory', directory)
  return { world, directory, run }
}

test('prints what is new of an API; written down and gone through, nothing is', async () => {
  const { world, directory, run } = await inCheckout()
  const openapi = ['openapi', join(directory, 'api.json'), '--connector', 'public-api', '--team', '@acme/orders']
  expect(await run(...openapi)).toBe(0)
  await expect(world.out).toMatchFileSnapshot('../../../golden/cli/catalog-import.yml')
  const printed = world.out
  expect(await run(...openapi, '--into', 'api.yml')).toBe(0)
  expect(readFileSync(join(directory, 'catalog/api.yml'), 'utf8')).toBe(printed)
  expect(await run(...openapi)).toBe(1)
  expect(world.err).toContain('nothing is new')
})

test('names actions that a resource of the catalog does not have', async () => {
  const known = `resources:\n  - { id: orders, title: Orders, kind: api, sensitivity: low, connector: a, actions: { read: { scope: x } } }\n`
  const { world, directory, run } = await inCheckout(known)
  expect(await run('openapi', join(directory, 'api.json'), '--connector', 'a', '--json')).toBe(0)
  expect(JSON.parse(world.out)).toMatchObject({
    resources: [{ id: 'users' }],
    actions: [{ resource: 'orders', names: ['delete'] }],
  })
})

const database =
  '  orders: { type: postgres, url: "postgres://daypass@localhost/orders", roles: { read: r, migrate: { group: o, mode: own } }, repositories: [1] }\n'
const lending =
  '  loans: { type: github, app_id: 1, private_key: "$' +
  '{KEY}", organisation: 9, roles: { join: { team: 5 }, push: { repository: 6, permission: push } }, repositories: [1] }\n'

test('takes the roles of a connector for what there is', async () => {
  const { world, run } = await inCheckout(undefined, database + lending)
  expect(await run('postgres', '--json', '--no-look')).toBe(0)
  expect(JSON.parse(world.out)).toMatchObject({
    connector: 'orders',
    resources: [
      {
        id: 'orders-db',
        kind: 'database',
        actions: { migrate: { sensitivity: 'high' }, read: { sensitivity: 'low' } },
      },
    ],
  })
  expect(await run('github', '--json', '--no-look'), world.err).toBe(0)
  expect(JSON.parse(world.out).resources.map(({ id }: { id: string }) => id)).toEqual([
    'loans-team-5',
    'loans-repository-6',
  ])
})

test.each([
  ['no file', ['openapi', '--connector', 'a'], 'Name the file'],
  ['no connector', ['openapi', 'x.json'], 'Name the connector'],
  ['a file that is not there', ['openapi', 'nowhere.json', '--connector', 'a'], 'cannot be read'],
  ['a file for a connector', ['postgres', 'x.json'], 'Only openapi is read from a file'],
  ['a kind that says nothing', ['token'], 'has no such connector'],
  ['no such kind', ['constructor'], 'There is no such kind'],
  ['a team that is none', ['openapi', 'x.json', '--connector', 'a', '--team', 'orders'], '@organisation/team'],
  ['a place elsewhere', ['openapi', 'x.json', '--connector', 'a', '--into', '../x.yml'], 'Name a file below catalog/'],
])('refuses %s', async (_, args, words) => {
  const { world, run } = await inCheckout(undefined, database)
  expect(await run(...args)).not.toBe(0)
  expect(world.err).toContain(words)
  expect(world.out).toBe('')
})
