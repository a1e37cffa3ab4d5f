import { describe, expect, it } from 'vitest'
import { lookAtReaders } from '../../../../src/cli/doctor/readers.ts'
import { Secret } from '../../../../src/core/secret.ts'
import type { Deployment } from '../../../../src/generated/deployment.ts'
import { createAdmin } from '../../../../src/http/admin.ts'
import { noLevels } from '../../../fakes/levels.ts'
import { createFakeLockdowns } from '../../../fakes/lockdowns.ts'
import { createHealth, now, ordersDb, repository } from './inspection-samples.ts'

type Options = { resources?: string[]; type?: string; asked?: number; of?: number; isRunning?: boolean }

/** What the doctor says where the gateway may read these, and has asked so many seconds ago. */
async function said({ resources = ['orders-db'], type = 'opa', asked, of = repository, isRunning = true }: Options) {
  const { looks } = createHealth()
  const readers = resources.length > 0 ? { gateway: { token: 'k'.repeat(32), resources } } : {}
  const deployment = {
    connectors: { orders: { type, repositories: [repository] } },
    ...(resources.length > 0 ? { bundles: [{ repository, readers }] } : {}),
  } as unknown as Deployment
  looks.configuration = () => ({ ...createHealth().looks.configuration(), deployment })
  const { metrics, open } = createAdmin(
    async () => noLevels,
    async () => ({ revoked: 0, lockdown: undefined }),
    createFakeLockdowns(),
    new Secret('-'),
  )
  const at = new Date(now.getTime() - (asked ?? 0) * 1000)
  const reader = { repository: of, name: 'gateway', resources }
  if (asked !== undefined) metrics.bundleAnswered(reader, 'unchanged', at)
  looks.metrics = async () => (isRunning ? (await open.request('/metrics')).text() : undefined)
  return (await lookAtReaders(looks, repository, [ordersDb])).map(({ state, message }) => `${state} ${message}`)
}

describe('what daypass doctor says of readers', () => {
  it.each<[string, Options, string[]]>([
    ['none is needed', { type: 'token', resources: [] }, []],
    [
      'none has what is granted',
      { resources: [] },
      ['wrong No reader lists `orders-db`, so that access to it is granted and has no effect anywhere.'],
    ],
    ['one asks', { asked: 12 }, ['well gateway asked for its bundle 12 s ago.']],
    ['one waits', { asked: 120 }, ['well gateway asked for its bundle 2 min ago.']],
    ['one has gone', { asked: 121 }, ['note gateway has not asked for its bundle for 2 min: it judges by what it had']],
    ['one never asked', {}, ['note gateway has not asked for its bundle since the server started.']],
    ['one of the same name asks for another repository', { asked: 3, of: 42 }, ['note gateway has not asked']],
    ['no server runs', { isRunning: false }, ['note Whether gateway asks for its bundle is not known']],
    [
      'one waits for what nobody grants',
      { resources: ['orders-db', 'order-db'], asked: 1 },
      ['note `order-db` stands at a reader, and no resource of that name', 'well gateway asked'],
    ],
  ])('%s', async (_, options, expected) => {
    expect(await said(options)).toEqual(expected.map((one) => expect.stringContaining(one)))
  })
})
