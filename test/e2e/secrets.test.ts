import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../demo/command-line.ts'
import { runInProcess } from '../../demo/in-process.ts'
import { deployment, type Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, ended, labelled, look } from './play.ts'

// Credentials delivered into secrets of GitHub Actions by a second app; a job finds what the gateway opens with its private key.
let stage: Stage

const resource = (id: string) => `  - id: ${id}
    title: ${id}
    kind: api
    sensitivity: low
    team: "@acme/orders"
    connector: ${id}
    actions:
      read: { scope: orders:read, max_duration: 8h }
`

const connector = (id: string, environment = '') => `  ${id}:
    type: token
    audience: {app}
    probe: {app}/whoami
    deliver_to: { github: lending, repository: {repository:shop}, secret: ORDERS_ACCESS${environment} }
    repositories: [{repository}]
    drill: off
`

beforeAll(async () => {
  stage = await stageHere({
    deployment: `${deployment}
${connector('shop-orders')}
${connector('shop-production', ', environment: production')}
  lending:
    type: github
    app_id: {lending-app}
    private_key: "\${LENDING_KEY}"
    organisation: {organisation}
    secrets: [{repository:shop}]
    repositories: [{repository}]
`,
    files: { 'catalog/example.yml': `resources:\n${resource('shop-orders')}${resource('shop-production')}` },
    github: {
      repositories: ['shop'],
      teams: ['orders'],
      people: [
        { login: 'rita', teams: ['orders'], permission: 'write' },
        { login: 'otto', teams: ['orders'], permission: 'write' },
      ],
    },
  })
  await stage.github.secrets.makeEnvironment('shop', 'production')
})
afterAll(() => stage?.stop())

const value = (environment?: string) => stage.github.secrets.valueFor('shop', 'ORDERS_ACCESS', environment)
const done = (number: number, login = 'rita') => stage.github.as(login).comment(number, '/done')

/** The sentence of the receipt about the secret, once there is one that begins so. */
const toldOf = (asked: Asked, words: string) =>
  eventually(`the receipt with ${words}`, async () => {
    const { receipt } = await look(stage, asked)
    return receipt.includes(words) ? receipt : undefined
  })

describe('a credential that goes into a secret', () => {
  test('needs no key, is used by a job, and is taken away at the end; the receipt says so', async () => {
    const asked = await ask(stage, 'rita', { resource: 'shop-orders', actions: 'read' })
    const shown = await labelled(stage, asked, 'daypass:active')
    expect(shown.ours.some(({ body }) => body?.includes('BEGIN AGE'))).toBe(false)
    expect(shown.status).toMatch(/lies in the secret `ORDERS_ACCESS` of `acme\/shop`: workflows there use it/)
    expect(shown.status).toMatch(/\| Goes to \| the secret `ORDERS_ACCESS` of `acme\/shop`: whoever can run a workflow/)
    const job = { DAYPASS_CREDENTIAL: (await value()) ?? '' }
    expect(job.DAYPASS_CREDENTIAL).toMatch(/^dpc1_[\w-]+$/)
    const token = await runInProcess(['token'], job)
    expect(token.code).toBe(0)
    const authorization = `Bearer ${token.stdout.trim()}`
    expect((await fetch(`${stage.application.url}/orders`, { headers: { authorization } })).status).toBe(200)
    const program =
      'console.log(process.env.DAYPASS_RESOURCE, process.env.DAYPASS_TOKEN !== undefined, process.env.DAYPASS_CREDENTIAL)'
    const ran = await run(['exec', '--', process.execPath, '-e', program], job)
    expect(ran).toMatchObject({ code: 0, stdout: 'shop-orders true undefined\n' })
    const opened = await stage.daypass('open', asked.url)
    expect(opened.code).not.toBe(0)
    expect(opened.stderr).toMatch(/goes into the secret ORDERS_ACCESS of acme\/shop/)
    await done(asked.number)
    await ended(stage, asked, 'done')
    const receipt = await toldOf(asked, 'was removed at')
    expect(receipt).toMatch(/the secret `ORDERS_ACCESS` of `acme\/shop` was removed at/)
    expect(receipt).toContain('secret-cleared')
    expect(await value()).toBeUndefined()
    expect(await runInProcess(['token'], job)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('GRANT_ENDED'),
    })
    const empty = await runInProcess(['token'], { DAYPASS_CREDENTIAL: '' })
    expect(empty.stderr).toContain('NOTHING_TO_OPEN')
  })

  test('waits while another has the secret, and goes on when that is cleared', async () => {
    const first = await ask(stage, 'rita', { resource: 'shop-orders', actions: 'read', duration: '31m' })
    await labelled(stage, first, 'daypass:active')
    const kept = await value()
    const second = await ask(stage, 'otto', { resource: 'shop-orders', actions: 'read' })
    const waits = await eventually('the second to wait', async () => {
      const { status } = await look(stage, second)
      return status.includes('SECRET_TAKEN') ? status : undefined
    })
    expect(waits).toContain(first.url)
    expect(await value()).toBe(kept)
    await done(first.number)
    await toldOf(first, 'was removed at')
    await stage.github.as('otto').comment(second.number, '/retry')
    await labelled(stage, second, 'daypass:active')
    expect(await value()).not.toBe(kept)
    await done(second.number, 'otto')
    await toldOf(second, 'was removed at')
  })

  test('never writes over what it has not put there', async () => {
    await stage.github.secrets.write('shop', 'ORDERS_ACCESS', 'somebody`s', 'production')
    const asked = await ask(stage, 'rita', { resource: 'shop-production', actions: 'read' })
    await eventually('the request to say so', async () =>
      (await look(stage, asked)).status.includes('SECRET_FOREIGN') ? true : undefined,
    )
    expect(await value('production')).toBe('somebody`s')
    await stage.github.secrets.remove('shop', 'ORDERS_ACCESS', 'production')
    await labelled(stage, asked, 'daypass:active')
    expect(await value('production')).toMatch(/^dpc1_/)
    expect(await value()).toBeUndefined()
    // What comes within two seconds of it cannot be told from it.
    const later = new Date(Date.now() + 5000)
    await stage.github.secrets.write('shop', 'ORDERS_ACCESS', 'somebody`s', 'production', later)
    await done(asked.number)
    await toldOf(asked, 'was left: somebody has put another value there since')
    expect(await value('production')).toBe('somebody`s')
    await stage.github.secrets.remove('shop', 'ORDERS_ACCESS', 'production')
  })

  test('holds no end up: GitHub may be away', async () => {
    const asked = await ask(stage, 'rita', { resource: 'shop-orders', actions: 'read', duration: '32m' })
    await labelled(stage, asked, 'daypass:active')
    const job = { DAYPASS_CREDENTIAL: (await value()) ?? '' }
    stage.github.faults.add({ path: /\/actions\/secrets\// }, { status: 502 })
    try {
      await done(asked.number)
      const { receipt } = await ended(stage, asked, 'done')
      expect(receipt).toContain('is being removed')
      expect(await runInProcess(['token'], job)).toMatchObject({ code: 1 })
      expect(await value()).toBe(job.DAYPASS_CREDENTIAL)
    } finally {
      stage.github.faults.clear()
    }
    await toldOf(asked, 'was removed at')
    expect(await value()).toBeUndefined()
  })

  test('is seen by the doctor: permission, repository, environment', async () => {
    const doctor = (name: string) => runInProcess(['doctor', '--connector', name], stage.env)
    expect((await doctor('shop-orders')).stdout).toContain('It delivers into the secret ORDERS_ACCESS of acme/shop')
    stage.github.secrets.dropEnvironment('shop', 'production')
    const gone = await doctor('shop-production')
    expect(`${gone.stdout}${gone.stderr}`).toContain('There is no environment production in acme/shop')
    expect(gone.code).toBe(1)
  })
})
