import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createConnectorDesk } from '../../../../src/compose/connector-desk.ts'
import { loadDeployment } from '../../../../src/config/deployment-file.ts'
import { createWorld } from '../world.ts'

const nobody = () => Promise.reject(new TypeError('nobody is asked'))

/** A command line beside this deployment file. */
async function beside(connectors: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'daypass-connector-')), 'daypass.config.yml')
  writeFileSync(file, `connectors:\n${connectors}`)
  const env = { ADMIN: "postgres://day'pass:canary@db.acme.example/orders?sslmode=verify-full" }
  const world = await createWorld()
  world.deps.connectorDesk = async () => {
    const { deployment } = loadDeployment(file, () => `connectors:\n${connectors}`, env)
    return createConnectorDesk({ deployment, fetch: nobody, now: () => new Date(0) })
  }
  return world
}

const orders =
  '  orders: { type: postgres, url: "$' +
  '{ADMIN}", roles: { read: app_reader, migrate: { group: app_owner, mode: own }, dump: app_reader }, reassign_to: leftovers, repositories: [1] }\n'
const api = '  api: { type: token, audience: "https://api.acme.example", repositories: [1] }\n'

test('`daypass connector postgres --sql` prints what its server needs, without a secret', async () => {
  const world = await beside(orders + api)
  expect(await world.run('connector', 'postgres', '--sql')).toBe(0)
  await expect(world.out).toMatchFileSnapshot('../../../golden/cli/connector-postgres.sql')
  expect(world.out).not.toContain('canary')
})

test.each([
  ['nothing to print', orders, ['postgres'], 'Say what to print: --sql.'],
  ['a kind that needs nothing', api, ['token', '--sql'], 'There is nothing to set up'],
  ['a kind that there is not', api, ['constructor', '--sql'], 'There is no such kind of connector'],
  ['no such connector', api, ['postgres', '--sql'], 'has no such connector'],
  [
    'several',
    orders + orders.replace('orders:', 'billing:'),
    ['postgres', '--sql'],
    'Choose one by its name: orders, billing.',
  ],
  ['another name', orders, ['postgres', '--sql', '--name', 'billing'], 'has no such connector'],
])('and refuses %s', async (_, connectors, args, words) => {
  const world = await beside(connectors)
  expect(await world.run('connector', ...args)).toBe(2)
  expect(world.err).toContain(words)
  expect(world.out).toBe('')
})

test('`daypass doctor --connector` of a name that there is not', async () => {
  const world = await beside(orders + api)
  expect(await world.run('doctor', '--connector', 'billing')).not.toBe(0)
  expect(world.out + world.err).toContain('It has orders, api.')
})
