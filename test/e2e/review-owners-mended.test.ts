import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { govern, shows } from './play.ts'
import { approves, counted, granted, ownersFile, proposed, stageFor, withWriters } from './review-play.ts'

const before = {
  lonely: { owners: '@acme/lonely' },
  solo: { owners: '@rita' },
  other: { owners: '@rita' },
  apart: { owners: '@otto' },
}
let stage: Stage

beforeAll(async () => {
  stage = await stageFor(before, {
    github: {
      ...withWriters.github,
      teams: ['orders', 'security', 'lonely'],
      teamPermissions: { orders: 'write', security: 'write', lonely: 'write' },
    },
  })
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

const says = (asked: { number: number; url: string }, ...words: string[]) =>
  shows(stage, asked, `«${words.join('», «')}»`, ({ status }) => words.every((one) => status.includes(one)))

const commitOwners = (text: string) => govern(stage, { '.github/CODEOWNERS': text })

test('CODEOWNERS is mended: what waits is right within seconds, a yes from before is told to be none, and a new one counts (field.D21, field.D12)', async () => {
  const { asked, pull } = await proposed(stage, 'solo')
  const other = await proposed(stage, 'other')
  const alone = await says(asked, 'nobody can say yes for `owners`', '`@rita` is the requester')
  expect(alone.status).not.toContain('approved before')
  await counted(stage, pull, () => approves(stage, 'otto', pull))
  await commitOwners(ownersFile({ ...before, solo: { owners: '@acme/orders' }, other: { owners: '@olga' } }))
  const mended = await says(asked, 'can say yes: `otto`, `olga`', '`otto` approved before they could')
  expect(mended.status).toContain('they have to approve again')
  await says(other.asked, 'can say yes: `olga`')
  await stage.github.as('rita').comment(asked.number, '/explain')
  const explained = await shows(stage, asked, 'the explanation', ({ ours }) =>
    ours.some(({ body }) => body?.includes('### Why')),
  )
  expect(explained.ours.map(({ body }) => body).find((body) => body?.includes('### Why'))).toContain(
    '`otto` approved before they could',
  )
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
})

test('a team whose only member asks is named so (field.D12)', async () => {
  stage.github.addToTeam('rita', 'lonely')
  const { asked } = await proposed(stage, 'lonely')
  await says(asked, 'the requester is the only one behind `@acme/lonely`', 'its maintainers add somebody')
})

test('a line that closes the file is named with its line, and taken out again (field.D5, field.D21)', async () => {
  const { asked, pull } = await proposed(stage, 'apart')
  const lines = ownersFile(before)
  await commitOwners(`${lines}/docs/[slug]/ @acme/orders\n/requests/ap\u200bart/ @eve\n`)
  const number = lines.split('\n').length + 1
  const closed = await says(asked, 'nobody can say yes for `owners`', `Line ${number} of CODEOWNERS`, 'U+200B')
  expect(closed.status).not.toContain('slug')
  await commitOwners(`${lines}/docs/[slug]/ @acme/orders\n`)
  await says(asked, 'can say yes: `otto`')
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
})
