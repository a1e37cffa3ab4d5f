import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessUnder } from '../../../../src/core/effect/effect.ts'
import { isOwnMove, type Move, type Way } from '../../../../src/core/effect/moves.ts'
import { type Question, whatItTakes } from '../../../../src/core/effect/what-it-takes.ts'
import type { Floors } from '../../../../src/core/request/limits.ts'
import type { PolicyInput } from '../../../../src/generated/policy-input.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import { runs } from '../../../runs.ts'
import { policyInput } from '../../policy/fixture.ts'
import { resource } from './effect-samples.ts'

type Policy = (input: PolicyInput) => PolicyOutput | undefined

const hour = 3_600
const noon = Date.parse('2026-11-28T12:07:00Z')

/** The catalog's entry with the actions of the questions here, and no limit of its own. */
const catalog = {
  ...resource,
  sensitivity: 'high' as const,
  actions: { read: { scope: 'r' }, write: { scope: 'w' }, dump: { scope: 'd' }, drop: { scope: 'x' } },
}

const asked = (change: (input: PolicyInput) => void = () => undefined): PolicyInput =>
  policyInput((input) => {
    input.request.actions = ['read', 'dump']
    input.request.duration = 2 * hour
    input.facts.now_ns = noon * 1_000_000
    change(input)
  })

const toAccess = (access: string): boolean => access !== 'none'
const atOnce = (access: string): boolean => access === 'at-once'

/** Asks a policy that is a function; `floors`: what the deployment does not go beyond. */
function find(policy: Policy, input: PolicyInput, given: Partial<Question> = {}, floors: Floors = {}) {
  const question: Question = {
    input,
    wished: toAccess,
    accessOf: ({ request }, output) => accessUnder(output, { request, resource: catalog, floors, settings: {} }),
    limits: [],
    readsTime: false,
    takesTicket: true,
    ...given,
  }
  const search = whatItTakes(question)
  let count = 0
  let next = search.next()
  while (!next.done) {
    count++
    next = search.next(policy(next.value))
  }
  return { ...next.value, count }
}

const deny = (...reasons: string[]): PolicyOutput => ({ outcome: 'deny', reasons })
const review: PolicyOutput = {
  outcome: 'review',
  reasons: ['sensitive'],
  max_duration: '12h',
  approvals: [{ name: 'owners', from: ['code-owners'], count: 1 }],
}
const allow: PolicyOutput = { outcome: 'allow', reasons: ['fine'], max_duration: '12h', approvals: [] }

/** Denies for each of the reasons that apply; what is left is `otherwise`. */
function unless(rules: [applies: (input: PolicyInput) => boolean, reason: string][], otherwise = allow): Policy {
  return (input) => {
    const reasons = rules.filter(([applies]) => applies(input)).map(([, reason]) => reason)
    return reasons.length > 0 ? deny(...reasons) : otherwise
  }
}

const dumps = ({ request }: PolicyInput): boolean => request.actions.includes('dump')
const hasTicket = ({ request }: PolicyInput): boolean => request.ticket !== undefined
const without = (...names: string[]): Move => ({ about: 'actions', without: names })
const lasting = (seconds: number): Move => ({ about: 'duration', seconds })
const ticket: Move = { about: 'ticket' }
const team: Move = { about: 'member', team: '@acme/orders' }
const outside = (input: PolicyInput): void => {
  input.facts.requester.teams = []
}

describe('what it takes', () => {
  test.each<
    [
      name: string,
      policy: Policy,
      expected: Move[][],
      given?: { change?: (input: PolicyInput) => void } & Partial<Question>,
    ]
  >([
    ['nothing: it has access', unless([]), []],
    ['nothing helps', unless([[() => true, 'never']]), []],
    ['the policy has no answer', () => undefined, []],
    ['one action fewer', unless([[dumps, 'no dumps']]), [[without('dump')]]],
    [
      'of two ways out each, and not both together',
      unless([[(input) => dumps(input) && !hasTicket(input), 'a ticket, please']]),
      [[without('dump')], [ticket]],
    ],
    [
      'two moves where one does not do: a ticket and less time, or without',
      unless([
        [(input) => dumps(input) && !hasTicket(input), 'a ticket'],
        [(input) => dumps(input) && input.request.duration > hour / 2, '`dump` is limited to 30 min.'],
      ]),
      [[without('dump')], [lasting(hour / 2), ticket]],
    ],
    [
      'the longest that does',
      unless([[({ request }) => request.duration > 5_400, 'at most 90 min']]),
      [[lasting(5_400)]],
    ],
    [
      'a limit that only an answer to another move names',
      (input) =>
        hasTicket(input) ? (input.request.duration > 4_500 ? deny('up to 75 min') : allow) : deny('a ticket'),
      [[lasting(4_500), ticket]],
    ],
    [
      'a ticket is none where nobody can name one',
      unless([[(input) => !hasTicket(input), 'a ticket']]),
      [],
      { takesTicket: false },
    ],
    [
      'a ticket is no move where one is named',
      unless([[dumps, 'no']]),
      [[without('dump')]],
      {
        change: (input) => {
          input.request.ticket = 'OPS-1'
        },
      },
    ],
    [
      'what others are comes last, and never as something to become',
      unless([
        [
          (input) => input.facts.requester.teams.length === 0 && (input.request.duration > hour || dumps(input)),
          'not yours for so long',
        ],
      ]),
      [[without('dump'), lasting(hour)], [team]],
      { change: outside },
    ],
    [
      'only others may',
      unless([[({ facts }) => facts.requester.teams.length === 0, 'for its team']]),
      [[team]],
      { change: outside },
    ],
    [
      'whoever is outside the organisation',
      unless([[({ facts }) => !facts.requester.organisation_member, 'members only']]),
      [[{ about: 'member' }]],
      {
        change: (input) => {
          outside(input)
          input.facts.requester.organisation_member = false
        },
      },
    ],
    [
      'with more permission, and no more than needed',
      unless([[({ facts }) => ['read', 'triage'].includes(facts.requester.permission ?? ''), 'writers only']]),
      [[{ about: 'permission', level: 'write' }]],
      {
        change: (input) => {
          input.facts.requester.permission = 'read'
        },
      },
    ],
    [
      'one grant fewer',
      unless([[({ facts }) => facts.open_grants > 2, 'two at a time']]),
      [[{ about: 'grants', ended: 1 }]],
      {
        change: (input) => {
          input.facts.open_grants = 3
        },
      },
    ],
    [
      'no grant at all',
      unless([[({ facts }) => facts.open_grants > 0, 'one at a time']]),
      [[{ about: 'grants', ended: 3 }]],
      {
        change: (input) => {
          input.facts.open_grants = 3
        },
      },
    ],
    [
      'another day',
      unless([[({ facts }) => facts.requests_last_day > 4, 'five a day']]),
      [[{ about: 'day' }]],
      {
        change: (input) => {
          input.facts.requests_last_day = 5
        },
      },
    ],
    [
      'an older key',
      unless([[({ facts }) => (facts.requester.keys?.oldest_age ?? 0) < 86_400, 'too new']]),
      [[{ about: 'key' }]],
      {
        change: (input) => {
          input.facts.requester.keys = { usable: 1, oldest_age: 60 }
        },
      },
    ],
    ['without review', (input) => (dumps(input) ? review : allow), [[without('dump')]], { wished: atOnce }],
    [
      'without review, by a member of the team',
      ({ facts }) => (facts.requester.teams.length > 0 ? allow : review),
      [[team]],
      { wished: atOnce, change: outside },
    ],
  ])('%s', (_name, policy, expected, { change, ...given } = {}) => {
    expect(find(policy, asked(change), given).ways.map(({ moves }) => moves)).toEqual(expected)
  })

  test('says what would come of it', () => {
    const policy: Policy = (input) => (dumps(input) ? (hasTicket(input) ? review : deny('a ticket')) : allow)
    expect(find(policy, asked()).ways).toEqual<Way[]>([
      { moves: [without('dump')], access: 'at-once' },
      { moves: [ticket], access: 'reviewed' },
    ])
  })

  test('says what has access already', () => {
    expect(find(() => review, asked())).toEqual({ ways: [], complete: true, access: 'reviewed', count: 1 })
    expect(find(() => undefined, asked()).access).toBeUndefined()
  })

  test('of five actions all of the sensitive ones can be left out in one move', () => {
    const input = asked((one) => {
      one.request.actions = ['a', 'b', 'c', 'd', 'e']
      const level = (sensitivity: 'low' | 'critical') => ({ scope: 'x', sensitivity })
      one.facts.resource.actions = {
        a: level('low'),
        b: level('low'),
        c: level('critical'),
        d: level('critical'),
        e: level('critical'),
      }
    })
    const policy = unless([[({ request }) => request.actions.some((name) => 'cde'.includes(name)), 'no']])
    const free = {
      accessOf: (_: PolicyInput, { outcome }: PolicyOutput) =>
        outcome === 'deny' ? ('none' as const) : ('at-once' as const),
    }
    expect(find(policy, input, free).ways.map(({ moves }) => moves)).toEqual([[without('c', 'd', 'e')]])
  })

  test('what changes nothing by itself is tried late, so that the questions suffice for what helps', () => {
    const input = asked((one) => {
      outside(one)
      one.request.actions = ['read', 'write', 'dump', 'drop']
      one.request.duration = 24 * hour
      one.facts.open_grants = 3
      one.facts.requests_last_day = 3
      Object.assign(one.facts.requester, { permission: 'none', keys: { usable: 1, oldest_age: 60 } })
    })
    const policy = unless([
      [dumps, 'no dumps'],
      [({ request }) => request.duration > hour / 4, 'at most 15 min'],
      [({ facts }) => facts.requester.permission === 'none', 'readers only'],
    ])
    expect(find(policy, input).ways.map(({ moves }) => moves)).toContainEqual([
      without('dump'),
      lasting(hour / 4),
      { about: 'permission', level: 'read' },
    ])
  })

  test('never names what a limit forbids', () => {
    const policy = unless([
      [dumps, 'no dumps'],
      [({ request }) => request.duration > hour, 'at most 1 h'],
    ])
    expect(find(policy, asked(), {}, { max_duration: '30m' }).ways.map(({ moves }) => moves)).toEqual([
      [without('dump'), lasting(hour / 2)],
    ])
    expect(find(policy, asked(), {}, { actions: ['dump'] }).ways).toEqual([])
    expect(find(policy, asked(), {}, { max_duration: '10m' }).ways).toEqual([])
    expect(find(policy, asked(), { limits: [600] }, { max_duration: '10m' }).ways.map(({ moves }) => moves)).toEqual([
      [without('dump'), lasting(600)],
    ])
  })
})

describe('at another time', () => {
  const hourOf = ({ facts }: PolicyInput): number => new Date(facts.now_ns / 1_000_000).getUTCHours()
  const at = (text: string): Move => ({ about: 'time', at: new Date(text).toISOString() })

  test.each<[name: string, policy: Policy, expected: Move[][]]>([
    [
      'from eight on',
      unless([[(input) => hourOf(input) < 8 || hourOf(input) >= 12, 'from 8 to 12']]),
      [[at('2026-11-29T08:00Z')]],
    ],
    [
      'to the quarter of an hour',
      unless([[({ facts }) => facts.now_ns < Date.parse('2026-12-01T06:45Z') * 1_000_000, 'frozen']]),
      [[at('2026-12-01T06:45Z')]],
    ],
    [
      'not within seven days',
      unless([[({ facts }) => facts.now_ns < Date.parse('2026-12-06T06:45Z') * 1_000_000, 'frozen']]),
      [],
    ],
    [
      'together with something else',
      unless([
        [dumps, 'no dumps'],
        [({ facts }) => facts.now_ns < Date.parse('2026-11-30T00:00Z') * 1_000_000, 'frozen'],
      ]),
      [[without('dump'), at('2026-11-30T00:00Z')]],
    ],
    [
      'now is as good as later',
      unless([
        [dumps, 'no dumps'],
        [(input) => dumps(input) && hourOf(input) < 20, 'no dumps by day'],
      ]),
      [[without('dump')]],
    ],
  ])('%s', (_name, policy, expected) => {
    expect(find(policy, asked(), { readsTime: true }).ways.map(({ moves }) => moves)).toEqual(expected)
  })

  test('an answer that says another maximum each second has not changed', () => {
    const shrinking: Policy = ({ facts }) => ({
      ...review,
      max_duration: `${Math.floor(9e6 - ((facts.now_ns / 1e9) % 1e6))}s`,
    })
    const { count } = find(shrinking, asked(), { readsTime: true, wished: atOnce })
    expect(find(shrinking, asked(), { readsTime: false, wished: atOnce }).count).toBeLessThan(count)
    expect(find(shrinking, asked(), { readsTime: true, wished: atOnce }).ways).toEqual([])
  })
})

/** The question with these moves made, written down once more. */
function made(input: PolicyInput, moves: readonly Move[]): PolicyInput {
  const next = structuredClone(input)
  const { requester } = next.facts
  for (const move of moves) {
    if (move.about === 'actions')
      next.request.actions = next.request.actions.filter((name) => !move.without.includes(name))
    else if (move.about === 'duration') next.request.duration = move.seconds
    else if (move.about === 'ticket') next.request.ticket = 'TICKET-1'
    else if (move.about === 'time') next.facts.now_ns = Date.parse(move.at) * 1_000_000
    else if (move.about === 'grants') next.facts.open_grants -= move.ended
    else if (move.about === 'day') next.facts.requests_last_day = 0
    else if (move.about === 'member') {
      requester.organisation_member = true
      if (move.team !== undefined) requester.teams.push(move.team)
    } else if (move.about === 'permission') requester.permission = move.level as 'admin'
  }
  return next
}

function partsOf<T>(whole: readonly T[]): T[][] {
  return whole.reduce<T[][]>((parts, one) => parts.flatMap((part) => [part, [...part, one]]), [[]])
}

const condition = fc.oneof(
  fc.constantFrom('read', 'write', 'dump', 'drop').map(
    (name) =>
      ({ request }: PolicyInput) =>
        request.actions.includes(name),
  ),
  fc.integer({ min: 1, max: 3 }).map(
    (most) =>
      ({ request }: PolicyInput) =>
        request.actions.length > most,
  ),
  fc.constantFrom(900, 1_800, 3_600, 5_400).map(
    (most) =>
      ({ request }: PolicyInput) =>
        request.duration > most,
  ),
  fc.constant((input: PolicyInput) => !hasTicket(input)),
  fc.constant(({ facts }: PolicyInput) => facts.requester.teams.length === 0),
  fc.constant(({ facts }: PolicyInput) => !facts.requester.organisation_member),
  fc.integer({ min: 0, max: 2 }).map(
    (most) =>
      ({ facts }: PolicyInput) =>
        facts.open_grants > most,
  ),
  fc.constant(({ facts }: PolicyInput) => facts.requests_last_day > 0),
)
/** Some of them together; what is odd about an action or a ticket makes the answer no easier to find by its direction. */
const rule = fc.tuple(fc.array(condition, { minLength: 1, maxLength: 3 }), fc.boolean()).map(
  ([all, isOdd]) =>
    (input: PolicyInput) =>
      all.every((one) => one(input)) !== (isOdd && input.request.actions.length === 1),
)
const policies = fc.record({ denies: fc.array(rule, { maxLength: 4 }), reviews: fc.array(rule, { maxLength: 2 }) }).map(
  ({ denies, reviews }): Policy =>
    (input) => {
      if (denies.some((applies) => applies(input))) return deny('limited to 90 min')
      return reviews.some((applies) => applies(input)) ? review : allow
    },
)
const inputs = fc
  .record({
    actions: fc.subarray(['read', 'write', 'dump', 'drop'], { minLength: 1 }),
    duration: fc.constantFrom(1_800, 3_600, 2 * hour, 8 * hour),
    isIn: fc.boolean(),
    isMember: fc.boolean(),
    open: fc.integer({ min: 0, max: 3 }),
    day: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ actions, duration, isIn, isMember, open, day }) =>
    asked((input) => {
      input.request.actions = actions
      input.request.duration = duration
      if (!isIn) outside(input)
      input.facts.requester.organisation_member = isIn || isMember
      input.facts.open_grants = open
      input.facts.requests_last_day = day
    }),
  )
const floors = fc.record(
  {
    max_duration: fc.constantFrom('30m', '1h', '4h'),
    actions: fc.subarray(['read', 'write', 'dump', 'drop'], { minLength: 2 }),
  },
  { requiredKeys: [] },
)
const wishes = fc.constantFrom(toAccess, atOnce)

function reached(policy: Policy, input: PolicyInput, limits: Floors): string {
  const output = policy(input)
  return output
    ? accessUnder(output, { request: input.request, resource: catalog, floors: limits, settings: {} })
    : 'none'
}

describe('whatever the policy', () => {
  test('each set leads to what is wished for, no proper part of it does, and where none is found, asking for less does not help', () => {
    fc.assert(
      fc.property(policies, inputs, floors, wishes, (policy, input, limits, wished) => {
        const { ways, complete, access, count } = find(policy, input, { wished }, limits)
        const reach = (moves: readonly Move[]) => reached(policy, made(input, moves), limits)
        expect(count).toBeLessThanOrEqual(300)
        expect(access ?? 'none').toBe(reach([]))
        const own = ways.map(({ moves }) => moves.every(isOwnMove))
        expect(own).toEqual([...own].sort((a, b) => Number(b) - Number(a)))
        for (const { moves, access: then } of ways) {
          expect(reach(moves)).toBe(then)
          expect(wished(then)).toBe(true)
          for (const part of partsOf(moves)) if (part.length < moves.length) expect(wished(reach(part))).toBe(false)
        }
        if (ways.length > 0 || !complete || wished(reach([]))) return
        for (const moves of askingForLess(input)) expect(wished(reach(moves))).toBe(false)
      }),
      { numRuns: runs(600) },
    )
  })
})

/** Every way to ask for less that a search of three moves can find. */
function askingForLess({ request }: PolicyInput): Move[][] {
  const fewer = partsOf(request.actions).filter(({ length }) => length < request.actions.length)
  const shorter = [900, 1_800, 3_600].filter((seconds) => seconds < request.duration)
  return fewer.flatMap((left) =>
    [[], ...shorter.map((seconds) => [lasting(seconds)])].flatMap((less) => {
      const moves = [...(left.length > 0 ? [without(...left)] : []), ...less]
      return [moves, [...moves, ticket]]
    }),
  )
}
