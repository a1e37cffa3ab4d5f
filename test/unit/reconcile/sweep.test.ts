import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import type { ErrorCode } from '../../../src/core/error-codes.ts'
import type { GrantedBy } from '../../../src/core/record.ts'
import type { RequestKey } from '../../../src/core/request-key.ts'
import type { OpenPulls } from '../../../src/ports/lost-events.ts'
import { type SweepParts, sweep } from '../../../src/reconcile/sweep.ts'

type Open = RequestKey & { changedAt?: string; pull?: number; grant?: GrantedBy }

const place = { id: 1, owner: 'acme', name: 'access', installation: 9 }
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

const listedWake = (issue: number, changedAt: string) => ({
  key: { repository: 1, issue },
  repository: place,
  looksLikeRequest: true,
  changedAt,
})
const stands = (isPrivate: boolean, archived: boolean): Pick<SweepParts, 'repository' | 'allowPublic'> => ({
  repository: { visibility: async () => ({ private: isPrivate, archived }) },
  allowPublic: false,
})
const noPulls: OpenPulls = {
  requests: [],
  compare: async () => {
    throw new Error('nobody waits')
  },
}

const partsOf = (open: Open[], listed: Record<number, string>): SweepParts =>
  ({
    lost: {
      redeliverFailures: async () => 0,
      enrolledRepositories: async () => [place],
      openRequests: async () =>
        Object.entries(listed).map(([issue, changedAt]) => listedWake(Number(issue), changedAt)),
      openPulls: async () => noPulls,
    },
    enqueue: async () => undefined,
    enrolled: () => true,
    serves: () => true,
    ...stands(true, false),
    known: async () => [],
    open: async () => open,
    guards: { openTo: async () => [], refresh: async () => undefined },
    prepareLedger: async () => undefined,
    now: () => new Date('2026-11-21T19:14:00Z'),
    log: silent,
  }) as unknown as SweepParts

/** Which issues a sweep wakes; `listed` are the open issues as GitHub lists them, with their last change. */
async function woken(open: Open[], listed: Record<number, string>, parts: Partial<SweepParts> = {}): Promise<number[]> {
  const issues: number[] = []
  await sweep({ ...partsOf(open, listed), enqueue: async ({ key }) => void issues.push(key.issue), ...parts })
  return issues
}

const by = (connector: string, connectorType: string) => ({ grant: { connector, connectorType } })
const of = (issue: number, more: Partial<Open> = {}): Open => ({ repository: 1, issue, changedAt: 'c1', ...more })

test.each<[string, Open[], Record<number, string>, number[]]>([
  ['nobody whose issue is as it was', [of(1)], { 1: 'c1' }, []],
  ['whose issue changed', [of(1)], { 1: 'c2' }, [1]],
  ['what nobody knows yet', [], { 1: 'c1' }, [1]],
  ['whose issue is not listed any more: closed, deleted or moved', [of(1)], {}, [1]],
  ['whom nobody has looked at yet', [{ repository: 1, issue: 1 }], { 1: 'c1' }, [1]],
])('a sweep wakes %s', async (_, open, listed, expected) => {
  expect(await woken(open, listed)).toEqual(expected)
})

test('a sweep wakes grants whose connector the deployment has dropped, or has replaced by one of another kind', async () => {
  const open = [of(1, by('kept', 'vault')), of(2, by('gone', 'vault')), of(3), of(4, by('kept', 'token'))]
  const serves = (repository: number, connector: string, type: string) =>
    repository === 1 && connector === 'kept' && type === 'vault'
  expect(await woken(open, { 1: 'c1', 2: 'c1', 3: 'c1', 4: 'c1' }, { serves })).toEqual([2, 4])
})

test('a repository that is served no more gets nothing new, and what lives there is looked at', async () => {
  const open = [of(1, by('any', 'token')), of(2)]
  expect(await woken(open, { 1: 'c1', 2: 'c1', 7: 'c1' }, { enrolled: () => false })).toEqual([1, 2])
})

test.each<[string, Partial<SweepParts>, number[]]>([
  ['is archived', stands(true, true), [1, 2]],
  ['is public (simulation, seed 9295)', stands(false, false), [1, 2]],
  ['may be public', { ...stands(false, false), allowPublic: true }, []],
])('a sweep looks at what is open in a repository that %s', async (_, stands, expected) => {
  expect(await woken([of(1), of(2)], { 1: 'c1', 2: 'c1' }, stands)).toEqual(expected)
})

test('what changed without a webhook has its comments compared; what is new has none', async () => {
  const notices: (string | undefined)[] = []
  const enqueue = async ({ notice }: { notice?: string }) => void notices.push(notice)
  await woken([of(1)], { 1: 'c2', 2: 'c1' }, { enqueue })
  expect(notices).toEqual(['comments', undefined])
})

test.each<[ErrorCode, number[]]>([
  ['GITHUB_SHUT_OUT', [1, 2]],
  ['GITHUB_NOT_FOUND', [1, 2]],
  ['GITHUB_GONE', [1, 2]],
  ['GITHUB_UNAVAILABLE', []],
  ['GITHUB_LIMITED', []],
])(
  'a sweep whose listing says %s looks at these of what is open there: %j (simulation, seed 3678)',
  async (code, expected) => {
    const fail = async () => {
      throw new DaypassError(code, 'x')
    }
    const lost = { redeliverFailures: fail, enrolledRepositories: fail, openRequests: fail, openPulls: fail }
    expect(await woken([of(1), of(2, { pull: 9 })], {}, { lost, known: async () => [place] })).toEqual(expected)
  },
)

test('one part failing stops no other', async () => {
  const fail = async () => {
    throw new Error('GitHub is away')
  }
  const lost = { redeliverFailures: fail, enrolledRepositories: fail, openRequests: async () => [], openPulls: fail }
  expect(await woken([of(1)], {}, { lost, known: async () => [place] })).toEqual([1])
})

describe('a request that waits for votes', () => {
  type Pulls = { changed?: number[]; failing?: number[]; requests?: OpenPulls['requests'] }

  /** What a sweep does where these pull requests have changed, or cannot be compared. */
  async function swept(
    open: Open[],
    listed: Record<number, string>,
    pulls: Pulls | 'away',
    more: Partial<SweepParts> = {},
  ) {
    const done: string[] = []
    const openPulls = async (): Promise<OpenPulls> => {
      if (pulls === 'away') throw new Error('GitHub is away')
      const compare: OpenPulls['compare'] = async (pull) => {
        if (pulls.failing?.includes(pull)) throw new Error('GitHub is away')
        const remember = () => void done.push(`remembers ${pull}`)
        done.push(`compares ${pull}`)
        return { changed: pulls.changed?.includes(pull) ?? false, remember }
      }
      return { requests: pulls.requests ?? [], compare }
    }
    const lost = {
      redeliverFailures: async () => 0,
      enrolledRepositories: async () => [place],
      openRequests: async () => Object.entries(listed).map(([issue, at]) => listedWake(Number(issue), at)),
      openPulls,
    }
    const enqueue: SweepParts['enqueue'] = async ({ key, notice }) =>
      void done.push(`wakes ${key.issue}${notice === undefined ? '' : ` ${notice}`}`)
    await woken(open, {}, { lost, enqueue, ...more })
    return done
  }

  const waits = (issue: number, change: Partial<Open> = {}) => of(issue, { pull: 100 + issue, ...change })
  const two = [waits(1), waits(2)]
  const asWere = { 1: 'c1', 2: 'c1' }

  test.each<[string, Open[], Record<number, string>, Pulls | 'away', string[]]>([
    ['is left alone when its pull request is as it was', two, asWere, {}, ['compares 101', 'compares 102']],
    [
      'is woken when its pull request changed, and that is remembered then',
      two,
      asWere,
      { changed: [102] },
      ['compares 101', 'compares 102', 'wakes 2', 'remembers 102'],
    ],
    [
      'is woken when its pull request cannot be compared, whatever the others do',
      two,
      asWere,
      { failing: [101], changed: [102] },
      ['wakes 1', 'compares 102', 'wakes 2', 'remembers 102'],
    ],
    [
      'is woken when pull requests cannot be listed',
      [...two, of(3)],
      { ...asWere, 3: 'c1' },
      'away',
      ['wakes 1', 'wakes 2'],
    ],
    ['is woken when its issue changed', two, { 1: 'c2', 2: 'c1' }, {}, ['wakes 1 comments', 'compares 102']],
    ['is woken when its issue is not listed', two, { 2: 'c1' }, {}, ['wakes 1', 'compares 102']],
    [
      'is woken when nobody has looked at it',
      [{ repository: 1, issue: 1, pull: 101 }],
      asWere,
      {},
      ['wakes 1 comments', 'wakes 2'],
    ],
  ])('%s', async (_, open, listed, pulls, expected) => {
    expect(await swept(open, listed, pulls)).toEqual(expected)
  })

  test('is not taken for woken when the store could not take note of it', async () => {
    const done: string[] = []
    const enqueue = async () => {
      done.push('tries')
      throw new Error('the store is away')
    }
    expect(await swept([waits(1)], { 1: 'c1' }, { changed: [101] }, { enqueue })).toEqual(['compares 101'])
    expect(done).toEqual(['tries'])
  })

  test('is woken without a comparison where its connector is gone, or its repository is not served', async () => {
    const open = [waits(1, by('gone', 'token'))]
    expect(await swept(open, { 1: 'c1' }, {}, { serves: () => false })).toEqual(['wakes 1'])
    expect(await swept([waits(1)], { 1: 'c1' }, 'away', { enrolled: () => false })).toEqual(['wakes 1'])
  })

  test('in a pull request of its own is found like an issue', async () => {
    const requests = [listedWake(5, 'c1'), listedWake(6, 'c1'), listedWake(7, 'c2'), listedWake(8, 'c1')]
    const open = [of(5), of(6, { pull: 6 }), of(7, { pull: 7 })]
    const expected = ['wakes 7 comments', 'wakes 8', 'compares 6', 'wakes 6', 'remembers 6']
    expect(await swept(open, {}, { requests, changed: [6] })).toEqual(expected)
    expect(await swept([of(5)], {}, { requests: [] })).toEqual(['wakes 5'])
  })
})

test('a sweep tells which repositories are served, those among them of which no event was ever seen', async () => {
  const served = { ...place, id: 2 }
  const found = await sweep({
    ...partsOf([], {}),
    known: async () => [place],
    lost: { ...partsOf([], {}).lost, enrolledRepositories: async () => [place, served, { ...place, id: 3 }] },
    enrolled: (id) => id !== 3,
  })
  expect(found).toEqual([place, served])
})

test.each([
  ['a few that were lost are nobody’s business', 9, []],
  ['many are told, in each repository that is served', 10, [1, 2]],
])('%s', async (_, asked, expected) => {
  const told: { repository: number; shared: boolean; spell: string }[] = []
  const parts = partsOf([], {})
  await sweep({
    ...parts,
    lost: { ...parts.lost, redeliverFailures: async () => asked },
    known: async () => [place, { ...place, id: 2 }, { ...place, id: 3 }],
    enrolled: (repository) => repository !== 3,
    note: async (alerts) =>
      void told.push(...alerts.map(({ repository, shared, alert: { spell } }) => ({ repository, shared, spell }))),
  })
  // Once a day, and one of them tells the places of the deployment.
  expect(told).toEqual(expected.map((repository) => ({ repository, shared: repository !== 1, spell: '2026-11-21' })))
})
