import { beforeEach, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { base, changed, findings, key, merge, ProposalStage, pullAt } from './proposal-stage.ts'

let stage: ProposalStage

beforeEach(() => {
  stage = new ProposalStage()
})

describe('a pull request', () => {
  test('is judged once, whoever asks again', async () => {
    for (let i = 0; i < 3; i += 1) await stage.look()
    expect(stage.shown()).toStrictEqual(['h success'])
    expect(stage.calls).toBe(2)
  })

  test('that changes nothing costs one creation', async () => {
    stage.listings = { [base]: changed, [merge]: changed }
    await stage.look()
    expect(stage.runs).toMatchObject([{ conclusion: 'success', output: { title: 'Changes no rule of access' } }])
    expect(stage.calls).toBe(1)
  })

  test('that was pushed to while it was judged leaves no run under way', async () => {
    stage.judgement = new DaypassError('POLICY_TIMEOUT', 'It took too long.')
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h undefined'])
    stage.judgement = { findings: [] }
    stage.pull = pullAt({ head: 'n'.repeat(40) })
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h cancelled', 'n success'])
  })

  test('is judged anew when the base moves, and not before GitHub has tried the merge with it', async () => {
    await stage.look()
    stage.tip = 'x'.repeat(40)
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success'])
    stage.listings[stage.tip] = '[["policies/b.rego","100644","y"]]'
    stage.pull = pullAt({ merge: { commit: merge, onto: stage.tip } })
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success', 'h success'])
  })

  test('that is again as it was judged once gets a run of its own, though nobody hears that it was begun', async () => {
    const [there, before] = [stage.pull, stage.tip]
    await stage.look()
    stage.tip = 'x'.repeat(40)
    stage.listings[stage.tip] = '[["policies/b.rego","100644","y"]]'
    stage.pull = pullAt({ merge: { commit: merge, onto: stage.tip } })
    await stage.look()
    stage.tip = before
    stage.pull = there
    stage.calls = 0
    stage.dies = { at: 1, after: true }
    await stage.look().catch(() => undefined)
    stage.dies = undefined
    stage.later(120)
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success', 'h success', 'h success'])
    expect(new Set(stage.runs.map(({ name }) => name)).size).toBe(3)
  })

  test('sends what was found once, fifty at a time', async () => {
    stage.judgement = { findings: findings(120) }
    await stage.look()
    expect(stage.runs).toMatchObject([{ conclusion: 'failure' }])
    expect(stage.runs[0]?.annotations.map(({ line }) => line)).toStrictEqual(
      Array.from({ length: 120 }, (_, at) => at + 1),
    )
  })

  test('that cannot be judged is no success, and after some tries that is said', async () => {
    stage.judgement = new DaypassError('OPA_MISSING', 'There is no opa here.')
    for (let tries = 0; tries < 6; tries += 1) {
      await stage.look()
      stage.later(120)
    }
    expect(stage.runs).toMatchObject([{ conclusion: 'failure', output: { title: 'Could not be judged' } }])
  })

  test.each(['GITHUB_UNAVAILABLE', 'GITHUB_LIMITED', 'GITHUB_NOT_FOUND'] as const)(
    'waits for GitHub as long as it takes, and says nothing meanwhile that would stand: %s',
    async (code) => {
      stage.judgement = new DaypassError(code, 'GitHub has a bad day.')
      for (let tries = 0; tries < 10; tries += 1) {
        await stage.look()
        stage.later(120)
      }
      expect(stage.shown()).toStrictEqual(['h undefined'])
      stage.judgement = { findings: [] }
      await stage.look()
      expect(stage.shown()).toStrictEqual(['h success'])
    },
  )

  test('that is not seen once is judged all the same, and one that is not seen for long is given up', async () => {
    const there = stage.pull
    stage.pull = new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')
    await stage.look()
    stage.pull = there
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success'])
    stage.pull = new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')
    for (let tries = 0; tries < 13; tries += 1) await stage.look()
    expect(await stage.store.proposals.waiting([key], stage.clock)).toStrictEqual([])
    expect(await stage.store.proposals.find(key)).toMatchObject({ over: true })
    stage.pull = there
    await stage.look()
    expect(await stage.store.proposals.find(key)).toMatchObject({ over: false })
  })

  test('that is not seen for long is not given up while its run is under way, until GitHub calls that stale', async () => {
    const there = stage.pull
    stage.judgement = new DaypassError('GITHUB_UNAVAILABLE', 'GitHub has a bad day.')
    await stage.look()
    stage.pull = new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')
    for (let tries = 0; tries < 300; tries += 1) await stage.look()
    const [waiting] = await stage.store.proposals.waiting([key], stage.clock)
    expect(waiting?.wakeAt).toStrictEqual(new Date(stage.clock.getTime() + 3_600_000))
    // It was closed meanwhile, and no webhook told.
    stage.pull = pullAt({ open: false })
    stage.later(3_600)
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h cancelled'])
    stage.pull = there
    await stage.look()
    stage.pull = new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')
    for (let tries = 0; tries < 360; tries += 1) await stage.look()
    expect(await stage.store.proposals.find(key)).toMatchObject({ over: true })
  })

  test('waits where nobody has accepted that the app writes checks', async () => {
    stage.refuses = new DaypassError('GITHUB_REFUSED', 'Resource not accessible by integration')
    await stage.look()
    const [waiting] = await stage.store.proposals.waiting([key], stage.clock)
    expect(waiting?.due).toBe(false)
    stage.refuses = undefined
    stage.later(3_600)
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success'])
  })

  test.each([0, 1, 51].flatMap((found) => [true, false].map((after) => ({ found, after }))))(
    'survives the death of the process at every call ($found findings, after the call: $after)',
    async ({ found, after }) => {
      stage.judgement = { findings: findings(found) }
      for (let at = 1; at <= 7; at += 1) {
        stage.runs = []
        stage.store.empty()
        stage.calls = 0
        stage.dies = { at, after }
        await stage.look().catch(() => undefined)
        stage.dies = undefined
        stage.later(120)
        await stage.look()
        const complete = stage.runs.filter(({ conclusion }) => conclusion === (found > 0 ? 'failure' : 'success'))
        const latest = stage.runs.at(-1)
        expect(latest?.annotations.length, `call ${at}`).toBe(found)
        expect(complete, `call ${at}`).toContain(latest)
        expect(
          stage.runs.filter(({ conclusion }) => conclusion === undefined),
          `call ${at}`,
        ).toStrictEqual([])
      }
    },
  )

  test('that was force-pushed back to an earlier commit gets a new run of it', async () => {
    const there = stage.pull
    await stage.look()
    stage.pull = pullAt({ head: 'n'.repeat(40) })
    await stage.look()
    stage.pull = there
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success', 'n success', 'h success'])
  })

  test('is judged once more by another engine, which the sweep finds', async () => {
    await stage.look()
    stage.judgedBy = 'opa of another version'
    await stage.look()
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success', 'h success'])
  })

  test('whose base is another branch by now, or becomes the default one, is left, or begun', async () => {
    await stage.look()
    stage.pull = pullAt({ base: 'next' })
    await stage.look()
    expect(await stage.store.proposals.find(key)).toMatchObject({ over: true })
    stage.pull = pullAt({ base: 'next', defaultBranch: 'next' })
    stage.defaultBranch = 'next'
    stage.tip = 'x'.repeat(40)
    stage.pull = pullAt({ base: 'next', defaultBranch: 'next', merge: { commit: merge, onto: stage.tip } })
    stage.listings[stage.tip] = '[["policies/b.rego","100644","y"]]'
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success', 'h success'])
    expect(await stage.store.proposals.find(key)).toMatchObject({ over: false })
  })

  test.each([
    { allowed: false, shown: ['h failure'] },
    { allowed: true, shown: ['h success'] },
  ])('in a repository that becomes public while it is judged shows nothing (allowed: $allowed)', async (row) => {
    stage.allowPublic = row.allowed
    stage.judgement = { findings: row.allowed ? [] : findings(3) }
    stage.judging = async () => {
      stage.isPrivate = false
    }
    await stage.look()
    expect(stage.shown()).toStrictEqual(row.shown)
    expect(stage.runs[0]?.annotations).toStrictEqual([])
    if (!row.allowed) expect(stage.runs[0]?.output.title).toBe('Is not judged in a public repository')
  })

  test('is judged once its repository is private again', async () => {
    stage.isPrivate = false
    await stage.look()
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h failure'])
    stage.isPrivate = true
    await stage.look()
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h failure', 'h success'])
  })
})
