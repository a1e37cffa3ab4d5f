import { describe, expect, it } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import type { ErrorCode } from '../../../../src/core/error-codes.ts'
import { type Asked, askAll } from '../../../../src/policy/worker/batch.ts'
import type { Instance } from '../../../../src/policy/worker/instance.ts'

/** A policy that answers by a table, and counts how often it was renewed. */
function policy(answers: Record<string, string | ErrorCode>) {
  const asked: string[] = []
  let renewed = 0
  const instance: Instance = {
    evaluate(input) {
      asked.push(input)
      const answer = answers[input] ?? 'POLICY_UNDEFINED'
      if (/^[A-Z_]+$/.test(answer)) throw new DaypassError(answer as ErrorCode, 'no')
      return answer
    },
    fresh: async () => {
      renewed += 1
      return instance
    },
  }
  return { instance, asked, renewed: () => renewed }
}

const unlike = async (asked: Asked[], now: Instance, before?: Instance) => {
  const instances = new Map([['now', now], ...(before ? [['before', before] as const] : [])])
  return JSON.parse(await askAll({ asked, ...(before ? { before: 'before' } : {}) }, 'now', instances))
}
const ask = (input: string, expected: string, possible?: string[]): Asked => ({
  input,
  expected,
  ...(possible ? { possible } : {}),
})

describe('questions in one message', () => {
  it('come back where the answer has other bytes, in RFC 8785 form', async () => {
    const { instance } = policy({ a: '{"y":1,"x":2}', b: '{"x":2.0}', c: '1' })
    expect(await unlike([ask('a', '{"x":2,"y":1}'), ask('b', '{"x":2}'), ask('c', '2')], instance)).toEqual([
      { index: 2, now: { text: '1' } },
    ])
  })

  it.each<[code: ErrorCode, renewed: number]>([
    ['POLICY_FAILED', 1],
    ['POLICY_MEMORY', 1],
    // It has simply no answer, and is as it was.
    ['POLICY_UNDEFINED', 0],
    ['POLICY_OUTPUT_INVALID', 0],
  ])(
    'that end in %s are answered with it, and go on with an instance that is fresh where that is needed',
    async (code, renewed) => {
      const found = policy({ a: code, b: '1' })
      expect(await unlike([ask('a', '1'), ask('b', '1')], found.instance)).toEqual([
        { index: 0, now: { code, message: 'no' } },
      ])
      expect(found.renewed()).toBe(renewed)
    },
  )

  it('that are answered with what has no canonical form have no answer', async () => {
    const { instance } = policy({ a: '"\\ud800"' })
    expect(await unlike([ask('a', '1')], instance)).toMatchObject([{ now: { code: 'POLICY_OUTPUT_INVALID' } }])
  })

  it('are asked with all that they may have been, up to the first that makes a difference', async () => {
    const now = policy({ a1: '1', a2: '1', a3: '1', b1: '1', b2: '2', b3: '1' })
    const asked = [ask('a', '1', ['a1', 'a2', 'a3']), ask('b', '1', ['b1', 'b2', 'b3']), ask('c', '1', [])]
    expect(await unlike(asked, now.instance)).toEqual([
      { index: 1, now: 'varies' },
      { index: 2, now: 'varies' },
    ])
    expect(now.asked).toEqual(['a1', 'a2', 'a3', 'b1', 'b2'])
  })

  it('are put to the policy of before as they were', async () => {
    const [now, before] = [policy({ a1: '1', b: '1' }), policy({ a: '1', b: '2' })]
    expect(await unlike([ask('a', '1', ['a1']), ask('b', '1')], now.instance, before.instance)).toEqual([
      { index: 1, now: { text: '1' }, before: { text: '2' } },
    ])
    expect(before.asked).toEqual(['a', 'b'])
  })

  it('are not answered by a policy that is not loaded', async () => {
    await expect(askAll({ asked: [ask('a', '1')] }, 'gone', new Map())).rejects.toThrow('not loaded')
  })
})
