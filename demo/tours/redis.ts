import { createClient } from '@redis/client'
import { asShown, type Narrator } from '../narrator.ts'
import { noRedis, type RedisServer, startRedis } from '../redis/redis-server.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { eventually, labelled, requestBody } from './first-access.ts'

const catalog = `resources:
  - id: orders-cache
    title: Orders cache
    kind: database
    environment: staging
    sensitivity: low
    connector: orders-cache
    team: "@acme/orders"
    actions:
      read: { scope: orders-cache:read, max_duration: 8h }
`

const request = requestBody('30m', { resource: 'orders-cache', reason: 'incident 4711: which orders are stale?' })

/** A Redis with something in it, and what the stage needs for it. Throws where there is none. */
export async function openCache(): Promise<{ options: StageOptions; cache: RedisServer; close(): Promise<void> }> {
  if (noRedis !== undefined) throw new Error(noRedis)
  const cache = await startRedis()
  await cache.run('mset', 'orders:1', 'stale', 'orders:2', 'fresh', 'users:1', 'rita')
  const deployment = `connectors:
  orders-cache:
    type: redis
    urls: ["redis://default:\${CACHE_PASSWORD}@127.0.0.1:${cache.port}"]
    roles:
      read: { keys: ["orders:*"], commands: ["+@read", "+blpop"] }
    repositories: [{repository}]
    drill: off
`
  const options = { deployment, env: { CACHE_PASSWORD: cache.password }, files: { 'catalog/example.yml': catalog } }
  return { options, cache, close: cache.stop }
}

/** A user of its own in a real Redis, used by stock redis-cli, and cut. */
export async function redis(stage: Stage, say: Narrator, cache: RedisServer): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')

  const issue = await say.step('rita asks for the cache: orders-cache, read, 30m', async () => {
    const opened = await rita.openIssue({ title: 'Access to orders-cache', body: request })
    await labelled(stage, opened.number, 'daypass:active')
    return opened
  })

  await say.step('In Redis she is a user of her own; its last rule gives no right and says whose it is', async () => {
    const lines = (await cache.run('acl', 'list')) as string[]
    say.quote(lines.find((line) => line.startsWith('user jit_')) ?? '')
  })

  await say.step('She uses stock redis-cli: `daypass exec <issue> -- sh -c …`', async () => {
    for (const [command, expected] of [
      ['get orders:1', 'stale'],
      ['get users:1', 'NOPERM'],
      ['set orders:1 fresh', 'NOPERM'],
    ] as const) {
      const line = `redis-cli -h "$REDIS_HOST" -p "$REDIS_PORT" --user "$REDIS_USER" ${command}`
      const answer = await stage.daypass('exec', issue.url, '--', 'sh', '-c', line)
      const text = `${answer.stdout}${answer.stderr}`.trim()
      if (!text.includes(expected)) throw new Error(`${command} was to say ${expected} and said ${text}`)
      say.quote(text, command)
    }
  })

  const uri = await uriOf(stage, issue.url)
  const inside = await say.step('She leaves a connection open that waits for an order', async () => {
    const client = createClient({ RESP: 2, url: uri, socket: { reconnectStrategy: false } })
    client.on('error', () => undefined)
    await client.connect()
    const ended = client.sendCommand(['blpop', 'orders:new', '0']).then(
      () => 'answered',
      () => 'cut',
    )
    // Not awaited here: it waits until it is cut.
    return { ended }
  })

  await say.step(
    'rita comments `/done`: the connection is cut, and the end proved by a login that is refused',
    async () => {
      await rita.comment(issue.number, '/done')
      const receipt = await eventually('the receipt', async () =>
        (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
      )
      say.quote(asShown(receipt.body ?? ''), `${receipt.user?.login} commented:`)
      for (const part of ['a connection cut', 'its login was refused'])
        if (!receipt.body?.includes(part)) throw new Error(`the receipt does not say «${part}»`)
    },
  )

  await say.step('Nothing works any more, and nothing is left in the server', async () => {
    if ((await inside.ended) !== 'cut') throw new Error('the open connection was not cut')
    const client = createClient({ RESP: 2, url: uri, socket: { reconnectStrategy: false } })
    client.on('error', () => undefined)
    const answer = await client.connect().then(
      () => 'let in',
      (error: Error) => error.message,
    )
    if (!answer.startsWith('WRONGPASS')) throw new Error(`the login was to be refused: ${answer}`)
    say.quote(answer, 'her login:')
    const users = (await cache.run('acl', 'users')) as string[]
    if (users.length !== 1) throw new Error('a user is left in the server')
  })
}

async function uriOf(stage: Stage, url: string): Promise<string> {
  const answer = await stage.daypass('open', url, '--json')
  if (answer.code !== 0) throw new Error(`daypass open ended with ${answer.code}: ${answer.stderr}`)
  return (JSON.parse(answer.stdout) as { credential: { uri: string } }).credential.uri
}
