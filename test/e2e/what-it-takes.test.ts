import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../demo/github/free-port.ts'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'
import { ask, govern, labelled, shows } from './play.ts'

// The default library and the real engine: what a denial says that would help, and what `/explain` says besides.
let stage: Stage
let port: number

const catalog = `resources:
  - id: orders-api
    title: Orders
    kind: api
    sensitivity: low
    team: "@acme/orders"
    connector: orders-api
    actions:
      read: { scope: "orders:read" }
      write: { scope: "orders:write", sensitivity: medium }
      dump: { scope: "orders:dump", sensitivity: critical, max_duration: 30m }
`

beforeAll(async () => {
  port = await freePort()
  stage = await stageHere({
    env: { DAYPASS_ADMIN_PORT: String(port) },
    deployment:
      'connectors:\n  orders-api:\n    type: token\n    audience: {app}\n    probe: {app}/whoami\n    drill: off\n    repositories: [{repository}]\n',
    files: { 'catalog/example.yml': catalog, '.github/CODEOWNERS': '/requests/ @acme/owners\n' },
    github: {
      people: [
        { login: 'rita', teams: ['orders'], permission: 'write' },
        { login: 'otto', teams: ['owners', 'security'], permission: 'write' },
        { login: 'olga', teams: ['owners'], permission: 'write' },
      ],
      teams: ['orders', 'owners', 'security'],
      teamPermissions: { orders: 'write', owners: 'write', security: 'write' },
    },
  })
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

const explained = async (asked: { number: number; url: string }, words: string): Promise<string> => {
  await stage.github.as('rita').comment(asked.number, '/explain')
  const { ours } = await shows(stage, asked, `an explanation with «${words}»`, (shown) =>
    shown.ours.some(({ body }) => body?.startsWith('### Why') && body.includes(words)),
  )
  return ours.findLast(({ body }) => body?.startsWith('### Why'))?.body ?? ''
}

test('a denial says each way that would do, in the status and to whoever asks why; and what the rules of now say', async () => {
  const asked = await ask(stage, 'rita', { actions: 'read, dump', duration: '2h' })
  const { status } = await labelled(stage, asked, 'daypass:denied')
  const ways =
    'Open a new request that asks for it in one of these ways:\n\n- without `dump` · given at once\n- for 30 m, with a ticket · needs approval\n'
  expect(status).toContain(ways)
  const why = await explained(asked, 'with a ticket')
  expect(why).toContain(ways.trimEnd())
  expect(why).not.toContain('The rules have changed since')
  await govern(stage, { 'catalog/example.yml': catalog.replace('critical, max_duration: 30m', 'low') })
  expect(await explained(asked, 'The rules have changed since')).toMatch(
    /with a ticket · needs approval\n\nThat is what was decided\. The rules have changed since: today it would be given at once\.\n$/,
  )
})

test('what waits says who can still say yes, and how nobody would have to', async () => {
  const asked = await ask(stage, 'rita', { actions: 'read, write', duration: '1h' })
  await labelled(stage, asked, 'daypass:pending')
  const why = await explained(asked, 'nobody')
  expect(why).toMatch(
    /Still needed:\n\n- owners: 1 of the code owners · can say yes: (?:`olga`, `otto`|`otto`, `olga`)/,
  )
  expect(why).toMatch(/\n\nIt would need nobody's approval in a new request:\n\n- without `write`\n$/)
})

test('nothing of this counts as a decision', async () => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const counts = [...text.matchAll(/^daypass_decisions_total\{outcome="(\w+)"\} (\d+)$/gm)].map(([, ...found]) => found)
  expect(Object.fromEntries(counts)).toMatchObject({ deny: '1', review: '1' })
})
