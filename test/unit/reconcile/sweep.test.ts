import { expect, test } from 'vitest'
import type { RequestKey } from '../../../src/core/request-key.ts'
import { type SweepParts, sweep } from '../../../src/reconcile/sweep.ts'

type Open = RequestKey & { changedAt?: string; connector?: string }

const place = { id: 1, owner: 'acme', name: 'access', installation: 9 }
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Which issues a sweep wakes; `listed` are the open issues as GitHub lists them, with their last change. */
async function woken(open: Open[], listed: Record<number, string>, parts: Partial<SweepParts> = {}): Promise<number[]> {
  const issues: number[] = []
  await sweep({
    lost: {
      redeliverFailures: async () => 0,
      enrolledRepositories: async () => [place],
      openRequests: async () =>
        Object.entries(listed).map(([issue, changedAt]) => ({
          key: { repository: 1, issue: Number(issue) },
          repository: place,
          looksLikeRequest: true,
          changedAt,
        })),
    },
    enqueue: async ({ key }) => void issues.push(key.issue),
    enrolled: () => true,
    serves: () => true,
    known: async () => [],
    open: async () => open,
    guards: { openTo: () => [], refresh: async () => undefined },
    now: () => new Date('2026-11-21T19:14:00Z'),
    log: silent,
    ...parts,
  } as SweepParts)
  return issues
}

const of = (issue: number, more: Partial<Open> = {}): Open => ({ repository: 1, issue, changedAt: 'c1', ...more })

test.each<[string, Open[], Record<number, string>, number[]]>([
  ['nobody whose issue is as it was', [of(1)], { 1: 'c1' }, []],
  ['whose issue changed', [of(1)], { 1: 'c2' }, [1]],
  ['what nobody knows yet', [], { 1: 'c1' }, [1]],
  ['whose issue is not listed any more: closed, deleted or moved', [of(1)], {}, [1]],
  ['who waits for more than the issue', [{ repository: 1, issue: 1 }], { 1: 'c1' }, [1]],
])('a sweep wakes %s', async (_, open, listed, expected) => {
  expect(await woken(open, listed)).toEqual(expected)
})

test('a sweep wakes grants whose connector the deployment has dropped', async () => {
  const open = [of(1, { connector: 'kept' }), of(2, { connector: 'gone' }), of(3)]
  const serves = (repository: number, connector: string) => repository === 1 && connector === 'kept'
  expect(await woken(open, { 1: 'c1', 2: 'c1', 3: 'c1' }, { serves })).toEqual([2])
})

test('a repository that is served no more gets nothing new, and what lives there is looked at', async () => {
  const open = [of(1, { connector: 'any' }), of(2)]
  expect(await woken(open, { 1: 'c1', 2: 'c1', 7: 'c1' }, { enrolled: () => false })).toEqual([1, 2])
})

test('what changed without a webhook has its comments compared; what is new has none', async () => {
  const notices: (string | undefined)[] = []
  const enqueue = async ({ notice }: { notice?: string }) => void notices.push(notice)
  await woken([of(1)], { 1: 'c2', 2: 'c1' }, { enqueue })
  expect(notices).toEqual(['comments', undefined])
})

test('one part failing stops no other', async () => {
  const fail = async () => {
    throw new Error('GitHub is away')
  }
  const lost = { redeliverFailures: fail, enrolledRepositories: fail, openRequests: async () => [] }
  expect(await woken([of(1)], {}, { lost, known: async () => [place] })).toEqual([1])
})
