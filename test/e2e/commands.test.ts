import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../demo/github/local-github.ts'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'
import { type Held, holds, lives, refused, times } from './ends-play.ts'
import { type Asked, ask, ended, form, labelled, look, lookedAgain, nextSecond, type Shown, shows } from './play.ts'
import { approves, pullOf } from './review-play.ts'

/** rita asks, otto owns the resources, nora the organisation, sam neither; ida may ask and has no key. */
let stage: Stage
let rita: Stage['daypass']

const resource = (id: string, sensitivity: string, connector = id) => `  - id: ${id}
    title: ${id}
    kind: api
    sensitivity: ${sensitivity}
    team: "@acme/orders"
    connector: ${connector}
    actions:
      read: { scope: "orders:read", max_duration: 1h }
`
const catalog = `resources:\n${resource('orders-api', 'low')}${resource('billing-api', 'medium')}${resource('lost-api', 'low', 'nowhere')}`

const connector = (name: string) => `  ${name}:
    type: token
    audience: {app}
    probe: {app}/whoami
    drill: off
    repositories: [{repository}]
`

beforeAll(async () => {
  stage = await stageHere({
    deployment: `connectors:\n${connector('orders-api')}${connector('billing-api')}`,
    files: { 'catalog/example.yml': catalog, '.github/CODEOWNERS': '/requests/ @acme/owners\n' },
    github: {
      people: [
        { login: 'rita', teams: ['orders'], permission: 'write' },
        { login: 'ida', teams: ['orders'] },
        { login: 'otto', teams: ['owners'], permission: 'write' },
        { login: 'nora', owner: true },
        { login: 'sam', permission: 'write' },
      ],
      teams: ['orders', 'owners', 'security'],
      teamPermissions: { orders: 'write', owners: 'write' },
    },
  })
  rita = await stage.equip('rita')
})
afterAll(() => stage?.stop())

const as = (login: string): Person => (login === 'a bot' ? stage.github.bot() : stage.github.as(login))
const hold = (duration = '30m'): Promise<Held> => holds(stage, 'rita', rita, { duration })
const comment = (login: string, { number }: Asked, words: string) => as(login).comment(number, words)
const seenBy = (asked: Asked, login: string, words: string) =>
  lookedAgain(stage, asked, () => comment(login, asked, words))
/** Waits for an answer of Daypass that begins like this. */
const answered = (asked: Asked, heading: string): Promise<Shown> =>
  shows(stage, asked, `the answer «${heading}»`, ({ ours }) => times(ours, `### ${heading}`) > 0)

async function goesOn(held: Held): Promise<Shown> {
  await lives(stage, held)
  const shown = await look(stage, held.asked)
  expect(shown).toMatchObject({ open: true, receipt: '', labels: expect.arrayContaining(['daypass:active']) })
  return shown
}

describe.concurrent('a grant', () => {
  test.each([
    // Whoever may revoke is answered each time, anybody else once, and a program never.
    ['otto', ['/done', '/cancel', '/extend 10m more', '/retry'], 4],
    ['nora', ['/done', '/cancel', '/extend 10m more', '/retry'], 4],
    ['sam', ['/done', '/cancel', '/revoke because', '/extend 10m more', '/retry'], 1],
    ['a bot', ['/done', '/cancel', '/revoke because', '/extend 10m more', '/retry', '/explain', '/stop'], 0],
  ])('is not touched by what %s may not say', async (login, commands, answers) => {
    const held = await hold()
    for (const words of commands) await seenBy(held.asked, login, words)
    await shows(stage, held.asked, 'the answers', ({ ours }) => times(ours, '### Not yours to say') === answers)
    expect((await goesOn(held)).ours).toHaveLength(1 + answers)
  })

  test.each([
    ['rita', '/done', 'done', '### Ended · done'],
    ['rita', '/cancel\r\nI do not need it', 'done', '### Ended · done'],
    ['rita', '/revoke lost my laptop', 'revoked', 'revoked by the requester'],
    ['rita', 'Thanks!\n\n**/Done.**', 'done', '### Ended · done'],
    ['otto', ' /Revoke: token leaked', 'revoked', 'revoked by an owner'],
    ['otto', '/revoke off duty', 'revoked', 'revoked by an owner'],
    ['nora', '/revoke   @acme/security look at #1', 'revoked', 'revoked by an owner'],
  ])('ends when %s says %s', async (login, words, outcome, said) => {
    const held = await hold()
    await comment(login, held.asked, words)
    await refused(stage, held)
    const shown = await ended(stage, held.asked, outcome)
    expect(shown.receipt).toContain(said)
    expect(shown.ours).toHaveLength(2)
  })

  test('is not ended by talk about commands', async () => {
    const held = await hold()
    const talk = ['> /done', 'say /done', '<!--\n/done\n-->', '```\n/done\n```', '/usr/bin/done', 'done', '//done']
    for (const words of talk) await seenBy(held.asked, 'rita', words)
    expect((await goesOn(held)).ours).toHaveLength(1)
  })

  test('is not ended by a comment that becomes a command, whoever changes it', async () => {
    const held = await hold()
    const [first, second] = [await comment('rita', held.asked, 'one'), await comment('rita', held.asked, 'two')]
    // GitHub's instants have whole seconds: within the same second an edit does not show as one.
    await nextSecond()
    await lookedAgain(stage, held.asked, () => as('rita').editComment(first.id, '/done'))
    await lookedAgain(stage, held.asked, () => as('sam').editComment(second.id, '/done'))
    await seenBy(held.asked, 'sam', 'and now?')
    await goesOn(held)
  })

  test('is ended by a command that comes in the place of a comment', async () => {
    const held = await hold()
    const remark = await comment('rita', held.asked, 'half way through')
    await seenBy(held.asked, 'sam', 'good')
    // Both are known before Daypass looks: the number of comments is what it was.
    stage.github.faults.add(
      { by: 'app', method: 'GET', path: new RegExp(`/issues/${held.asked.number}$`), times: 2 },
      { status: 502 },
    )
    await as('rita').deleteComment(remark.id)
    await comment('rita', held.asked, '/done')
    await ended(stage, held.asked, 'done')
    await refused(stage, held)
  })

  test('answers what it does not understand, whoever has no say once, and shows nothing of it (field.D1)', async () => {
    const held = await hold()
    await comment('sam', held.asked, '/stop @acme/security <b>now</b>')
    await answered(held.asked, 'Unknown command `/stop`')
    for (const [login, words] of [
      ['rita', ' /Extend 10m more'],
      ['otto', '/lgtm'],
      ['sam', '/go'],
    ] as const)
      await seenBy(held.asked, login, words)
    await answered(held.asked, 'Not understood · `/extend`')
    const { ours } = await goesOn(held)
    expect(times(ours, '### Unknown command')).toBe(2)
    expect(times(ours, '@acme/security')).toBe(0)
  })

  test('of the same person and resource is not ended with another one', async () => {
    const [first, second] = [await hold(), await hold()]
    await comment('otto', first.asked, '/revoke twice')
    await ended(stage, first.asked, 'revoked')
    await refused(stage, first)
    await goesOn(second)
  })
})

describe.concurrent('what is over', () => {
  test.each([
    ['ended', {}, 'daypass:ended'],
    ['denied', { duration: '2h' }, 'daypass:denied'],
  ] as const)('accepts nothing, and says so: %s (people.U15)', async (_, wish, label) => {
    const asked = await ask(stage, 'rita', wish)
    if (label === 'daypass:ended') {
      await labelled(stage, asked, 'daypass:active')
      await comment('rita', asked, '/done')
    }
    const before = await labelled(stage, asked, label)
    expect(before.open).toBe(false)
    for (const words of ['/retry', '/extend 10m', '/revoke now', '/done', '/explain', '/nonsense'])
      await seenBy(asked, 'rita', words)
    await lookedAgain(stage, asked, () => as('rita').reopenIssue(asked.number))
    await shows(stage, asked, 'the issue closed again', ({ open }) => !open)
    const after = await look(stage, asked)
    expect(after.labels.toSorted()).toEqual(before.labels.toSorted())
    // What it said stands as it did; what was said to it since is answered, and not without end.
    expect(after.ours.slice(0, before.ours.length).map(({ body }) => body)).toEqual(before.ours.map(({ body }) => body))
    expect(times(after.ours, '### Over ·')).toBe(6)
    expect(times(after.ours, '### Why ·')).toBe(1)
  })
})

describe.concurrent('/explain', () => {
  test.each([
    ['invalid', 'rita', { duration: 'soon' }, 'daypass:invalid', 'it cannot be read as a request'],
    ['undecided', 'rita', { resource: 'lost-api' }, 'daypass:attention', 'it could not be decided'],
    ['pending', 'rita', { resource: 'billing-api' }, 'daypass:pending', 'Waiting for 1 approval'],
    ['waiting for a key', 'ida', {}, 'daypass:pending', 'it is granted as soon as there is a key'],
    ['active', 'rita', {}, 'daypass:active', 'access was given'],
  ] as const)('is answered to anybody where a request is %s', async (_, login, wish, label, words) => {
    const asked = await ask(stage, login, wish)
    await labelled(stage, asked, label)
    await comment('sam', asked, '/explain')
    await answered(asked, `Why · ${words}`)
  })

  test('is answered five times', async () => {
    const asked = await ask(stage, 'rita', { resource: 'billing-api' })
    await labelled(stage, asked, 'daypass:pending')
    const explained = (count: number) =>
      shows(stage, asked, `${count} explanations`, ({ ours }) => times(ours, '### Why') === count)
    for (let count = 1; count <= 5; count++) {
      await comment(count % 2 ? 'rita' : 'sam', asked, '/explain')
      await explained(count)
    }
    for (const login of ['rita', 'sam']) await seenBy(asked, login, '/explain')
    await seenBy(asked, 'otto', 'enough')
    await explained(5)
  })
})

describe.concurrent('before it begins', () => {
  test.each([
    ['rita', '/cancel', 'cancelled'],
    ['rita', '/done', 'cancelled'],
    ['otto', '/revoke not now', 'cancelled'],
  ])('%s takes it back with %s', async (login, words, outcome) => {
    const asked = await ask(stage, 'rita', { resource: 'billing-api' })
    const pull = await pullOf(stage, asked)
    await seenBy(asked, 'rita', '/extend 10m')
    await answered(asked, 'Not extended')
    await comment(login, asked, words)
    expect((await ended(stage, asked, outcome)).receipt).toBe('')
    expect((await as('rita').pull(pull)).state).toBe('closed')
  })

  test('a deleted issue takes its pull request along', async () => {
    const asked = await ask(stage, 'rita', { resource: 'billing-api' })
    const pull = await pullOf(stage, asked)
    await stage.github.deleteIssue(asked.number)
    await expect.poll(async () => (await as('rita').pull(pull)).state, { timeout: 90_000 }).toBe('closed')
  })

  test('a text by somebody else waits for `/retry`, which is the requester’s', async () => {
    const asked = await ask(stage, 'rita', { resource: 'billing-api' })
    await labelled(stage, asked, 'daypass:pending')
    await as('sam').editIssue(asked.number, { body: form({ resource: 'billing-api', reason: 'by sam' }) })
    await labelled(stage, asked, 'daypass:invalid')
    for (const login of ['sam', 'otto', 'nora']) await seenBy(asked, login, '/retry')
    expect((await look(stage, asked)).labels).toContain('daypass:invalid')
    await comment('rita', asked, '/retry')
    const shown = await labelled(stage, asked, 'daypass:pending')
    expect(shown.status).toContain('by sam')
  })
})

/** When the grant ends, as whoever renews its credential is told. */
async function endOf({ credential }: Held): Promise<number> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: credential })
  const response = await fetch(`${stage.server.url}/oauth/token`, { method: 'POST', body })
  return Date.parse(((await response.json()) as { daypass_grant_ends: string }).daypass_grant_ends)
}

describe.concurrent('/extend', () => {
  const minutes = (count: number) => count * 60_000

  test('moves the end where policy allows it, counted from the first start, up to its cap', async () => {
    const held = await hold('20m')
    const end = await endOf(held)
    await comment('rita', held.asked, '/extend 30m still open')
    await answered(held.asked, 'Extended · until')
    expect(await endOf(held)).toBe(end + minutes(30))
    await comment('rita', held.asked, '/extend 11m still open')
    const { ours, title } = await answered(held.asked, 'Not extended')
    expect(await endOf(held)).toBe(end + minutes(30))
    // What was asked for at first stays what it was (people.U6).
    expect(title).toBe('orders-api · read · 20m')
    // One credential, and it goes on.
    expect(times(ours, 'BEGIN AGE ENCRYPTED FILE')).toBe(1)
    await goesOn(held)
    await comment('rita', held.asked, '/done')
    await ended(stage, held.asked, 'done')
    await refused(stage, held)
  })

  test.each(['/extend', '/extend soon', '/extend 0m x', '/extend -5m', '/extend 999999d'])(
    'is answered where it cannot be read: %s',
    async (words) => {
      const held = await hold('20m')
      const end = await endOf(held)
      await comment('rita', held.asked, words)
      await answered(held.asked, 'Not extended')
      expect(await endOf(held)).toBe(end)
    },
  )

  test('waits for people where the resource does, and the old end stands until then', async () => {
    const asked = await ask(stage, 'rita', { resource: 'billing-api', duration: '20m' })
    const first = await pullOf(stage, asked)
    await approves(stage, 'otto', first)
    await labelled(stage, asked, 'daypass:active')
    const { stdout } = await rita('open', asked.url, '--json')
    const shown = JSON.parse(stdout) as { access_token: string; credential: { refresh_token: string } }
    const held = { asked, login: 'rita', token: shown.access_token, credential: shown.credential.refresh_token }
    const end = await endOf(held)
    await comment('rita', asked, '/extend 20m still open')
    const waits = await answered(asked, 'Extension to 40 m in all waits')
    const pull = Number(
      /in \*\*#(\d+)\*\*/.exec(waits.ours.find(({ body }) => body?.startsWith('### Extension'))?.body ?? '')?.[1],
    )
    expect(pull).not.toBe(first)
    await seenBy(asked, 'rita', '/extend 5m more')
    await answered(asked, 'Not extended')
    expect(await endOf(held)).toBe(end)
    await approves(stage, 'otto', pull)
    await answered(asked, 'Extended · until')
    expect(await endOf(held)).toBe(end + minutes(20))
    await comment('otto', asked, '/revoke enough')
    await ended(stage, asked, 'revoked')
    await refused(stage, held)
  })
})
