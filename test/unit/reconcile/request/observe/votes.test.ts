import { expect, test } from 'vitest'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import { grantPullOf } from '../../../../../src/core/rendering/grant-pull.ts'
import { approvalOf, type VotedOn } from '../../../../../src/core/review/approval.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { observeVotes } from '../../../../../src/reconcile/request/observe/votes.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { both, head, now, output, pending, rita, sam } from '../../../core/lifecycle/approval-samples.ts'
import { extended, waits } from '../../../core/lifecycle/extension-samples.ts'

const resource = {
  id: 'orders-db',
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'critical',
  connector: 'db',
  actions: { read: { scope: 'orders:read' } },
}

/** Looks at a vote to which everybody needed has said yes, where a person may have one request open and has another. */
function look(record: RequestRecord, on: VotedOn, settings: object = {}, others: Record<string, object> = {}) {
  const read: number[] = []
  const approval = approvalOf(record, on)
  const ports = {
    allowPublic: false,
    halts: async () => [],
    repository: {
      read: async () => ({
        repository: { id: 1, private: true },
        resources: [resource],
        settings: { open_requests_per_person: 1, ...settings },
        policy: new Map(),
        problems: [],
        codeowners: '/requests/ @acme/orders\n',
      }),
    },
    connectorFor: () => ({
      check: () => [],
      name: 'db',
      type: 'postgres',
      credential: false,
      audienceOf: () => 'https://db.example',
      declare: () => ({ words: 'at once' }),
    }),
    floorsOf: () => ({}),
    directory: { isMember: async () => true },
    grants: { mayBegin: async () => undefined },
    engine: { compile: async () => ({}), decide: async () => record.decision?.output ?? output },
    owners: {
      peopleOf: async (_: number, names: string[]) =>
        new Map(
          names.map((name) => [
            name,
            others[name] ?? { team: 1, people: name === '@acme/security' ? [sam] : both.map((one) => one.person) },
          ]),
        ),
    },
    guards: { openTo: async () => [] },
    pulls: {
      read: async (_key: unknown, number: number) => {
        read.push(number)
        const { title, body } = grantPullOf(approval)
        return { open: true, merged: false, mergedByUs: false, head, baseRef: 'requests', title, body }
      },
      reviews: async () => both,
    },
    requests: {
      notices: async () => ({ pull: 0 }),
      countsFor: async () => ({ openGrants: 0, requests: 0 }),
      earlierRequests: async () => ({ open: 1, lastDay: 1 }),
    },
    now: () => now,
  } as unknown as Ports
  const issue = { author: { ...rita, type: 'User' }, createdAt: now, body: '' } as Issue
  const looked = observeVotes(ports, { record, on, issue, now, told: 0 })
  return { read, looked }
}

test('a vote on more time is looked at in its own pull request, and decided once more by what it asks for', async () => {
  const { read, looked } = look({ ...extended, ...(pending.pull ? { pull: pending.pull } : {}) }, 'extension')
  const { voting, reading } = await looked
  expect(read).toEqual([waits.pull?.number])
  expect(voting?.pull).toMatchObject({ textIntact: true, reviews: both })
  expect(reading).toMatchObject({ kind: 'decided', digest: waits.digest, request: waits.request })
})

test('quotas are for what has not begun: more time that all have said yes to is not refused for them', async () => {
  const { reading } = await look(extended, 'extension').looked
  expect(reading).toMatchObject({ kind: 'decided', forbidden: [] })
})

test.each<[what: string, record: RequestRecord, on: VotedOn]>([
  ['a request', pending, undefined],
  ['more time', extended, 'extension'],
])('who never votes fills no slot of %s, and nothing is decided by it', async (_what, record, on) => {
  const { voting: before } = await look(record, on).looked
  const open = before?.slots.filter(({ eligible }) => eligible.some(({ id }) => id === sam.id)) ?? []
  expect(open.length).toBeGreaterThan(0)
  const { voting, reading } = await look(record, on, { never_votes: { sam: sam.id } }).looked
  expect(voting?.slots.some(({ eligible }) => eligible.some(({ id }) => id === sam.id))).toBe(false)
  expect(voting?.slots.map(({ note }) => note)).toContainEqual(expect.stringContaining('`never_votes`'))
  expect(reading).toBeUndefined()
})

test('by the number, and not by the name', async () => {
  const { voting } = await look(pending, undefined, { never_votes: { [sam.login]: sam.id + 100_000 } }).looked
  expect(voting?.slots.some(({ eligible }) => eligible.some(({ id }) => id === sam.id))).toBe(true)
})

const out = '@acme/deployers'
const kept = {
  ...pending,
  decision: {
    at: now.toISOString(),
    policy: 'p',
    ...pending.decision,
    output: { ...output, approvals: output.approvals?.map((one) => ({ ...one, except: [out] })) ?? [] },
  },
} as RequestRecord

test.each<[what: string, behind: object, counts: boolean, says: RegExp]>([
  ['a member of the team that is kept out fills no slot', { team: 7, people: [sam] }, false, /kept out as one of/],
  ['nor where that team may not vote', { people: [], nobody: 'no', members: [sam] }, false, /kept out as one of/],
  ['while nobody can tell who is in it, nobody does', { people: [], nobody: 'no such team' }, false, /cannot be told/],
  ['others do', { team: 7, people: [{ id: 999, login: 'eve' }] }, true, /^$/],
  ['an empty team keeps nobody out', { people: [], nobody: 'empty', members: [] }, true, /^$/],
])('%s', async (_what, behind, counts, says) => {
  const { voting, reading } = await look(kept, undefined, {}, { [out]: behind }).looked
  expect(voting?.slots.some(({ eligible }) => eligible.some(({ id }) => id === sam.id))).toBe(counts)
  expect(voting?.slots.map(({ note = '' }) => note)).toContainEqual(expect.stringMatching(says))
  expect(reading !== undefined).toBe(counts)
})

test('a team that came to have the name of the one that is kept out keeps out nobody that is known', async () => {
  const pinned = { ...kept, teams: { ...kept.teams, [out]: 8 } } as RequestRecord
  const { voting } = await look(pinned, undefined, {}, { [out]: { team: 7, people: [{ id: 999, login: 'eve' }] } })
    .looked
  expect(voting?.slots.every(({ eligible }) => eligible.length === 0)).toBe(true)
})
