import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../demo/github/local-github.ts'
import { type Stage, setStage } from '../../demo/stage.ts'
import {
  type Asked,
  ask,
  callOrders,
  ended,
  labelled,
  look,
  lookedAgain,
  nextSecond,
  type Shown,
  shows,
  swept,
  tokenOf,
  unswept,
} from './play.ts'

let stage: Stage
/** otto's command line. rita asks once only, so that the calls about her can be counted. */
let otto: Stage['daypass']

beforeAll(async () => {
  stage = await setStage({ refresh: 1 })
  otto = await stage.equip('otto')
  await stage.equip('nora')
})
afterAll(() => stage?.stop())

/** Calls that one request causes: those about its issue and its requester. What requests share is left out. */
function causedBy(calls: readonly Call[], issue: number, comments: readonly number[], login: string, id: number) {
  const about = [
    new RegExp(`/issues/${issue}(?:[/?]|$)`),
    new RegExp(`/issues/comments/(?:${comments.join('|')})$`),
    new RegExp(`/(?:users|memberships|collaborators|members)/${login}(?:[/?]|$)`),
    new RegExp(`/user/${id}$`),
  ]
  return calls.filter(({ by, path }) => by === 'app' && about.some((pattern) => pattern.test(path)))
}

/** Everything that happens to a request that policy allows, looked at on the way. */
async function liveByItself(): Promise<Shown & Asked> {
  const { github } = stage
  const asked = await ask(stage, 'rita', { duration: '20s' })
  const active = await labelled(stage, asked, 'daypass:active')
  expect(active).toMatchObject({ title: 'orders-api · read · 20s', open: true })
  expect(active.labels.toSorted()).toEqual(['daypass:active', 'resource:orders-api', 'sensitivity:low'])
  expect(active.status).toContain('### Ready until')
  expect(active.status).toContain('BEGIN AGE ENCRYPTED FILE')

  const opened = await stage.daypass('open', asked.url, '--json')
  expect(opened.code, opened.stderr).toBe(0)
  expect(JSON.parse(opened.stdout)).toMatchObject({
    request: asked.url,
    resource: 'orders-api',
    scope: 'orders:read',
    audience: stage.application.url,
    recipient: { id: github.as('rita').id },
  })
  const [env, token, exec] = await Promise.all([
    stage.daypass('open', asked.url, '--env'),
    tokenOf(stage.daypass, asked),
    stage.daypass('exec', asked.url, '--', 'sh', '-c', 'echo $DAYPASS_TOKEN'),
  ])
  expect(env.stdout).toMatch(/^export DAYPASS_TOKEN='eyJ[\w.-]+'$/m)
  expect(exec.stdout).toMatch(/^eyJ[\w.-]+\n$/)
  for (const each of [token, exec.stdout.trim(), /DAYPASS_TOKEN='([^']+)'/.exec(env.stdout)?.[1] ?? '']) {
    expect(await callOrders(stage, each)).toMatchObject({ status: 200 })
  }

  const shown = await ended(stage, asked, 'expired')
  expect(shown.labels.toSorted()).toEqual([
    'daypass:ended',
    'outcome:expired',
    'resource:orders-api',
    'sensitivity:low',
  ])
  expect(shown.receipt).toContain('### Ended · expired')
  expect(shown.receipt).toContain('token refused by')
  expect(shown.ours).toHaveLength(2)
  expect(await callOrders(stage, token)).toMatchObject({ status: 401 })
  expect(await stage.daypass('token', asked.url)).toMatchObject({ code: 1, stdout: '' })
  return { ...shown, ...asked }
}

describe.concurrent('a request that policy allows', () => {
  test('lives from the issue to the receipt by itself', async () => {
    const { github } = stage
    // The sweep looks at open requests too; its calls are not this request's.
    await swept(stage)
    const { lived, calls } = await unswept(stage, liveByItself)
    const ids = lived.ours.map((comment) => comment.id)
    const caused = causedBy(calls, lived.number, ids, 'rita', github.as('rita').id)
    const list = caused.map(({ method, path, status }) => `${method} ${path} ${status}`).join('\n')
    expect(caused.length, `${caused.length} calls of the app, at most 10:\n${list}`).toBeLessThanOrEqual(10)
    expect(caused.length, 'the calls are counted at all').toBeGreaterThanOrEqual(6)
    const creations = caused.filter((call) => call.creation).length
    expect(creations, `${creations} creations, at most 2:\n${list}`).toBeLessThanOrEqual(2)
  })

  test('ends at `/done`, at the application too', async () => {
    const asked = await ask(stage, 'otto')
    await labelled(stage, asked, 'daypass:active')
    const token = await tokenOf(otto, asked)
    expect(await callOrders(stage, token)).toMatchObject({ status: 200 })
    await stage.github.as('otto').comment(asked.number, '/done\nthank you')
    const shown = await ended(stage, asked, 'done')
    expect(shown.receipt).toContain('### Ended · done')
    expect(await callOrders(stage, token)).toMatchObject({ status: 401 })
    expect((await otto('token', asked.url)).code).toBe(1)
  })

  test('ends when its requester closes the issue', async () => {
    const asked = await ask(stage, 'otto')
    await labelled(stage, asked, 'daypass:active')
    await stage.github.as('otto').closeIssue(asked.number)
    const shown = await ended(stage, asked, 'done')
    expect(shown.receipt).toContain('closed by the requester')
  })

  test('is ended by nobody else, by no edited comment, by no quoted command', async () => {
    const asked = await ask(stage, 'otto')
    await labelled(stage, asked, 'daypass:active')
    const person = stage.github.as('otto')
    const remark = await person.comment(asked.number, 'half way through')
    for (const [login, words] of [
      ['sam', '/done'],
      ['sam', '/cancel'],
      ['otto', '> /done'],
      ['otto', 'I shall say /done'],
      ['otto', '```\n/done\n```'],
    ] as const) {
      await lookedAgain(stage, asked, () => stage.github.as(login).comment(asked.number, words))
    }
    // GitHub's instants have whole seconds: within the same second an edit does not show as one.
    await nextSecond()
    await lookedAgain(stage, asked, () => person.editComment(remark.id, '/done'))
    await lookedAgain(stage, asked, () => stage.github.as('sam').comment(asked.number, 'still there?'))
    expect(await look(stage, asked)).toMatchObject({ open: true, labels: expect.arrayContaining(['daypass:active']) })
    expect(await callOrders(stage, await tokenOf(otto, asked))).toMatchObject({ status: 200 })
    await person.comment(asked.number, '/done')
    await ended(stage, asked, 'done')
  })

  test('goes on when somebody else closes the issue, which is opened again', async () => {
    const asked = await ask(stage, 'otto')
    await labelled(stage, asked, 'daypass:active')
    await stage.github.as('sam').closeIssue(asked.number)
    const closed = stage.github.deliveries.length
    await shows(stage, asked, 'the issue opened again', ({ open }) => open && stage.github.deliveries.length >= closed)
    expect(await look(stage, asked)).toMatchObject({ labels: expect.arrayContaining(['daypass:active']), receipt: '' })
  })

  test('does not end another one of the same person for the same thing', async () => {
    const [first, second] = [await ask(stage, 'otto'), await ask(stage, 'otto')]
    await Promise.all([labelled(stage, first, 'daypass:active'), labelled(stage, second, 'daypass:active')])
    const [gone, kept] = await Promise.all([tokenOf(otto, first), tokenOf(otto, second)])
    await stage.github.as('otto').comment(first.number, '/done')
    await ended(stage, first, 'done')
    expect(await callOrders(stage, gone)).toMatchObject({ status: 401 })
    expect(await callOrders(stage, kept)).toMatchObject({ status: 200 })
    expect(await callOrders(stage, await tokenOf(otto, second))).toMatchObject({ status: 200 })
  })

  test('ends when the credential is handed in at /oauth/revoke', async () => {
    const asked = await ask(stage, 'otto')
    await labelled(stage, asked, 'daypass:active')
    const { stdout } = await otto('open', asked.url, '--json')
    const { credential, access_token } = JSON.parse(stdout) as {
      credential: { refresh_token: string }
      access_token: string
    }
    const body = new URLSearchParams({ token: credential.refresh_token })
    const response = await fetch(`${stage.server.url}/oauth/revoke`, { method: 'POST', body })
    expect(response.status).toBe(200)
    await ended(stage, asked, 'revoked')
    expect(await callOrders(stage, access_token)).toMatchObject({ status: 401 })
  })
})

describe.concurrent('a request that policy does not simply allow', () => {
  test.each([
    ['of medium sensitivity', 'otto', { resource: 'billing-api' }, 1, 'sensitivity:medium'],
    ['of which one action is high', 'otto', { actions: 'read, write' }, 1, 'sensitivity:high'],
    [
      'that is critical',
      'otto',
      { resource: 'billing-api', actions: 'dump', ticket: 'INC-1' },
      3,
      'sensitivity:critical',
    ],
    ['by somebody outside the team', 'nora', {}, 1, 'sensitivity:low'],
  ] as const)('%s waits for reviewers', async (_, login, wish, votes, level) => {
    const asked = await ask(stage, login, wish)
    const shown = await labelled(stage, asked, 'daypass:pending')
    expect(shown.open).toBe(true)
    expect(shown.labels).toContain(level)
    expect(shown.status).toContain(`### Waiting for ${votes} approval`)
    expect(shown.status).toContain('the code owners')
    expect(shown.status).not.toContain('AGE ENCRYPTED')
  })

  test('is withdrawn by `/cancel` before it begins', async () => {
    const asked = await ask(stage, 'otto', { resource: 'billing-api' })
    await labelled(stage, asked, 'daypass:pending')
    await lookedAgain(stage, asked, () => stage.github.as('sam').comment(asked.number, '/cancel'))
    expect(await look(stage, asked)).toMatchObject({ open: true })
    await stage.github.as('otto').comment(asked.number, '/cancel')
    const shown = await ended(stage, asked, 'cancelled')
    expect(shown.status).toContain('### Cancelled before it began')
    expect(shown.receipt).toBe('')
  })

  test.each([
    ['from outside the organisation', 'mallory', {}, [/Only members of the organisation may ask for access\./]],
    ['for too long', 'otto', { duration: '9h' }, [/read\S* .*on .*orders-api\S* .*is limited to 8 h/, /8 h or less/]],
    ['critical and without a ticket', 'otto', { resource: 'billing-api', actions: 'dump' }, [/asks for a ticket/]],
  ] as const)('%s is denied in the words of the rule', async (_, login, wish, words) => {
    const asked = await ask(stage, login, wish)
    const shown = await labelled(stage, asked, 'daypass:denied')
    expect(shown).toMatchObject({ open: false, labels: expect.arrayContaining(['outcome:denied']), receipt: '' })
    for (const said of words) expect(shown.status).toMatch(said)
    expect(shown.status).not.toContain('AGE ENCRYPTED')
  })
})

test('the labels of states have colours and descriptions, and the one that asks for somebody stands out (github.F11)', async () => {
  const { owner, name } = stage.github.repository
  const { data } = await stage.github.as('rita').request('GET', `/repos/${owner}/${name}/labels?per_page=100`)
  const labels = data as { name: string; color: string; description: string | null }[]
  const states = labels.filter((label) => label.name.startsWith('daypass:'))
  expect(states).toHaveLength(6)
  for (const { color, description } of states) expect([color, description]).not.toContain('ededed')
  expect(states.find((label) => label.name === 'daypass:attention')).toMatchObject({
    color: 'b60205',
    description: expect.stringContaining('Somebody has to look'),
  })
})
