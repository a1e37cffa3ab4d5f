import { beforeEach, describe, expect, test } from 'vitest'
import type { JudgingStep } from '../../../../src/core/lint/judgement.ts'
import { key, looser, ProposalStage } from './proposal-stage.ts'

// While a pull request is judged its run says how far that has come.
let stage: ProposalStage

beforeEach(() => {
  stage = new ProposalStage()
})

const asking = (asked: number): JudgingStep => ({ step: 'asking', asked, of: 1_000 })
/** All that was begun comes to its end. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** Judging says how far it is after each of so many seconds. */
const judgingFor = (...after: number[]) => {
  stage.judging = async (tell) => {
    for (const [index, seconds] of after.entries()) {
      stage.later(seconds)
      tell(index === 0 ? { step: 'compiled' } : asking(index * 100))
      await settle()
    }
  }
}

describe('how far judging has come', () => {
  test('is not told of what is quickly done', async () => {
    judgingFor(1, 0.5)
    await stage.look()
    expect(stage.told).toStrictEqual(['Nothing looser or stricter found'])
  })

  test('is told every two seconds at most, and three times at most', async () => {
    judgingFor(2, 1, 1, 1, 1, 2, 2, 2, 9)
    await stage.look()
    expect(stage.told).toStrictEqual([
      'Compiled · asking who would get what …',
      'Compiled · 200 of 1 000 questions asked',
      'Compiled · 400 of 1 000 questions asked',
      'Nothing looser or stricter found',
    ])
    expect(stage.shown()).toStrictEqual(['h success'])
  })

  test('is never told after it is complete', async () => {
    let later: ((step: JudgingStep) => void) | undefined
    stage.judging = async (tell) => {
      stage.later(5)
      tell(asking(1))
      later = tell
    }
    await stage.look()
    stage.later(60)
    later?.(asking(2))
    await settle()
    expect(stage.told.at(-1)).toBe('Nothing looser or stricter found')
    expect(stage.shown()).toStrictEqual(['h success'])
  })

  test('is told by nobody who was overtaken, nor is what they found', async () => {
    stage.judging = async (tell) => {
      stage.judging = undefined
      stage.later(181)
      // Another worker takes over, and is done.
      await stage.look()
      stage.later(5)
      tell(asking(1))
      await settle()
      stage.judgement = looser
    }
    await stage.look()
    expect(stage.told).toStrictEqual(['Nothing looser or stricter found'])
    expect(stage.shown()).toStrictEqual(['h success'])
  })

  test('cannot fail what is judged', async () => {
    stage.judging = async (tell) => {
      stage.later(5)
      stage.refuses = new Error('GitHub is away')
      tell(asking(1))
      await settle()
      stage.refuses = undefined
    }
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success'])
  })

  test('is told again by whoever judges after a death, in the same run', async () => {
    judgingFor(5)
    stage.dies = { at: 2, after: true }
    const { update } = stage.checks
    // The death takes the whole process with it, and not that call alone.
    Object.assign(stage.checks, {
      update: (...given: Parameters<typeof update>) => update(...given).catch(() => new Promise(() => undefined)),
    })
    void stage.look()
    for (let turn = 0; turn < 20; turn += 1) await settle()
    expect(stage.shown()).toStrictEqual(['h undefined'])
    stage.dies = undefined
    stage.later(181)
    await stage.look()
    expect(stage.shown()).toStrictEqual(['h success'])
    expect(await stage.store.proposals.find(key)).toMatchObject({ run: { conclusion: 'success' }, tries: 0 })
  })
})
