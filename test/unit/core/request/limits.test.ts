import { describe, expect, test } from 'vitest'
import { type Earlier, type Floors, forbidden, hasQuota, type OwnLimits } from '../../../../src/core/request/limits.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import type { CanonicalRequest } from '../../../../src/generated/request.ts'

const resource = {
  id: 'orders-db',
  sensitivity: 'medium',
  actions: {
    read: { scope: 'orders:read', max_duration: '8h' },
    dump: { scope: 'orders:dump', max_duration: '1h', sensitivity: 'critical' },
    list: { scope: 'orders:list', sensitivity: 'low' },
  },
} as unknown as Resource
const allow: PolicyOutput = { outcome: 'allow', reasons: ['yes'], approvals: [] }

type Given = { actions?: string[]; duration?: number; floors?: Floors; settings?: OwnLimits; output?: PolicyOutput }

function found({ actions = ['read'], duration = 3600, ...given }: Given, earlier?: Earlier): string[] {
  const request = { resource: 'orders-db', actions, duration } as CanonicalRequest
  const { floors = {}, settings = {}, output = allow } = given
  return forbidden(request, resource, output, floors, settings, earlier).map(
    ({ code, message }) => `${code} ${message}`,
  )
}

describe('quotas of a person', () => {
  const two = { open_requests_per_person: 2 }
  const five = { requests_per_person_per_day: 5 }

  test.each<[string, OwnLimits, Earlier, number]>([
    ['none is set', {}, { open: 999, lastDay: 999 }, 0],
    ['one fewer open than allowed', two, { open: 1, lastDay: 99 }, 0],
    ['as many open as allowed', two, { open: 2, lastDay: 2 }, 1],
    ['more open than allowed, as after the setting changed', two, { open: 7, lastDay: 7 }, 1],
    ['one fewer a day than allowed', five, { open: 99, lastDay: 4 }, 0],
    ['as many a day as allowed', five, { open: 0, lastDay: 5 }, 1],
    ['both', { ...two, ...five }, { open: 2, lastDay: 5 }, 2],
  ])('%s', (_, settings, earlier, count) => {
    const findings = found({ settings }, earlier)
    expect(findings).toHaveLength(count)
    for (const finding of findings) expect(finding).toMatch(/^QUOTA_REACHED This repository lets a person /)
  })

  test('what has begun is never stopped by one', () => {
    expect(found({ settings: { ...two, ...five } })).toEqual([])
  })

  test('say the limit, the count and what helps', () => {
    expect(found({ settings: { ...two, ...five } }, { open: 3, lastDay: 6 })).toEqual([
      'QUOTA_REACHED This repository lets a person have 2 requests open at a time, and 3 of yours are. Comment `/done` or `/cancel` on one that you no longer need, then open a new request.',
      'QUOTA_REACHED This repository lets a person make 5 requests within 24 hours, and you have made 6 already. Open a new one when the oldest of them is a day old.',
    ])
    expect(found({ settings: { open_requests_per_person: 1 } }, { open: 1, lastDay: 1 })[0]).toContain(
      'have 1 request open',
    )
  })

  test('are told together with everything else that forbids it', () => {
    const given = { settings: { ...two, max_duration: '30m' }, floors: { actions: ['list'] } }
    expect(found(given, { open: 2, lastDay: 2 })).toHaveLength(3)
  })

  test('need somebody to count only where one is set', () => {
    expect([{}, { max_duration: '1h' }, two, five].map(hasQuota)).toEqual([false, false, true, true])
  })
})

describe('floors and durations', () => {
  test.each<[string, Given, RegExp | undefined]>([
    ['within all of them', {}, undefined],
    ['exactly as long as allowed', { duration: 8 * 3600 }, undefined],
    ["longer than the action's", { duration: 8 * 3600 + 1 }, /`read` on `orders-db` is limited to 8h\. .* 8h or less/],
    ['the shortest of the actions counts', { actions: ['read', 'dump'], duration: 3601 }, /`dump` .* limited to 1h/],
    ["the policy's", { output: { ...allow, max_duration: '30m' } }, /The policy limits this to 30m/],
    ["the repository's own", { settings: { max_duration: '15m' } }, /This repository limits every grant to 15m/],
    ["the connector's", { floors: { max_duration: '5m' } }, /The deployment limits this connector to 5m/],
    ['an action that the connector does not give', { floors: { actions: ['list'] } }, /does not give out `read`/],
    ['too little sensitivity', { actions: ['list'], floors: { min_sensitivity: 'medium' } }, /below medium/],
    ['enough sensitivity', { actions: ['dump'], floors: { min_sensitivity: 'critical' } }, undefined],
  ])('%s', (_, given, words) => {
    const findings = found(given)
    expect(findings).toHaveLength(words ? 1 : 0)
    if (words) expect(findings[0]).toMatch(words)
    for (const finding of findings) expect(finding).toMatch(/^FLOOR_FORBIDS /)
  })
})
