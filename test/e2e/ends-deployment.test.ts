import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../demo/github/free-port.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Held, holds, lives, operator, refused, renew } from './ends-play.ts'
import { ask, ended, govern, labelled, look } from './play.ts'

let stage: Stage
let otto: Stage['daypass']
let admin: string

/** Three resources of one application; what is given out for them comes by three connectors. */
const catalog = `resources:
${['orders-api', 'batch-api', 'trial-api']
  .map(
    (id) => `  - id: ${id}
    title: ${id}
    kind: api
    sensitivity: low
    connector: ${id}
    actions:
      read: { scope: "orders:read", max_duration: 1h }
`,
  )
  .join('')}`

const connector = (name: string, repository = '{repository}') => `  ${name}:
    type: token
    audience: {app}
    probe: {app}/whoami
    drill: off
    repositories: [${repository}]
`

beforeAll(async () => {
  const port = await freePort()
  admin = `http://127.0.0.1:${port}`
  stage = await stageHere({
    env: { DAYPASS_ADMIN_PORT: String(port) },
    files: { 'catalog/example.yml': catalog },
    deployment: `connectors:\n${['orders-api', 'batch-api', 'trial-api'].map((name) => connector(name)).join('')}`,
  })
  otto = await stage.equip('otto')
})
afterAll(() => stage?.stop())

const settings = (more: string) =>
  govern(stage, { '.github/daypass.yml': `issuer: "${stage.server.url}"\nticket: optional\n${more}` })

async function redeploy(connectors: string): Promise<void> {
  const file = join(stage.folder, 'daypass.config.yml')
  const before = await readFile(file, 'utf8')
  const repository = String(stage.github.repository.id)
  const after = connectors.replaceAll('{app}', stage.application.url).replaceAll('{repository}', repository)
  await writeFile(file, `connectors:\n${after}`)
  await stage.restart()
  expect(after).not.toBe(before)
}

async function revokeAll(headers: Record<string, string>) {
  const token = (await readFile(join(stage.folder, 'data', 'admin-token'), 'utf8')).trim()
  const sent = { authorization: `Bearer ${token}`, ...headers }
  const response = await fetch(`${admin}/revoke-all`, { method: 'POST', headers: sent })
  return { status: response.status, body: (await response.json()) as { revoked?: number } }
}

describe('quotas of the repository', () => {
  test('open requests of a person at a time: the first are served, in whatever order they are looked at', async () => {
    await settings('open_requests_per_person: 2\n')
    const all = []
    for (let count = 0; count < 4; count++) all.push(await ask(stage, 'otto'))
    const [first, second, third, fourth] = all
    if (!first || !second || !third || !fourth) throw new TypeError('four were asked for')
    for (const asked of [first, second]) await labelled(stage, asked, 'daypass:active')
    for (const asked of [third, fourth]) {
      const shown = await labelled(stage, asked, 'daypass:denied')
      expect(shown).toMatchObject({ open: false, labels: expect.arrayContaining(['outcome:denied']) })
      expect(shown.status).toMatch(/lets a person have 2 requests open at a time, and [23] of yours are\./)
      expect(shown.status).toContain('QUOTA_REACHED')
      expect(shown.status).not.toContain('AGE ENCRYPTED')
    }
    // Nobody else is counted with him, and one that is over makes room.
    const others = await ask(stage, 'rita')
    await stage.github.as('otto').comment(first.number, '/done')
    await ended(stage, first, 'done')
    const next = await ask(stage, 'otto')
    await Promise.all([labelled(stage, others, 'daypass:active'), labelled(stage, next, 'daypass:active')])
    expect(await look(stage, second)).toMatchObject({ open: true })
    for (const asked of [second, next]) await stage.github.as('otto').comment(asked.number, '/done')
    await stage.github.as('rita').comment(others.number, '/done')
    await Promise.all([second, next, others].map((asked) => ended(stage, asked, 'done')))
  })

  test('requests of a person a day', async () => {
    await settings('requests_per_person_per_day: 5\n')
    const denied = await ask(stage, 'otto')
    const shown = await labelled(stage, denied, 'daypass:denied')
    expect(shown.status).toContain('lets a person make 5 requests within 24 hours')
    const [held] = await Promise.all([holds(stage, 'rita', stage.daypass)])
    await stage.github.as('rita').comment(held.asked.number, '/done')
    await ended(stage, held.asked, 'done')
    await settings('')
  })
})

test('the kill switch ends every grant, and nothing else', async () => {
  const grants = await Promise.all([
    holds(stage, 'rita', stage.daypass),
    holds(stage, 'rita', stage.daypass, { resource: 'batch-api' }),
    holds(stage, 'otto', otto),
    holds(stage, 'otto', otto, { resource: 'trial-api' }),
  ])
  for (const headers of [{}, { 'x-daypass': 'yes' }]) expect(await revokeAll(headers)).toMatchObject({ status: 400 })
  const unsigned = { authorization: 'Bearer none', 'x-daypass': 'revoke-all' }
  expect(await revokeAll(unsigned)).toMatchObject({ status: 401 })
  for (const held of grants) await lives(stage, held)
  const lockdown = { id: 1, scope: { of: 'everything' }, why: 'revoke-all' }
  const all = { 'x-daypass': 'revoke-all' }
  expect(await revokeAll(all)).toMatchObject({ status: 200, body: { revoked: grants.length, lockdown } })
  for (const held of grants) expect(await renew(stage, held)).toEqual({ status: 400, error: 'invalid_grant' })
  await Promise.all(grants.map((held) => refused(stage, held)))
  for (const { asked } of grants) expect((await ended(stage, asked, 'revoked')).receipt).toContain('### Ended')
  expect(await revokeAll(all)).toMatchObject({ status: 200, body: { revoked: 0, lockdown } })
  // What would be approved a moment later waits, and goes on by itself when the lockdown is lifted.
  const waiting = await ask(stage, 'rita')
  const { status } = await labelled(stage, waiting, 'daypass:attention')
  expect(status).toContain('locked down all access (lockdown 1)')
  expect((await fetch(`${stage.server.url}/readyz`)).status).toBe(200)
  expect((await operator(stage, ['--list'])).stdout).toContain('everything: revoke-all')
  expect((await operator(stage, ['--lift', '1', '--why', 'the leak is closed'])).stdout).toContain('Lifted: lockdown 1')
  await labelled(stage, waiting, 'daypass:active')
  await stage.github.as('rita').comment(waiting.number, '/done')
  await ended(stage, waiting, 'done')
  expect((await stage.daypass('audit', 'verify', waiting.url)).code).toBe(0)
})

test('a lockdown of one resource keeps its grants from being renewed and extended, lets them be ended, and concerns no other', async () => {
  const [held, other] = await Promise.all([
    holds(stage, 'rita', stage.daypass),
    holds(stage, 'otto', otto, { resource: 'batch-api' }),
  ])
  expect((await operator(stage, ['--resource', 'orders-api', '--why', 'a drill'])).stdout).toContain(
    'resource orders-api (lockdown 2',
  )
  expect(await renew(stage, held)).toEqual({ status: 503, error: 'temporarily_unavailable' })
  expect(await stage.daypass('token', held.asked.url)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('[LOCKDOWN]'),
  })
  await stage.github.as('rita').comment(held.asked.number, '/extend 10m still open')
  await eventually('the answer to /extend', async () => {
    const { ours } = await look(stage, held.asked)
    return ours.some(({ body }) => body?.includes('locked down access to resource orders-api')) || undefined
  })
  await lives(stage, other)
  await stage.github.as('rita').comment(held.asked.number, '/done')
  await ended(stage, held.asked, 'done')
  await operator(stage, ['--lift', 'all', '--why', 'over'])
  await stage.github.as('otto').comment(other.asked.number, '/done')
  await ended(stage, other.asked, 'done')
})

test('a connector, or the repository in its list, is gone from the deployment', async () => {
  const [kept, dropped, closed] = (await Promise.all([
    holds(stage, 'rita', stage.daypass),
    holds(stage, 'otto', otto, { resource: 'batch-api', duration: '30s' }),
    holds(stage, 'otto', otto, { resource: 'trial-api' }),
  ])) as [Held, Held, Held]
  await redeploy(connector('orders-api') + connector('trial-api', '999999'))
  await Promise.all([refused(stage, dropped), refused(stage, closed)])
  await lives(stage, kept)
  expect((await ended(stage, closed.asked, 'void')).receipt).toContain('the deployment no longer serves it')
  await redeploy(connector('orders-api', '999999'))
  await refused(stage, kept)
  expect((await ended(stage, kept.asked, 'void')).receipt).toContain('the deployment no longer serves it')
  // Nobody can be asked any more whether this end took effect: the last token has to run out.
  expect((await ended(stage, dropped.asked, 'void')).receipt).toContain('the last token ran out')
})
