import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noRedis, type RedisServer } from '../../demo/redis/redis-server.ts'
import { roleName } from '../../src/connectors/role-name.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant } from '../../src/core/record.ts'
import type { Connector } from '../../src/ports/connector.ts'
import { testClock } from '../open-test-store.ts'
import {
  connectorsOf,
  emptied,
  logIn,
  type RedisStage,
  repository,
  stageRedis,
  startRedis,
  store,
  urlOf,
} from './redis-world.ts'

// That it is missing is said by connector-redis.test.ts.
describe.skipIf(noRedis !== undefined)('Redis', () => {
  let stage: RedisStage
  let second: RedisServer
  beforeAll(async () => {
    stage = await stageRedis()
    second = await startRedis()
  })
  afterAll(async () => {
    await stage?.breakable.close()
    await stage?.server.stop()
    await second?.stop()
  })

  beforeEach(() => Promise.all([emptied(stage.server), emptied(second)]))

  // Redis has no clock that anything hangs on.
  const at = testClock().now()
  const grantOf = (...actions: string[]): Grant => ({
    ...{ id: randomBytes(16).toString('base64url'), connector: 'orders', connectorType: 'redis', resource: 'cache' },
    ...{ audience: 'redis://x', scope: 'x', actions, requester: 42, digest: 'd'.repeat(64), policy: 'e'.repeat(64) },
    ...{ requestUrl: 'https://github.test/a/b/issues/1', begins: at, ends: addSeconds(at, 3600) },
  })
  const begun = async (connector: Connector, ...actions: string[]) => {
    const grant = grantOf(...actions)
    const credential = (await connector.begin(grant, {}))?.reveal()
    const client = await logIn(credential)
    if (!client) throw new Error('it lets nobody in')
    const run = (...command: string[]) =>
      client.sendCommand(command).then(
        (answer) => ({ answer }),
        (error: Error) => ({ refused: error.message.split(' ')[0] }),
      )
    return { grant, credential, client, run }
  }
  const one = () => connectorsOf(stage.settings).connector()

  test('gives each action its commands on its keys, and no mix of two', async () => {
    const { run, client } = await begun(one(), 'read', 'write')
    const tried = [
      ['get', 'orders:1'],
      ['set', 'orders:1', 'x'],
      ['set', 'carts:1', 'x'],
      ['get', 'carts:1'],
      ['set', 'users:1', 'x'],
      ['get', 'users:1'],
      ['publish', 'orders.new', 'x'],
      ['flushall'],
    ]
    const found = await Promise.all(tried.map(async (command) => ('refused' in (await run(...command)) ? 'no' : 'yes')))
    expect(found).toEqual(['yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no'])
    client.destroy()
  })

  test('gives a canary nothing but the way in', async () => {
    const { run, client } = await begun(one())
    expect(await run('ping')).toEqual({ answer: 'PONG' })
    for (const command of [['get', 'orders:1'], ['keys', '*'], ['dbsize'], ['info']])
      expect(await run(...command)).toEqual({ refused: 'NOPERM' })
    client.destroy()
  })

  // Whoever could do these could stay, make users, or show another's marker.
  test.each([
    ['acl', 'setuser', 'mallory', 'on', 'nopass', '+@all'],
    ['acl', 'setuser', 'jit_self', '(~daypass:v1:x:y:z -@all)'],
    ['acl', 'list'],
    ['acl', 'getuser', 'default'],
    ['acl', 'save'],
    ['acl', 'load'],
    ['config', 'set', 'requirepass', 'x'],
    ['config', 'rewrite'],
    ['client', 'list'],
    ['client', 'kill', 'type', 'normal'],
    ['client', 'pause', '100000'],
    ['client', 'no-evict', 'on'],
    ['debug', 'sleep', '0'],
    ['module', 'list'],
    ['monitor'],
    ['replicaof', '127.0.0.1', '1'],
    ['save'],
    ['shutdown'],
    ['eval', "return redis.call('acl', 'list')", '0'],
  ])('lets no user with every command run %s %s', async (...command) => {
    const { run, client } = await begun(one(), 'anything')
    expect(await run('get', 'x')).not.toHaveProperty('refused')
    expect(await run(...command)).toHaveProperty('refused')
    client.destroy()
  })

  test('cuts whoever is inside, whatever they wait for, and lets them in no more', async () => {
    const connector = one()
    const { grant, credential, client } = await begun(connector, 'anything', 'listen')
    const others = await Promise.all([logIn(credential), logIn(credential), logIn(credential)])
    const [blocked, subscribed, queueing] = others
    const cut = Promise.allSettled([
      blocked?.sendCommand(['blpop', 'nothing', '0']),
      new Promise((_, fail) => void subscribed?.on('error', fail)),
      new Promise((_, fail) => void queueing?.on('error', fail)),
    ])
    await subscribed?.subscribe('orders.new', () => undefined)
    await queueing?.sendCommand(['multi'])
    await queueing?.sendCommand(['set', 'x', 'y'])
    expect(await connector.end(grant, {}, at)).toMatchObject({ cut: '4 connections' })
    expect((await cut).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(client.sendCommand(['ping'])).rejects.toThrow()
    expect(await logIn(credential)).toBeUndefined()
    expect(await stage.server.run('get', 'x')).toBeNull()
  })

  test('hammered with logins while it ends: nobody is inside afterwards', async () => {
    const connector = one()
    const { grant, credential, client } = await begun(connector, 'read')
    client.destroy()
    let over = false
    const hammer = async () => {
      while (!over) (await logIn(credential).catch(() => undefined))?.on('error', () => undefined)
    }
    const hammers = Array.from({ length: 10 }, hammer)
    await connector.end(grant, {}, at)
    const name = roleName(grant.id)
    expect(await stage.server.run('client', 'list')).not.toContain(`user=${name}`)
    over = true
    await Promise.all(hammers)
    expect(await stage.server.run('client', 'list')).not.toContain(`user=${name}`)
    expect(await connector.probe(grant, {}, at)).toMatchObject({ proved: true, proof: { how: 'refused' } })
  })

  test('is at every node, and ends at those that answer; proved when it has at all', async () => {
    const settings = { ...stage.settings, urls: [urlOf(stage.breakable.port), urlOf(second.port)] }
    const connector = connectorsOf(settings).connector()
    const { grant, credential, client } = await begun(connector, 'read')
    client.destroy()
    if (credential?.type !== 'redis') throw new Error('another credential')
    const there = { ...credential, port: second.port }
    const inSecond = async () => {
      const client = await logIn(there)
      client?.destroy()
      return client !== undefined
    }
    expect(await inSecond()).toBe(true)
    expect(await connector.drill?.use(grant, undefined, at)).toMatchObject({ control: 'let-in' })
    const mended = stage.breakable.fails('down')
    await expect(connector.end(grant, {}, at)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    expect(await inSecond()).toBe(false)
    await expect(connector.probe(grant, {}, at)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    mended()
    expect(await connector.probe(grant, {}, at)).toMatchObject({ proved: false })
    await connector.end(grant, {}, at)
    expect(await connector.probe(grant, {}, at)).toMatchObject({ proved: true })
    // One that comes back at one node alone is found.
    const again = await begun(connector, 'read')
    again.client.destroy()
    await stage.server.run('acl', 'deluser', roleName(again.grant.id))
    const found = []
    for await (const marked of connector.listOurs?.() ?? []) found.push(marked)
    expect(found).toEqual([{ grant: again.grant.id, store }])
    expect(await connector.drill?.use(again.grant, undefined, at)).toMatchObject({ control: 'kept-out' })
    await connector.end(again.grant, {}, at)
  })

  test('is no lease of another connector, nor one by a name or a marker that does not fit', async () => {
    const { run } = stage.server
    const [a, b, c] = [grantOf(), grantOf(), grantOf()]
    const marker = (grant: Grant, connector = 'orders') => `(~daypass:v1:${store}:${connector}:${grant.id} -@all)`
    await run('acl', 'setuser', roleName(a.id), marker(a, 'other'))
    await run('acl', 'setuser', 'somebody', marker(b))
    await run('acl', 'setuser', roleName(c.id), `~daypass:v1:${store}:orders:${c.id}`)
    const found = []
    for await (const marked of one().listOurs?.() ?? []) found.push(marked)
    expect(found).toEqual([])
    for (const name of [roleName(a.id), 'somebody', roleName(c.id)]) await run('acl', 'deluser', name)
  })

  test('is not proved to have ended while the user is there with another password, and nobody gets in by a probe’s', async () => {
    const connector = one()
    const { grant, client } = await begun(connector, 'read')
    client.destroy()
    const name = roleName(grant.id)
    await stage.server.run('acl', 'setuser', name, 'resetpass', '>another')
    expect(await connector.probe(grant, {}, at)).toMatchObject({
      proved: false,
      why: expect.stringContaining('still has the user'),
    })
    await stage.server.run('acl', 'setuser', name, 'off')
    expect(await connector.probe(grant, {}, at)).toMatchObject({ proved: false })
    await connector.end(grant, {}, at)
    expect(await connector.probe(grant, {}, at)).toMatchObject({ proved: true })
  })

  test('says how it is: well, with a login that may too little, with a wrong password, and where there is none', async () => {
    const { run, port } = { run: stage.server.run, port: stage.server.port }
    const healthOf = (url: string) =>
      connectorsOf({ ...stage.settings, urls: [url] })
        .connector()
        .health()
    expect(await healthOf(urlOf(port))).toMatchObject([{ state: 'well' }])
    await run('acl', 'setuser', 'little', 'on', '>little', '+info', '+acl', '-acl|deluser', '+client|kill')
    expect(await healthOf(`redis://little:little@127.0.0.1:${port}`)).toMatchObject([
      { state: 'wrong', message: expect.stringContaining('NOPERM') },
    ])
    expect(await healthOf(`redis://little:other@127.0.0.1:${port}`)).toMatchObject([
      { state: 'wrong', message: expect.stringContaining('WRONGPASS') },
    ])
    expect(await healthOf('redis://daypass:other@127.0.0.1:1')).toMatchObject([{ state: 'wrong' }])
  })

  test('says which rule of the deployment file Redis does not take, and begins nothing by it', async () => {
    const roles = { read: { keys: ['orders:*'], commands: ['+@nothing'] } }
    const connector = connectorsOf({ ...stage.settings, roles }).connector()
    const grant = grantOf('read')
    await expect(connector.begin(grant, {})).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      message: expect.stringContaining('+@nothing'),
    })
    expect(await stage.server.run('acl', 'getuser', roleName(grant.id))).toBeNull()
    expect(connector.check({ read: { scope: 'x' }, other: { scope: 'x' } }, 'low')).toMatchObject([
      { where: 'actions.other' },
    ])
    await expect(connector.begin(grantOf('other'), {})).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    expect(connectorsOf(stage.settings).registry().enrolled(repository)).toBe(true)
  })
})
