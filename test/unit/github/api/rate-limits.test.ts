import { describe, expect, test } from 'vitest'
import { readFailure } from '../../../../src/github/api/api-error.ts'
import { Limits } from '../../../../src/github/api/rate-limits.ts'
import type { Asked } from '../../../../src/github/api/shares.ts'
import { scripted, start } from '../scripted-github.ts'

const scope = { installation: 11, repository: 7 }
const address = { owner: 'acme', repo: 'access', issue_number: 3 }
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const epoch = (seconds: number) => String(at(seconds).getTime() / 1000)
/** Nobody's share is in the way, and no reserve. */
const by = (person: number): Asked => ({ for: 'credential', by: person, repository: undefined })

describe('after a limit nothing is asked until the instant that GitHub named', () => {
  test.each([
    ['retry-after in seconds', 403, { 'retry-after': '120' }, 120],
    ['retry-after as a date', 429, { 'retry-after': at(90).toUTCString() }, 90],
    ['a primary limit', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(600) }, 601],
    ['a primary limit as 429', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(600) }, 601],
    [
      'both: retry-after counts',
      403,
      { 'retry-after': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(600) },
      5,
    ],
    ['no word at all', 429, {}, 60],
    ['a year', 429, { 'retry-after': '31536000' }, 3600],
    ['a reset in the past', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(-600) }, 1],
  ])('%s', async (_, status, headers, seconds) => {
    let limited = true
    const { github, asked, later } = scripted((call) => {
      if (call.path.endsWith('/access_tokens')) return undefined
      return limited ? { status, headers: headers as Record<string, string>, body: { message: 'limit' } } : { body: {} }
    })
    const call = () => github.asInstallation(scope, 'issue', address)
    await expect(call()).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    limited = false
    later(seconds - 0.5)
    await expect(call()).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    expect(asked).toHaveLength(1)
    later(1)
    await call()
    expect(asked).toHaveLength(2)
  })

  test('the message of a secondary limit is enough', async () => {
    const { github } = scripted((call) =>
      call.path.endsWith('/access_tokens')
        ? undefined
        : { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } },
    )
    await expect(github.asInstallation(scope, 'issue', address)).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
  })

  test('a plain 403 limits nothing', async () => {
    const { github, asked } = scripted((call) =>
      call.path.endsWith('/access_tokens')
        ? undefined
        : { status: 403, body: { message: 'Resource not accessible by integration' } },
    )
    const call = () => github.asInstallation(scope, 'issue', address)
    await expect(call()).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    await expect(call()).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(asked).toHaveLength(2)
  })

  test('the last call that GitHub grants closes too', async () => {
    const { github, asked } = scripted((call) =>
      call.path.endsWith('/access_tokens')
        ? undefined
        : { body: {}, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(300) } },
    )
    const call = () => github.asInstallation(scope, 'issue', address)
    await call()
    await expect(call()).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    expect(asked).toHaveLength(1)
  })

  test('what is left is told as GitHub said it last, and of our own budget', async () => {
    const { github, later } = scripted(
      (call) =>
        call.path.endsWith('/access_tokens')
          ? undefined
          : { body: {}, headers: call.method === 'GET' ? { 'x-ratelimit-remaining': '4321' } : {} },
      { creationBudget: { perMinute: 2, perHour: 3 } },
    )
    const of = () => github.room().find(({ installation }) => installation === String(scope.installation))
    expect(of()).toBeUndefined()
    await github.asInstallation(scope, 'issue', address)
    const { creations = 0, ...seen } = of() ?? {}
    expect(seen).toEqual({ installation: String(scope.installation), calls: 4321 })
    await github.asInstallation(scope, 'comment', { ...address, body: 'Hello' })
    expect(of()).toMatchObject({ calls: 4321, creations: creations - 1 })
    later(3601)
    expect(of()).toMatchObject({ creations })
  })

  test('not even a token', async () => {
    const { github, minted, later } = scripted((call) =>
      call.path.endsWith('/access_tokens') ? undefined : { status: 429, headers: { 'retry-after': '3600' } },
    )
    const call = () => github.asInstallation(scope, 'issue', address)
    await expect(call()).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    later(56 * 60)
    await expect(call()).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    expect(minted).toHaveLength(1)
  })

  test("one installation's limit is not another's", async () => {
    const { github } = scripted((call) => {
      if (call.path.endsWith('/access_tokens')) return undefined
      return call.headers.get('authorization') === 'token ghs_secret_1' ? { status: 429 } : { body: {} }
    })
    await expect(github.asInstallation(scope, 'issue', address)).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    await github.asInstallation({ installation: 12 }, 'issue', address)
  })
})

test('an hour of 403 is asked a handful of times', async () => {
  const { github, asked, later } = scripted((call) =>
    call.path.endsWith('/access_tokens') ? undefined : { status: 403, body: { message: 'secondary rate limit' } },
  )
  for (let second = 0; second < 3600; second += 5) {
    await expect(github.asInstallation(scope, 'issue', address)).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    later(5)
  }
  expect(asked.length).toBeLessThanOrEqual(7)
})

describe('creations', () => {
  const busy = (count: number) => {
    const limits = new Limits({ perMinute: 60, perHour: 400 })
    let made = 0
    for (let second = 0; second < count; second++) {
      try {
        limits.check('11', at(second), by(second))
        made += 1
      } catch {}
    }
    return made
  }
  test.each([
    ['a minute', 60, 60],
    ['an hour', 3600, 400],
    ['two hours', 7200, 800],
  ])('stay within the budget of %s', (_, seconds, most) => {
    expect(busy(seconds)).toBeLessThanOrEqual(most)
    expect(busy(seconds)).toBeGreaterThan(most - 20)
  })

  test('over the budget are refused before they are sent; reading goes on', async () => {
    const { github, asked, later } = scripted(
      ({ path }) => (path.includes('/issues/') ? { body: { id: 1 } } : undefined),
      {
        creationBudget: { perMinute: 2, perHour: 3 },
      },
    )
    let person = 0
    const create = () => github.asInstallation(scope, 'comment', { ...address, body: 'text' }, undefined, by(++person))
    await create()
    await create()
    await expect(create()).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    await github.asInstallation(scope, 'issue', address)
    expect(asked).toHaveLength(3)
    later(61)
    await create()
    later(61)
    await expect(create()).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    later(3600)
    await create()
  })

  test('sent at once after a secondary limit reach GitHub one by one', async () => {
    let limited = true
    const order: string[] = []
    const { github, later } = scripted(({ path, body }) => {
      if (!path.includes('/issues/')) return undefined
      if (limited) return { status: 403, headers: { 'retry-after': '1' } }
      order.push(`sent ${body.body}`)
      return { body: { id: 1 } }
    })
    const create = (text: string) =>
      github.asInstallation(scope, 'comment', { ...address, body: text }).then(() => order.push(`done ${text}`))
    await expect(create('first')).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
    limited = false
    later(2)
    await Promise.all([create('a'), create('b')])
    expect(order.indexOf('sent b')).toBeGreaterThan(order.indexOf('sent a'))
    expect(order.slice(0, 2)).toEqual(['sent a', 'done a'])
  })

  test('go one by one after a secondary limit, and side by side again an hour later', async () => {
    const limits = new Limits(undefined)
    const limit = Object.assign(new Error('limit'), { status: 403, response: { headers: { 'retry-after': '1' } } })
    limits.noteFailure('11', readFailure(limit), start)
    let running = 0
    let most = 0
    const creation = async () => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running -= 1
    }
    await Promise.all([1, 2, 3].map(() => limits.inTurn('11', at(2), creation)))
    expect(most).toBe(1)
    await Promise.all([1, 2, 3].map(() => limits.inTurn('11', at(3700), creation)))
    expect(most).toBe(3)
  })

  test('that fail do not stop those behind them', async () => {
    const limits = new Limits(undefined)
    const limit = Object.assign(new Error('limit'), { status: 429, response: { headers: {} } })
    limits.noteFailure('11', readFailure(limit), start)
    const failed = limits.inTurn('11', at(2), () => Promise.reject(new Error('no')))
    const next = limits.inTurn('11', at(2), async () => 'made')
    await expect(failed).rejects.toThrow('no')
    expect(await next).toBe('made')
  })
})

describe('what nobody waits for is made only where there is room', () => {
  const budget = { perMinute: 4, perHour: 8 }
  const failure = (status: number, headers: Record<string, string>) =>
    readFailure(Object.assign(new Error('no'), { status, response: { headers, data: {} } }))
  test.each<[what: string, seconds: number, calm: boolean, act: (limits: Limits) => void]>([
    ['nothing was made', 0, true, () => undefined],
    ['half of a minute is used', 0, true, (limits) => make(limits, 2)],
    ['three quarters of a minute are used', 0, false, (limits) => make(limits, 3)],
    ['a minute later', 60, true, (limits) => make(limits, 3)],
    ['three quarters of an hour are used', 120, false, (limits) => [make(limits, 3), make(limits, 3, 60)]],
    ['an hour later', 3661, true, (limits) => [make(limits, 3), make(limits, 3, 60)]],
    ['a creation was refused', 61, false, (limits) => refuse(limits)],
    ['a minute after it was refused', 130, true, (limits) => refuse(limits)],
    ['GitHub limits', 0, false, (limits) => limits.noteFailure('x', failure(429, { 'retry-after': '5' }), at(0))],
    [
      'within the hour after',
      3599,
      false,
      (limits) => limits.noteFailure('x', failure(429, { 'retry-after': '5' }), at(0)),
    ],
    ['an hour after', 3600, true, (limits) => limits.noteFailure('x', failure(429, { 'retry-after': '5' }), at(0))],
    ['another installation is limited', 0, true, (limits) => limits.noteFailure('y', failure(429, {}), at(0))],
  ])('%s', (_what, seconds, calm, act) => {
    const limits = new Limits(budget)
    act(limits)
    expect(limits.isCalm('x', at(seconds))).toBe(calm)
  })

  function make(limits: Limits, count: number, seconds = 0): void {
    for (let i = 0; i < count; i++) limits.check('x', at(seconds), by(i))
  }
  function refuse(limits: Limits): void {
    make(limits, 4)
    expect(() => make(limits, 1, 50)).toThrow('limit')
    // The four are an hour's and not the minute's by then.
    expect(limits.isCalm('y', at(61))).toBe(true)
  }

  test('without a budget of our own, only what GitHub says counts', () => {
    const limits = new Limits(undefined)
    make(limits, 500)
    expect(limits.isCalm('x', at(0))).toBe(true)
  })
})
