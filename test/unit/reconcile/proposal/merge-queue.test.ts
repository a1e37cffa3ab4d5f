import { beforeEach, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { base, changed, looser, merge, ProposalStage, pullAt, pusher } from './proposal-stage.ts'

// A merge queue makes commits of its own, and merges them where our run of them is green.
let stage: ProposalStage
const [first, second] = ['q'.repeat(40), 'r'.repeat(40)]
const atFirst = { commit: first, onto: base }

beforeEach(async () => {
  stage = new ProposalStage()
  stage.listings[first] = changed
  await stage.pushed(pusher)
})

describe('a commit of the merge queue', () => {
  test('gets a run of its own, once, however often it is told', async () => {
    for (let i = 0; i < 3; i += 1) await stage.look(atFirst)
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success', 'q success'])
  })

  test('is judged anew, with what stands before it, and by the votes of its pull request', async () => {
    stage.judgement = looser
    await stage.look(atFirst)
    expect(stage.shown()).toStrictEqual(['h action_required', 'q action_required'])
    stage.reviews = [stage.review(1, 5, 'APPROVED'), stage.review(2, 6, 'APPROVED')]
    stage.listings[second] = changed
    await stage.look({ commit: second, onto: base })
    expect(stage.shown().slice(2)).toStrictEqual(['h success', 'r success'])
  })

  test('that changes nothing governed, as its pull request does not, is green', async () => {
    stage.listings = { [base]: changed, [merge]: changed, [first]: changed }
    await stage.look(atFirst)
    expect(stage.shown()).toStrictEqual(['h success', 'q success'])
    expect(stage.runs[1]?.output.title).toBe('Changes no rule of access')
  })

  test.each<[what: string, listing: string]>([
    ['changes more', '[["policies/a.rego","100644","x"],["policies/b.rego","100644","y"]]'],
    ['changes less', '[]'],
    ['changes the same otherwise', '[["policies/a.rego","100644","evil"]]'],
    ['makes it a link', '[["policies/a.rego","120000","x"]]'],
  ])('that %s than its pull request is red, whoever called a branch so', async (_what, listing) => {
    stage.listings[first] = listing
    await stage.look(atFirst)
    expect(stage.shown()).toStrictEqual(['h success', 'q failure'])
  })

  describe('behind another one', () => {
    const before = '[["catalog/a.yml","100644","z"]]'
    const behind = { commit: second, onto: first }
    const run = (name: string, conclusion?: string) => {
      stage.runs.push({
        id: stage.runs.length + 1,
        head: first,
        name,
        annotations: [],
        output: { title: '', summary: '' },
        conclusion,
      })
    }
    beforeEach(() => {
      stage.listings[first] = before
      stage.listings[second] = '[["catalog/a.yml","100644","z"],["policies/a.rego","100644","x"]]'
    })
    const last = () => stage.runs.filter(({ head }) => head === second).map(({ conclusion }) => conclusion)

    test('waits until that one is judged, and is judged with it', async () => {
      await stage.look(behind)
      expect(last()).toStrictEqual([])
      run('queue.one.1', 'success')
      await stage.look()
      expect(last()).toStrictEqual(['success'])
    })

    test('is red where that one is, whatever it was before', async () => {
      run('queue.one.1', 'success')
      run('queue.one.2', 'action_required')
      await stage.look(behind)
      expect(last()).toStrictEqual(['failure'])
    })

    test('does not take the run of a head for one of the queue', async () => {
      run('one.1', 'success')
      await stage.look(behind)
      expect(last()).toStrictEqual([])
    })
  })

  test.each([1, 2, 3, 4, 5, 6, 7].flatMap((at) => [true, false].map((after) => ({ at, after }))))(
    'survives the death of the process at call $at (after it: $after)',
    async ({ at, after }) => {
      stage.dies = { at, after }
      await stage.look(atFirst).catch(() => undefined)
      stage.dies = undefined
      stage.later(240)
      await stage.look()
      for (const head of ['h', 'q']) expect(stage.shown()).toContain(`${head} success`)
      expect(stage.shown().filter((run) => run.endsWith('undefined'))).toStrictEqual([])
    },
  )

  test('leaves no run under way when the pull request is closed', async () => {
    stage.judging = async () => {
      if (stage.runs.length === 2) throw new DaypassError('POLICY_TIMEOUT', 'It took too long.')
    }
    await stage.look(atFirst)
    expect(stage.shown()).toStrictEqual(['h success', 'q undefined'])
    stage.pull = pullAt({ open: false, merge: null })
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success', 'q cancelled'])
  })
})
