import { expect, test } from 'vitest'
import type { ProposalRecord, Queued } from '../../../../src/core/proposal/proposal-record.ts'
import type { ProposalPorts } from '../../../../src/reconcile/proposal/proposal-ports.ts'
import { sweepProposals } from '../../../../src/reconcile/proposal/sweep-proposals.ts'
import { createMemoryStore } from '../../../fakes/store/memory-store.ts'

const now = () => new Date('2026-11-30T12:00:00Z')
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const repository = { id: 7, owner: 'acme', name: 'access', installation: 9 }
const key = { repository: 7, issue: 12 }
const [base, head] = ['b', 'h'].map((letter) => letter.repeat(40)) as [string, string]
const judgedBy = 'test'
let standing: string | undefined
const run = { head, identity: 'one', attempt: 1, id: 3, conclusion: 'success' as const }

async function swept(
  record: Partial<ProposalRecord> | undefined,
  { inQueue, isOpen = true }: { inQueue?: Queued; isOpen?: boolean } = {},
): Promise<boolean> {
  const { proposals } = createMemoryStore({ now })
  if (record) {
    await proposals.wake({ repository, pull: key.issue })
    const claim = await proposals.claim(key, now())
    if (!claim) throw new Error('it could not be claimed')
    await proposals.release(await proposals.save(claim, record), null)
  }
  const ports = {
    ...{ proposals, log: silent, judgedBy, standing: async () => standing },
    pulls: {
      open: async () => (isOpen ? [{ number: key.issue, head }] : []),
      queued: async () => (inQueue ? [{ pull: key.issue, queued: inQueue }] : []),
    },
    repository: { read: async () => ({ commit: base, repository: { defaultBranch: 'main' } }) },
  } as unknown as ProposalPorts
  await sweepProposals(ports, [repository])
  return (await proposals.due(now(), 9)).length > 0
}

test.each<[string, Partial<ProposalRecord> | undefined, boolean]>([
  ['nobody knows', undefined, true],
  ['is judged', { run, base, judgedBy }, false],
  ['was judged by another engine', { run, base, judgedBy: 'older' }, true],
  ['was pushed to', { run: { ...run, head: 'o'.repeat(40) }, base }, true],
  ['is under way', { run: { head, identity: 'one', attempt: 1, id: 3 }, base }, true],
  ['was judged with an older base', { run, base: 'o'.repeat(40) }, true],
  ['was not judged in a public repository', { run: { ...run, public: true }, base, judgedBy }, true],
  ['is decided by votes', { run: { ...run, votes: '[]' }, base }, true],
])('a pull request that %s', async (_what, record, isWoken) => {
  expect(await swept(record)).toBe(isWoken)
})

test.each<[string, Partial<ProposalRecord>, boolean]>([
  ['is under way', { run: { head, identity: 'one', attempt: 1, id: 3 }, base }, true],
  ['is not known to be closed', { run, base, judgedBy }, true],
  ['is over', { run, base, judgedBy, over: true }, false],
])('a pull request that is not open any more and %s', async (_what, record, isWoken) => {
  expect(await swept(record, { isOpen: false })).toBe(isWoken)
})

test('a pull request that was judged beside other rules in force', async () => {
  standing = 's'.repeat(40)
  expect(await swept({ run, base, judgedBy })).toBe(true)
  expect(await swept({ run, base, judgedBy, standing })).toBe(false)
  standing = undefined
  expect(await swept({ run, base, judgedBy, standing: 's'.repeat(40) })).toBe(true)
})

test.each<[string, Partial<ProposalRecord>, boolean]>([
  ['nobody told', {}, true],
  ['is under way', { queued: [{ ...run, head: 'q', conclusion: undefined as never }] }, true],
  ['is judged', { queued: [{ ...run, head: 'q', conclusion: 'success' }] }, false],
  ['was judged at another commit', { queued: [{ ...run, head: 'p', conclusion: 'success' }] }, true],
])('what stands in the merge queue and %s', async (_what, record, isWoken) => {
  expect(await swept({ run, base, judgedBy, ...record }, { inQueue: { commit: 'q', onto: base } })).toBe(isWoken)
})
