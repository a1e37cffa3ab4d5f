import { beforeEach, describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import type { RunRecord } from '../../../../src/core/proposal/proposal-record.ts'
import { readGovernedTexts } from '../../../../src/github/governance/governance.ts'
import { governanceKey } from '../../../../src/ports/governance-store.ts'
import type { Pull, Review } from '../../../../src/ports/pull-requests.ts'
import type { GovernancePorts } from '../../../../src/reconcile/governance/governance-ports.ts'
import { createInForce } from '../../../../src/reconcile/governance/in-force.ts'
import { reconcileGovernance } from '../../../../src/reconcile/governance/reconcile-governance.ts'
import { createMemoryStore, type MemoryStore } from '../../../fakes/store/memory-store.ts'
import { contentsOf, shown } from './contents.ts'

// Whether what was pushed came through a pull request that was judged and approved: each thing that it takes, taken away in turn.

const repository = { id: 7, owner: 'acme', name: 'access', installation: 9 }
const head = 'h'.repeat(40)
const [otto, olga, author, pusher, mallory] = [5, 6, 1, 2, 66]
const people: Record<string, { id: number; login: string }[]> = {
  '@otto': [{ id: otto, login: 'otto' }],
  '@olga': [{ id: olga, login: 'olga' }],
  '@mallory': [{ id: mallory, login: 'mallory' }],
}
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

const before: Record<string, string> = {
  '.github/CODEOWNERS': '* @otto\n/catalog/ @olga\n',
  'catalog/a.yml':
    'resources:\n  - id: a\n    title: a\n    kind: api\n    sensitivity: low\n    connector: c\n    actions:\n      read: { scope: r }\n',
  'policies/decision.rego': 'package daypass\n',
}

let clock: Date
let store: MemoryStore
let branch: Record<string, string>
let reviews: Review[]
let pull: Partial<Pull>
let requiresCheck: boolean

const ports = (): GovernancePorts => ({
  governances: store.governances,
  branches: { read: async () => ({ ...contentsOf(branch), repository: shown }) },
  inForce: createInForce(store.governances, (texts) => readGovernedTexts(texts, readYaml)),
  proposals: store.proposals,
  pulls: {
    read: async () => ({ merged: true, head, author: { id: author, login: 'rita', type: 'User' }, ...pull }) as Pull,
    reviews: async () => reviews,
  },
  owners: { peopleOf: async (_, names) => new Map(names.map((name) => [name, { people: people[name] ?? [] }])) },
  directory: { sshKeys: async () => [] },
  seenKeys: store.seenKeys,
  floorsFor: () => [],
  requiresCheck: async () => requiresCheck,
  engine: { compile: async () => ({}) as never },
  replay: () => {
    throw new Error('nothing lives')
  },
  floorsOf: () => ({}),
  floors: {},
  wakeWaiting: async () => undefined,
  wake: async () => undefined,
  now: () => clock,
  log: silent,
})

async function look() {
  await store.governances.wake(repository)
  await reconcileGovernance(ports(), governanceKey(7))
  const { inForce, newest } = (await store.governances.find(7)) ?? {}
  return newest ? `${newest.state}: ${newest.why.join()}` : inForce?.verdict
}

/** The run of ours that the pull request ended with. */
async function judged(run: Partial<RunRecord> = {}): Promise<void> {
  const key = { repository: 7, issue: 12 }
  await store.proposals.wake({ repository, pull: key.issue })
  const claim = await store.proposals.claim(key, clock)
  if (!claim) throw new Error('it could not be claimed')
  const [from, to] = [contentsOf(before).digest, contentsOf(branch).digest]
  const whole: RunRecord = { head, identity: 'i', attempt: 1, id: 3, conclusion: 'success', from, to, ends: 0, ...run }
  await store.proposals.release(await store.proposals.save(claim, { run: whole }), null)
}

let count = 0
const review = (person: number, state: Review['state'] = 'APPROVED', more: Partial<Review> = {}): Review => {
  count += 1
  const said = { id: count, person: { id: person, login: `p${person}`, type: 'User' }, state, commit: head }
  return { ...said, submittedAt: clock, ...more } as Review
}

beforeEach(async () => {
  clock = new Date('2026-11-30T12:00:00Z')
  store = createMemoryStore({ now: () => clock })
  branch = before
  pull = {}
  requiresCheck = true
  expect(await look()).toBe('first')
  branch = { ...before, 'policies/decision.rego': 'package daypass\n\nx := 1\n' }
  reviews = [review(otto)]
  await store.proposals.notePush({ repository, commit: head, person: pusher })
})

const unjudged = 'no pull request was judged that leads from what is in force to this'
const unapproved = 'no owner in force has approved #12 for each file that it changes'

describe('what was pushed', () => {
  it('comes into force through a pull request that was judged from what is in force to just this, and approved', async () => {
    await judged()
    expect(await look()).toBe('reviewed')
    const { inForce } = (await store.governances.find(7)) ?? {}
    expect(inForce?.brought).toStrictEqual({ pull: 12, approvers: [otto] })
  })

  it.each<[what: string, run: Partial<RunRecord>]>([
    ['was judged from other files', { from: 'e'.repeat(64) }],
    ['was judged to other files', { to: 'e'.repeat(64) }],
    ['was found bad', { conclusion: 'failure' }],
    ['waits for owners', { conclusion: 'action_required' }],
    ['was not judged to the end', { conclusion: undefined as never }],
  ])('is held where its pull request %s', async (_, run) => {
    await judged(run)
    expect(await look()).toBe(`held: ${unjudged}`)
  })

  it('is held where nobody made one', async () => {
    expect(await look()).toBe(`held: ${unjudged}`)
  })

  it.each<[what: string, reviews: () => Review[]]>([
    ['nobody', () => []],
    ['its author', () => [review(author)]],
    ['a stranger', () => [review(mallory)]],
    ['an owner of other files', () => [review(olga)]],
    ['an owner who saw another commit', () => [review(otto, 'APPROVED', { commit: 'o'.repeat(40) })]],
    ['an owner who then asked for changes', () => [review(otto), review(otto, 'CHANGES_REQUESTED')]],
    ['an owner whose word was dismissed', () => [review(otto, 'DISMISSED')]],
  ])('is held where it was approved by %s', async (_, said) => {
    reviews = said()
    await judged()
    expect(await look()).toBe(`held: ${unapproved}`)
  })

  it('is held where whoever pushed it is the owner', async () => {
    await store.proposals.notePush({ repository, commit: head, person: otto })
    await judged()
    expect(await look()).toBe(`held: ${unapproved}`)
  })

  it('is held where an owner is missing for one of its files', async () => {
    branch = { ...branch, 'catalog/a.yml': `${before['catalog/a.yml']}# more\n` }
    await judged()
    expect(await look()).toBe(`held: ${unapproved}`)
    reviews = [review(otto), review(olga)]
    expect(await look()).toBe('reviewed')
  })

  it('is not approved by those whom it makes owners', async () => {
    branch = { ...branch, '.github/CODEOWNERS': '* @mallory\n' }
    reviews = [review(mallory)]
    await judged()
    expect(await look()).toBe(`held: ${unapproved}`)
  })

  it('is waited for while GitHub does not show the merge, and held after a minute', async () => {
    pull = { merged: false }
    await judged()
    expect(await look()).toBe('unread: ')
    clock = new Date(clock.getTime() + 59_000)
    expect(await look()).toBe('unread: ')
    clock = new Date(clock.getTime() + 1_000)
    expect(await look()).toBe('held: its pull request is not seen merged')
    pull = { merged: true }
    expect(await look()).toBe('reviewed')
  })

  it('is held where the pull request was pushed to after it was judged', async () => {
    pull = { head: 'n'.repeat(40) }
    await judged()
    expect(await look()).toBe(`held: ${unjudged}`)
  })

  it.each<[what: string, setting: string | undefined, required: boolean, expected: string]>([
    ['the check is not required', undefined, false, 'unreviewed'],
    ['the settings in force say so', 'alert', true, 'unreviewed'],
    ['the settings in force say hold', 'hold', false, `held: ${unjudged}`],
  ])('past review, where %s', async (_, setting, required, expected) => {
    requiresCheck = required
    if (setting !== undefined) {
      // In force before anything else is pushed.
      store = createMemoryStore({ now: () => clock })
      const settings = { '.github/daypass.yml': `policy: { unreviewed: ${setting} }\n` }
      branch = { ...before, ...settings }
      expect(await look()).toBe('first')
      branch = { ...branch, 'policies/decision.rego': 'package daypass\n\nx := 1\n' }
    }
    expect(await look()).toBe(expected)
  })

  it('is not let in by what it says itself', async () => {
    branch = { ...branch, '.github/daypass.yml': 'policy: { unreviewed: alert }\n' }
    expect(await look()).toBe(`held: ${unjudged}`)
  })

  it('is let in by an operator, who names it, and nothing else', async () => {
    expect(await look()).toBe(`held: ${unjudged}`)
    await store.governances.letIn(7, contentsOf(branch).digest)
    const named = branch
    branch = { ...branch, 'policies/decision.rego': 'package daypass\n\nx := 2\n' }
    expect(await look()).toBe(`held: ${unjudged}`)
    branch = named
    expect(await look()).toBe('released')
  })
})
