import { describe, expect, it } from 'vitest'
import { isWholeSetting, type Probe, probesOf, settingProbes } from '../../../../src/core/policy/probe.ts'
import { policyInput } from '../../policy/fixture.ts'

const shown = (probes: readonly (Probe<unknown> & { reach?: string })[], part: string) =>
  probes.filter((one) => one.part === part).map(({ how, reach }) => (reach === undefined ? how : `${how} ${reach}`))

const input = policyInput(({ request, facts }) => {
  request.ticket = 'T-1'
  facts.requester.permission = 'write'
  facts.requester.keys = { usable: 1, oldest_age: 5 }
})
const probes = probesOf(input)

describe('what the policy is told, spoilt', () => {
  it.each([
    [
      'facts.requester.permission',
      ['absent reachable', 'null unreachable', 'spoilt unreachable', 'spoilt unreachable'],
    ],
    ['facts.requester.keys', ['absent reachable', 'null unreachable']],
    ['facts.requester.keys.oldest_age', ['absent reachable', 'null unreachable']],
    ['facts.requester.login', ['absent unreachable', 'null unreachable', 'spoilt reachable', 'spoilt reachable']],
    ['facts.requester.teams', ['absent unreachable', 'null unreachable', 'spoilt reachable']],
    ['facts.requester.organisation_member', ['absent unreachable', 'null unreachable']],
    ['facts.requester', ['absent unreachable', 'null unreachable']],
    ['facts.now_ns', ['absent unreachable', 'null unreachable']],
    ['facts.open_grants', ['absent unreachable', 'null unreachable']],
    // What the catalog may say is nobody's mistake.
    ['facts.resource.team', ['null unreachable']],
    [
      'facts.resource.sensitivity',
      ['absent unreachable', 'null unreachable', 'spoilt unreachable', 'spoilt unreachable'],
    ],
    ['facts.resource.actions.write.max_duration', ['null unreachable']],
    [
      'facts.resource.actions.read.sensitivity',
      ['absent unreachable', 'null unreachable', 'spoilt unreachable', 'spoilt unreachable'],
    ],
    ['facts.requester.teams.0', []],
    // What a person writes is theirs.
    ['request.ticket', ['absent reachable']],
    ['request.reason', []],
    ['request.duration', []],
    ['request.actions', []],
  ])('%s', (part, expected) => {
    expect(shown(probes, part)).toEqual(expected)
  })

  it('changes one thing at a time, and nothing of what it is made from', () => {
    const before = structuredClone(input)
    for (const { path, value } of probesOf(input)) {
      const undone = structuredClone(value) as Record<string, unknown>
      let at: Record<string, unknown> = undone
      let from = input as unknown as Record<string, unknown>
      for (const name of path.slice(0, -1)) {
        at = at[name] as Record<string, unknown>
        from = from[name] as Record<string, unknown>
      }
      const last = path.at(-1) ?? ''
      at[last] = from[last]
      expect(undone).toEqual(before)
    }
    expect(input).toEqual(before)
  })
})

describe('the settings of a policy, spoilt', () => {
  const data = {
    settings: {
      most: 3,
      frozen: [{ from: '2026-12-24T00:00:00Z', why: 'holidays' }],
      teams: ['@acme/a'],
      open: true,
      level: { low: '12h' },
    },
  }
  const values = (part: string) =>
    settingProbes(data).flatMap((one) => (one.part === part ? [[one.how, JSON.stringify(one.value)]] : []))

  it('is taken away, null, and of another kind', () => {
    const { most: _, ...rest } = data.settings
    expect(values('settings.most')).toEqual([
      ['absent', JSON.stringify({ settings: rest })],
      ['null', JSON.stringify({ settings: { ...rest, most: null } })],
      ['spoilt', JSON.stringify({ settings: { ...rest, most: '3' } })],
      ['spoilt', JSON.stringify({ settings: { ...rest, most: 'unreadable' } })],
    ])
  })

  it('has a day in place of an instant, in an entry of a list too', () => {
    expect(values('settings.frozen.0.from').map(([how]) => how)).toEqual([
      'absent',
      'null',
      'spoilt',
      'spoilt',
      'spoilt',
    ])
    expect(values('settings.frozen.0.from').at(-1)?.[1]).toContain('"from":"2026-12-24"')
  })

  it('leaves the words of a list alone, and what is no leaf', () => {
    const parts = new Set(settingProbes(data).map(({ part }) => part))
    expect([...parts].sort()).toEqual([
      'settings.frozen.0.from',
      'settings.frozen.0.why',
      'settings.level.low',
      'settings.most',
      'settings.open',
    ])
  })

  it('tells a setting from a part of one', () => {
    const whole = settingProbes(data).filter((probe) => isWholeSetting(probe))
    expect([...new Set(whole.map(({ part }) => part))]).toEqual(['settings.most', 'settings.open'])
  })

  it.each([[undefined], [null], [7], [{}], [[]]])('is nothing in %j', (nothing) => {
    expect(settingProbes(nothing)).toEqual([])
  })
})
