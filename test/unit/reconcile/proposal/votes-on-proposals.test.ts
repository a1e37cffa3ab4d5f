import { beforeEach, describe, expect, test } from 'vitest'
import type { Review } from '../../../../src/ports/pull-requests.ts'
import { author, looser, merge, ProposalStage, pusher } from './proposal-stage.ts'

// Who has a say in what gives somebody more: 5 and 6 own all files; 1 opened the pull request, 2 pushed it.
let stage: ProposalStage

beforeEach(async () => {
  stage = new ProposalStage()
  stage.judgement = looser
  await stage.pushed(pusher)
})

const yes = (id: number, person: number, more: Partial<Review> = {}) => stage.review(id, person, 'APPROVED', more)
const no = (id: number, person: number, more: Partial<Review> = {}) =>
  stage.review(id, person, 'CHANGES_REQUESTED', more)

async function concludedBy(...reviews: Review[]): Promise<string | undefined> {
  stage.reviews = reviews
  await stage.look()
  return stage.runs.at(-1)?.conclusion
}

const [open, approved] = ['action_required', 'success']

describe('two owners of the rules in force have to say yes', () => {
  test.each<[what: string, conclusion: string, reviews: () => Review[]]>([
    ['nobody', open, () => []],
    ['one of them', open, () => [yes(1, 5)]],
    ['one of them twice', open, () => [yes(1, 5), yes(2, 5)]],
    ['one of them and the author', open, () => [yes(1, 5), yes(2, author)]],
    ['one of them and a stranger', open, () => [yes(1, 5), yes(2, 9)]],
    ['one of them on another commit', open, () => [yes(1, 5), yes(2, 6, { commit: 'o'.repeat(40) })]],
    ['a bot', open, () => [yes(1, 5), yes(2, 6, { person: { id: 6, login: 'olga', type: 'Bot' } })]],
    ['both', approved, () => [yes(1, 5), yes(2, 6)]],
    ['both, and one against it', open, () => [yes(1, 5), yes(2, 6), no(3, 6)]],
    ['both, and a stranger against it', approved, () => [yes(1, 5), yes(2, 6), no(3, 9)]],
    ['both, one of them dismissed', open, () => [yes(1, 5), yes(2, 6, { state: 'DISMISSED' })]],
  ])('%s', async (_what, conclusion, reviews) => {
    expect(await concludedBy(...reviews())).toBe(conclusion)
    const count = stage.runs.length
    await stage.look()
    expect(stage.runs).toHaveLength(count)
  })
})

describe('whoever pushed the head has no say', () => {
  test('wherever they pushed it', async () => {
    await stage.pushed(6)
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(open)
    expect(stage.runs.at(-1)?.output.summary).toContain('nobody is left who could approve')
  })

  test('an account that never votes says neither yes nor no', async () => {
    stage.settings = { never_votes: { olga: 6 } }
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(open)
    stage.settings = {}
    expect(await concludedBy(yes(1, 5), yes(2, 6), yes(3, 9))).toBe(approved)
  })

  test('and a push of another commit is none of this one', async () => {
    await stage.pushed(6, 'o'.repeat(40))
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(approved)
  })

  test('where nobody told, any of them may have: one more has to say yes, until it is told', async () => {
    stage.store.empty()
    stage.people['@olga']?.push({ id: 7, login: 'oskar' })
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(open)
    expect(stage.runs.at(-1)?.output).toMatchObject({ title: 'Looser: 1 more policy owner must approve' })
    expect(stage.runs.at(-1)?.output.summary).toContain('another push puts that right')
    expect(await concludedBy(yes(1, 5), yes(2, 6), yes(3, 7))).toBe(approved)
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(open)
    await stage.pushed(pusher)
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(approved)
  })

  test('nor does the only owner of a file approve it alone', async () => {
    stage.store.empty()
    stage.codeowners = '* @otto @olga\n/policies/a.rego @oskar\n'
    stage.people['@oskar'] = [{ id: 7, login: 'oskar' }]
    stage.listings[merge] = '[["policies/a.rego","100644","x"],["policies/b.rego","100644","x"]]'
    const all = [yes(1, 5), yes(2, 6), yes(3, 7)]
    expect(await concludedBy(...all)).toBe(open)
    await stage.pushed(pusher)
    expect(await concludedBy(...all)).toBe(approved)
  })

  test('nor is one enough where none more is asked for', async () => {
    stage.store.empty()
    stage.settings = { policy: { loosening_approvals: 0 } }
    expect(await concludedBy(yes(1, 5))).toBe(open)
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(approved)
  })
})

describe('how many have to', () => {
  test('the settings in force say, and the deployment says at least how many', async () => {
    stage.settings = { policy: { loosening_approvals: 0 } }
    expect(await concludedBy(yes(1, 5))).toBe(approved)
    stage.floors = [{ loosening_approvals: 1 }]
    expect(await concludedBy(yes(1, 5))).toBe(open)
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(approved)
  })
})

describe('who is new in the team by which they own', () => {
  beforeEach(() => {
    stage.people['@olga'] = [{ id: 6, login: 'olga', since: new Date('2026-11-29T12:00:00Z') }]
  })

  test('counts at once where no setting asks for more', async () => {
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(approved)
  })

  test('but not by what they said before they came', async () => {
    const submittedAt = new Date('2026-11-29T11:59:59Z')
    expect(await concludedBy(yes(1, 5), yes(2, 6, { submittedAt }))).toBe(open)
  })

  test('has no say until they were in it for so long, and then by a new word alone', async () => {
    stage.settings = { member_for: '2d' }
    const early = yes(2, 6)
    expect(await concludedBy(yes(1, 5), early)).toBe(open)
    expect(await concludedBy(yes(1, 5), yes(2, 5), no(3, 6))).toBe(open)
    stage.later(86_400)
    expect(await concludedBy(yes(1, 5), early)).toBe(open)
    expect(await concludedBy(yes(1, 5), yes(4, 6))).toBe(approved)
  })

  test('nor where settings cannot be used', async () => {
    stage.settings = undefined
    stage.later(366 * 86_400)
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(open)
  })
})

describe('an account whose every key is young', () => {
  test.each<[what: string, conclusion: string, settings: object, floor: object, added: string | undefined]>([
    ['counts where nobody asks for an age', approved, {}, {}, '2026-11-30T11:00:00Z'],
    ['does not where the repository asks', open, { key_min_age: '1d' }, {}, '2026-11-30T11:00:00Z'],
    ['does not where the deployment asks', open, {}, { key_min_age: '1d' }, '2026-11-30T11:00:00Z'],
    ['does where it is old enough', approved, { key_min_age: '1d' }, {}, '2026-11-29T12:00:00Z'],
    ['does not by the longer of both', open, { key_min_age: '1d' }, { key_min_age: '7d' }, '2026-11-29T12:00:00Z'],
    ['counts where it has none', approved, { key_min_age: '1d' }, {}, undefined],
  ])('%s', async (_what, conclusion, settings, floor, added) => {
    stage.settings = settings
    stage.floors = [floor]
    if (added) stage.keysAdded[6] = added
    expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(conclusion)
  })

  test('does not block either, and does not count later by the same word', async () => {
    stage.settings = { key_min_age: '1d' }
    stage.keysAdded[6] = '2026-11-30T11:00:00Z'
    stage.people['@olga']?.push({ id: 7, login: 'oskar' })
    expect(await concludedBy(yes(1, 5), yes(2, 7), no(3, 6))).toBe(approved)
    const early = yes(4, 6)
    stage.later(86_400)
    expect(await concludedBy(yes(1, 5), early)).toBe(open)
    expect(await concludedBy(yes(1, 5), yes(5, 6))).toBe(approved)
  })
})

test('whose yes completes one file after two have done so for all is seen', async () => {
  stage.codeowners = '* @otto @olga\n/policies/a.rego @oskar\n'
  stage.people['@oskar'] = [{ id: 7, login: 'oskar' }]
  stage.listings[merge] = '[["policies/a.rego","100644","x"],["policies/b.rego","100644","x"]]'
  expect(await concludedBy(yes(1, 5), yes(2, 6))).toBe(open)
  expect(await concludedBy(yes(1, 5), yes(2, 6), yes(3, 7))).toBe(approved)
})
