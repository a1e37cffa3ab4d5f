import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { type Asked, ask, ended, form, govern, labelled, look, type Shown, shows } from './play.ts'
import { approves, branchGone, counted, fileOf, ledger, stageFor } from './review-play.ts'

// Access in an emergency, and the review that is owed for it: one after the other, since each begins with what the last one left owing.
let stage: Stage
let third: Asked
const teams = ['orders', 'on-call', 'security']
const write = { permission: 'write' as const }

beforeAll(async () => {
  stage = await stageFor(
    { 'orders-api': { owners: '@acme/orders' } },
    {
      github: {
        teams,
        teamPermissions: Object.fromEntries(teams.map((team) => [team, 'write' as const])),
        people: [
          { login: 'rita', teams: ['orders', 'on-call'], ...write },
          { login: 'otto', teams: ['orders'], ...write },
          { login: 'sam', teams: ['security'], ...write },
          { login: 'eve', ...write },
        ],
      },
    },
  )
  await stage.equip('rita')
  const glass = {
    team: '@acme/on-call',
    level: 'high',
    max_duration: '1h',
    review_within: '24h',
    tell: ['@acme/security'],
  }
  await govern(stage, {
    '.github/daypass.yml': `issuer: "${stage.env.PUBLIC_URL}"\nticket: optional\nurgency: optional\n`,
    'policies/data.json': JSON.stringify({ daypass_settings: { security_team: 'security', break_glass: glass } }),
  })
})
afterAll(() => stage?.stop())

const emergency = (login = 'rita'): Promise<Asked> =>
  ask(stage, login, `${form({ resource: 'orders-api' })}\n### Urgency\n\nemergency\n`)

const pullIn = ({ status }: Shown): number => Number(/has to review it in \*\*#(\d+)\*\*/.exec(status)?.[1] ?? 0)

/** Waits for the pull request in which what was given is reviewed; `not`: another than that. */
async function reviewOf(asked: Asked, not?: number): Promise<number> {
  return pullIn(await shows(stage, asked, 'its review', (shown) => ![0, not].includes(pullIn(shown))))
}

const trailOf = ({ status }: Shown): string[] =>
  [...status.matchAll(/"kind":"([a-z-]+)"/g)].map(([, kind = '']) => kind)

test('an emergency: given at once, told loudly, owed until it is reviewed by an owner, whatever became of the access', async () => {
  const asked = await emergency()
  const active = await labelled(stage, asked, 'daypass:active')
  expect(active.status).toContain('**Given in an emergency, before anybody said yes.** For @acme/security')
  const pull = await reviewOf(asked)
  expect((await stage.github.as('rita').pull(pull)).title).toContain(`Review #${asked.number}`)

  // More time is nobody's emergency.
  await stage.github.as('rita').comment(asked.number, '/extend 10m still broken')
  await shows(stage, asked, 'no more time', ({ ours }) =>
    ours.some(({ body }) => body?.includes('a code owner reviews it first. See #')),
  )

  await stage.github.as('rita').comment(asked.number, '/done')
  const over = await ended(stage, asked, 'done')
  expect(over.receipt).toContain(`given in an emergency, to be reviewed in #${pull} until`)
  expect((await stage.github.as('rita').pull(pull)).state).toBe('open')

  const second = await emergency()
  const denied = await labelled(stage, second, 'daypass:denied')
  expect(denied.status).toContain(`What was given in the emergency of issue ${asked.number} has to be reviewed first`)
  expect(denied.status).toContain(`Reviews that are owed: #${asked.number}.`)

  // Nobody pays it but an owner, who is not the requester.
  for (const login of ['rita', 'eve', 'sam']) {
    const said = () =>
      stage.github
        .as(login)
        .review(pull, 'APPROVE')
        .catch(() => undefined)
    if (login === 'rita') await said()
    else await counted(stage, pull, said)
  }
  expect((await stage.github.as('rita').pull(pull)).merged).toBe(false)
  expect(trailOf(await look(stage, asked))).not.toContain('debt-paid')

  // Closing it pays nothing: it is opened again.
  await stage.github.as('otto').closePull(pull)
  const next = await reviewOf(asked, pull)
  expect(trailOf(await look(stage, asked))).not.toContain('debt-paid')
  await labelled(stage, await emergency(), 'daypass:denied')

  await approves(stage, 'otto', next)
  const paid = await shows(stage, asked, 'the review', ({ status }) => status.includes('reviewed afterwards by `otto`'))
  expect(paid).toMatchObject({ open: false, labels: expect.arrayContaining(['daypass:ended', 'outcome:done']) })
  expect(trailOf(paid)).toEqual(expect.arrayContaining(['break-glass', 'granted', 'ended', 'debt-paid']))
  expect((await stage.github.as('rita').pull(next)).merged).toBe(true)
  await branchGone(stage, `daypass/${asked.number}`)
  expect(await ledger(stage, 'orders-api')).toHaveLength(1)

  third = await emergency()
  await labelled(stage, third, 'daypass:active')
})

test('what is approved at another head than ours pays nothing', async () => {
  const asked = third
  const pull = await reviewOf(asked)
  await stage.github.as('eve').push(`daypass/${asked.number}`, { 'policies/decision.rego': 'package daypass' })
  await approves(stage, 'otto', pull).catch(() => undefined)
  const next = await reviewOf(asked, pull)
  const shown = await shows(stage, asked, 'that it is void', (one) => trailOf(one).includes('voided'))
  expect(trailOf(shown)).not.toContain('debt-paid')
  expect((await stage.github.as('rita').pull(pull)).merged).toBe(false)
  await approves(stage, 'otto', next)
  await shows(stage, asked, 'the review', ({ status }) => status.includes('reviewed afterwards by `otto`'))
  third = await emergency()
})

test('who is not on call is reviewed first, however urgent it is', async () => {
  const asked = await emergency('otto')
  const { status } = await labelled(stage, asked, 'daypass:pending')
  expect(status).not.toContain('Given in an emergency')
})

test('what somebody else merges is asked for anew, whole', async () => {
  const asked = third
  const pull = await reviewOf(asked)
  await stage.github.as('eve').mergePull(pull)
  const next = await reviewOf(asked, pull)
  expect((await fileOf(stage, next)).text).toContain('after: true')
  expect(trailOf(await look(stage, asked))).not.toContain('debt-paid')
  await approves(stage, 'otto', next)
  await shows(stage, asked, 'the review', ({ status }) => status.includes('reviewed afterwards by `otto`'))
})

test('of two emergencies at the same instant one is let through, and deleting its issue pays nothing', async () => {
  const both = await Promise.all([emergency(), emergency()])
  const shown = await Promise.all(
    both.map((one) =>
      shows(stage, one, 'what it came to', ({ labels }) =>
        ['daypass:active', 'daypass:denied'].some((label) => labels.includes(label)),
      ),
    ),
  )
  const states = shown.map(({ labels }) => (labels.includes('daypass:active') ? 'active' : 'denied'))
  expect(states.toSorted()).toEqual(['active', 'denied'])
  expect(shown[states.indexOf('denied')]?.status).toContain(
    `Reviews that are owed: #${both[states.indexOf('active')]?.number}.`,
  )

  const given = both[states.indexOf('active')] ?? expect.unreachable('one was let through')
  const pull = await reviewOf(given)
  await stage.github.deleteIssue(given.number)
  const third = await labelled(stage, await emergency(), 'daypass:denied')
  expect(third.status).toContain(`has a pull request named \`Review #…\``)

  // Its pull request is there: who may reviews it.
  await counted(stage, pull, () => stage.github.as('eve').review(pull, 'APPROVE'))
  await approves(stage, 'otto', pull)
  await eventually('the merge', async () => (await stage.github.as('rita').pull(pull)).merged)
  await branchGone(stage, `daypass/${given.number}`)
  await labelled(stage, await emergency(), 'daypass:active')
})
