import { beforeEach, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import type { Flip } from '../../../../src/core/lint/effect-flips.ts'
import type { Judgement } from '../../../../src/core/lint/judgement.ts'
import type { PolicyFinding } from '../../../../src/core/policy/policy-finding.ts'
import type { Annotation, CheckOutput, CheckRuns } from '../../../../src/ports/check-runs.ts'
import type { Proposed, ProposedPull } from '../../../../src/ports/proposals.ts'
import type { Review } from '../../../../src/ports/pull-requests.ts'
import type { ProposalPorts } from '../../../../src/reconcile/proposal/proposal-ports.ts'
import { reconcileProposal } from '../../../../src/reconcile/proposal/reconcile-proposal.ts'
import { createMemoryStore, type MemoryStore } from '../../../fakes/store/memory-store.ts'

const repository = { id: 7, owner: 'acme', name: 'access', installation: 9 }
const key = { repository: 7, issue: 12 }
const [base, merge, head] = ['b', 'm', 'h'].map((letter) => letter.repeat(40)) as [string, string, string]
const changed = '[["policies/a.rego","100644","x"]]'
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

type Run = {
  id: number
  head: string
  name: string
  conclusion?: string
  output: CheckOutput
  annotations: Annotation[]
}

let clock: Date
let store: MemoryStore
let pull: ProposedPull | Error
let listings: Record<string, string>
let judgement: Judgement | Error
let runs: Run[]
let reviews: Review[]
let settings: object
/** Before the call of this number to GitHub's checks, or after it, the process dies. */
let dies: { at: number; after: boolean } | undefined
let refuses: Error | undefined
let calls: number

const crossing = async <Result>(call: () => Result): Promise<Result> => {
  calls += 1
  if (refuses) throw refuses
  const isIt = dies?.at === calls
  if (isIt && !dies?.after) throw new Error('the process dies')
  const result = call()
  if (isIt) throw new Error('the process dies')
  return result
}

const checks: CheckRuns = {
  of: async (_repository, of) =>
    crossing(() =>
      runs
        .filter((run) => run.head === of)
        .map(({ id, name, conclusion }) => ({ id, name, completed: conclusion !== undefined })),
    ),
  create: (_repository, { conclusion, ...run }) =>
    crossing(() => {
      runs.push({ ...run, id: runs.length + 1, annotations: [], ...(conclusion ? { conclusion } : {}) })
      return runs.length
    }),
  update: (_repository, id, { output, annotations = [], conclusion }) =>
    crossing(() => {
      expect(annotations.length).toBeLessThanOrEqual(50)
      const run = runs.find((one) => one.id === id)
      if (!run) throw new Error('no such run')
      run.annotations.push(...annotations)
      Object.assign(run, { output, ...(conclusion ? { conclusion } : {}) })
    }),
}

const ports = (): ProposalPorts => ({
  proposals: store.proposals,
  pulls: {
    read: async () => {
      if (pull instanceof Error) throw pull
      return pull
    },
    listing: async (_repository, commit) => listings[commit] ?? '',
    files: async (): Promise<Proposed> => ({}) as Proposed,
    open: async () => [],
  },
  checks,
  owners: {
    peopleOf: async () =>
      new Map([
        ['@otto', { people: [{ id: 5, login: 'otto' }] }],
        ['@olga', { people: [{ id: 6, login: 'olga' }] }],
      ]),
  },
  votes: { read: async () => ({ head, author: { id: 1 } }) as never, reviews: async () => reviews },
  repository: {
    read: async () =>
      ({ repository: { defaultBranch: 'main' }, commit: base, codeowners: '* @otto @olga\n', settings }) as never,
  },
  judge: async () => {
    if (judgement instanceof Error) throw judgement
    return judgement
  },
  judgedBy: 'test',
  now: () => clock,
  log: silent,
})

const findings = (count: number): PolicyFinding[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ path: 'policies/a.rego', line: at + 1, column: 1 },
    ...{ severity: 'error', code: 'POLICY_INVALID', message: `no ${at}` },
  }))

beforeEach(() => {
  settings = {}
  clock = new Date('2026-11-30T12:00:00Z')
  store = createMemoryStore({ now: () => clock })
  pull = { open: true, base: 'main', head, merge: { commit: merge, onto: base } }
  listings = { [base]: '[]', [merge]: changed }
  judgement = { findings: [] }
  runs = []
  reviews = []
  dies = undefined
  refuses = undefined
  calls = 0
})

async function look(): Promise<void> {
  await store.proposals.wake({ repository, pull: key.issue })
  await reconcileProposal(ports(), key)
}

const shown = () => runs.map(({ conclusion, head: of }) => `${of[0]} ${conclusion}`)

describe('a pull request', () => {
  test('is judged once, whoever asks again', async () => {
    for (let i = 0; i < 3; i += 1) await look()
    expect(shown()).toStrictEqual(['h success'])
    expect(calls).toBe(3)
  })

  test('that changes nothing costs one creation', async () => {
    listings = { [base]: changed, [merge]: changed }
    await look()
    expect(runs).toMatchObject([{ conclusion: 'success', output: { title: 'Changes no rule of access' } }])
    expect(calls).toBe(2)
  })

  test('that was pushed to while it was judged leaves no run under way', async () => {
    judgement = new DaypassError('POLICY_TIMEOUT', 'It took too long.')
    await look()
    expect(shown()).toStrictEqual(['h undefined'])
    judgement = { findings: [] }
    pull = { open: true, base: 'main', head: 'n'.repeat(40), merge: { commit: merge, onto: base } }
    await look()
    expect(shown()).toStrictEqual(['h cancelled', 'n success'])
  })

  test('is judged anew when the base moves, and not before GitHub has tried the merge with it', async () => {
    await look()
    pull = { open: true, base: 'main', head, merge: { commit: merge, onto: 'x'.repeat(40) } }
    await look()
    expect(shown()).toStrictEqual(['h success'])
    listings[base] = '[["policies/b.rego","100644","y"]]'
    pull = { open: true, base: 'main', head, merge: { commit: merge, onto: base } }
    await look()
    expect(shown()).toStrictEqual(['h success', 'h success'])
  })

  test('that gives somebody more waits for two owners of the rules in force, and for a third while one objects', async () => {
    const flip = {
      role: 'member',
      kind: 'plain',
      action: 'read',
      resources: ['orders-db'],
      issues: [],
    } satisfies Partial<Flip>
    judgement = {
      findings: [],
      flips: [{ ...flip, comparison: 'looser', before: 'no access', after: 'at once, up to 1h' }],
    }
    const vote = (id: number, person: number, state: Review['state'], commit = head): Review => ({
      ...{ id, state, commit, submittedAt: clock },
      person: { id: person, login: `p${person}`, type: 'User' },
    })
    const votesAre = async (...given: Review[]) => {
      reviews = given
      await look()
      return runs.at(-1)?.conclusion
    }
    expect(await votesAre()).toBe('action_required')
    expect(await votesAre(vote(1, 5, 'APPROVED'))).toBe('action_required')
    expect(await votesAre(vote(1, 5, 'APPROVED'), vote(2, 1, 'APPROVED'))).toBe('action_required')
    expect(await votesAre(vote(1, 5, 'APPROVED'), vote(2, 9, 'APPROVED'))).toBe('action_required')
    expect(await votesAre(vote(1, 5, 'APPROVED'), vote(2, 6, 'APPROVED', 'o'.repeat(40)))).toBe('action_required')
    expect(await votesAre(vote(1, 5, 'APPROVED'), vote(2, 6, 'APPROVED'))).toBe('success')
    expect(await votesAre(vote(1, 5, 'APPROVED'), vote(2, 6, 'APPROVED'), vote(3, 6, 'CHANGES_REQUESTED'))).toBe(
      'action_required',
    )
    const count = runs.length
    await look()
    expect(runs).toHaveLength(count)
    const both = [vote(1, 5, 'APPROVED'), vote(2, 6, 'APPROVED')]
    expect(await votesAre(...both)).toBe('success')
    settings = { never_votes: { olga: 6 } }
    expect(await votesAre(...both, vote(4, 9, 'COMMENTED'))).toBe('action_required')
  })

  test('sends what was found once, fifty at a time', async () => {
    judgement = { findings: findings(120) }
    await look()
    expect(runs).toMatchObject([{ conclusion: 'failure' }])
    expect(runs[0]?.annotations.map(({ line }) => line)).toStrictEqual(Array.from({ length: 120 }, (_, at) => at + 1))
  })

  test('that cannot be judged is no success, and after some tries that is said', async () => {
    judgement = new DaypassError('OPA_MISSING', 'There is no opa here.')
    for (let tries = 0; tries < 6; tries += 1) {
      await look()
      clock = new Date(clock.getTime() + 120_000)
    }
    expect(runs).toMatchObject([{ conclusion: 'failure', output: { title: 'Could not be judged' } }])
  })

  test('that is not seen once is judged all the same, and one that is not seen for long is given up', async () => {
    const there = pull
    pull = new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')
    await look()
    pull = there
    await look()
    expect(shown()).toStrictEqual(['h success'])
    pull = new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')
    for (let tries = 0; tries < 13; tries += 1) await look()
    expect(await store.proposals.waiting([key], clock)).toStrictEqual([])
    expect(await store.proposals.find(key)).toMatchObject({ over: true })
    pull = there
    await look()
    expect(await store.proposals.find(key)).toMatchObject({ over: false })
  })

  test('waits where nobody has accepted that the app writes checks', async () => {
    refuses = new DaypassError('GITHUB_REFUSED', 'Resource not accessible by integration')
    await look()
    const [waiting] = await store.proposals.waiting([key], clock)
    expect(waiting?.due).toBe(false)
    refuses = undefined
    clock = new Date(clock.getTime() + 3_600_000)
    await look()
    expect(shown()).toStrictEqual(['h success'])
  })

  test.each([0, 1, 51].flatMap((found) => [true, false].map((after) => ({ found, after }))))(
    'survives the death of the process at every call ($found findings, after the call: $after)',
    async ({ found, after }) => {
      judgement = { findings: findings(found) }
      for (let at = 1; at <= 7; at += 1) {
        runs = []
        store.empty()
        calls = 0
        dies = { at, after }
        await look().catch(() => undefined)
        dies = undefined
        clock = new Date(clock.getTime() + 120_000)
        await look()
        const complete = runs.filter(({ conclusion }) => conclusion === (found > 0 ? 'failure' : 'success'))
        const latest = runs.at(-1)
        expect(latest?.annotations.length, `call ${at}`).toBe(found)
        expect(complete, `call ${at}`).toContain(latest)
        expect(
          runs.filter(({ conclusion }) => conclusion === undefined),
          `call ${at}`,
        ).toStrictEqual([])
      }
    },
  )
})
