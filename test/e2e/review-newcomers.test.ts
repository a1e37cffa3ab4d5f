import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { govern, look, type Shown, shows } from './play.ts'
import { approves, counted, granted, nothingGranted, proposed, stageFor } from './review-play.ts'

const teams = ['orders', 'security', 'plain', 'pair', 'aged', 'named', 'back']
let stage: Stage

beforeAll(async () => {
  const write = { permission: 'write' as const }
  stage = await stageFor(
    {
      plain: { owners: '@acme/plain' },
      pair: { owners: '@acme/pair', sensitivity: 'critical' },
      aged: { owners: '@acme/aged' },
      back: { owners: '@acme/back' },
      named: { owners: '@acme/named @dora' },
    },
    {
      github: {
        teams,
        teamPermissions: Object.fromEntries(teams.map((team) => [team, 'write' as const])),
        people: [
          { login: 'rita', teams: ['orders'], ...write },
          { login: 'otto', teams: ['orders', 'plain', 'pair', 'aged', 'named', 'back'], ...write },
          { login: 'olga', teams: ['orders', 'pair'], ...write },
          { login: 'sam', teams: ['security'], ...write },
          { login: 'dora', ...write },
        ],
      },
    },
  )
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

/** The facts of the approval, as the signed entry in the status has them. */
function approvedFacts({ status }: Shown): Record<string, unknown> {
  const line = status.split('\n').find((one) => one.startsWith('{') && one.includes('"kind":"approved"')) ?? '{}'
  return (JSON.parse(line) as { event?: { facts: Record<string, unknown> } }).event?.facts ?? {}
}

async function setAge(age: string): Promise<void> {
  const settings = `issuer: "${stage.env.PUBLIC_URL}"\nticket: optional\n`
  await govern(stage, { '.github/daypass.yml': `${settings}member_for: ${age}\n` })
}

/** When GitHub was asked last. */
const lastCall = () => stage.github.calls.at(-1)?.at.getTime() ?? Number.NaN

const waits = (asked: { number: number; url: string }, says: string) =>
  shows(stage, asked, `«${says}»`, ({ status }) => status.includes(says))

test('a member added to the team a minute ago approves: it counts, and the trail says since when', async () => {
  const { asked, pull } = await proposed(stage, 'plain')
  const before = lastCall()
  stage.github.addToTeam('dora', 'plain')
  await approves(stage, 'dora', pull)
  const facts = approvedFacts(await granted(stage, asked, ['dora']))
  expect(facts).toMatchObject({ slots: ['owners'], member_since: [expect.stringMatching(/Z$/)] })
  const [since] = facts.member_since as string[]
  expect(Date.parse(since ?? '')).toBeGreaterThanOrEqual(before)
  expect(Date.parse(since ?? '')).toBeLessThanOrEqual(lastCall())
})

test('a vote that counted is measured again at the grant', async () => {
  const { asked, pull } = await proposed(stage, 'pair')
  stage.github.addToTeam('dora', 'pair')
  await approves(stage, 'dora', pull)
  await waits(asked, 'Already approved: `dora`')
  await setAge('1h')
  for (const login of ['sam', 'otto']) await counted(stage, pull, () => approves(stage, login, pull))
  const { status } = await waits(asked, 'Waiting for 1 of 3 approvals')
  expect(status).toContain('`dora` is too new in `@acme/pair`')
  await nothingGranted(stage, asked, pull)
  await approves(stage, 'olga', pull)
  await granted(stage, asked, ['olga', 'otto', 'sam'])
})

test('where members count after an hour, neither their yes nor their no does before; the status says from when on', async () => {
  await setAge('1h')
  const { asked, pull } = await proposed(stage, 'aged')
  stage.github.addToTeam('dora', 'aged')
  await counted(stage, pull, () => approves(stage, 'dora', pull))
  const { status } = await waits(asked, 'too new')
  expect(status).toMatch(
    /can say yes: `otto` · `dora` is too new in `@acme\/aged` and counts with a review from `\d{4}-\d\d-\d\d \d\d:\d\d UTC` on\.$/m,
  )
  expect(status).not.toContain('@dora')
  await counted(stage, pull, () => stage.github.as('dora').review(pull, 'REQUEST_CHANGES', 'Then not at all.'))
  await nothingGranted(stage, asked, pull)
  expect((await look(stage, asked)).status).not.toContain('Held up')
  await approves(stage, 'otto', pull)
  const facts = approvedFacts(await granted(stage, asked, ['otto']))
  expect(facts).toHaveProperty('reviews')
  expect(facts).not.toHaveProperty('member_since')
})

test('who is named as a person counts at once, however new in a team', async () => {
  await setAge('1h')
  const { asked, pull } = await proposed(stage, 'named')
  stage.github.addToTeam('dora', 'named')
  await approves(stage, 'dora', pull)
  expect(approvedFacts(await granted(stage, asked, ['dora']))).not.toHaveProperty('member_since')
})

test('who was in the team from the beginning, left and came back a minute ago, is new in it', async () => {
  await setAge('1h')
  const { asked, pull } = await proposed(stage, 'back')
  // The team is listed before and after, with the same people: only GitHub's notices tell.
  stage.github.removeFromTeam('otto', 'back')
  stage.github.addToTeam('otto', 'back')
  await stage.github.settled()
  await counted(stage, pull, () => approves(stage, 'otto', pull))
  await waits(asked, '`otto` is too new in `@acme/back`')
  await nothingGranted(stage, asked, pull)
})
