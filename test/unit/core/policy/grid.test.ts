import { describe, expect, it } from 'vitest'
import {
  type Answered,
  distinct,
  type GridContext,
  gridOf,
  recordedQuestions,
  variationsOf,
} from '../../../../src/core/policy/grid.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import { isPolicyInput } from '../../../../src/generated/validators.js'
import { policyInput } from '../../policy/fixture.ts'

const resource = (id: string, change: Partial<Resource> = {}): Resource => ({
  id,
  title: id,
  kind: 'database',
  sensitivity: 'low',
  team: '@acme/orders',
  connector: 'orders',
  actions: { read: { scope: 'r' }, dump: { scope: 'd', sensitivity: 'critical', max_duration: '1h' } },
  ...change,
})

const context = (reads: string[] = [], teams: string[] = []): GridContext => ({
  repository: { id: 7, fullName: 'acme/access', private: true },
  now: new Date('2026-11-30T12:00:00Z'),
  reads: (part) => reads.includes(part.replace('input.', '')),
  teams,
})

const deny: PolicyOutput = { outcome: 'deny', reasons: ['`a` is not for you.'] }
const allow: PolicyOutput = { outcome: 'allow', reasons: ['yes'], max_duration: '8h', approvals: [] }
const [first] = gridOf([resource('a')], context(), 100).questions
const question = first as Answered['question']

describe('the grid', () => {
  it('asks for every action by every role, in the shape of the input', () => {
    const { questions, all } = gridOf([resource('a'), resource('b')], context(), 100)
    expect(all).toBe(16)
    expect(questions.slice(0, 4).map(({ action, role }) => `${action} ${role}`)).toEqual([
      'read outsider',
      'read bot',
      'read member',
      'read team',
    ])
    expect(questions.every(({ input }) => isPolicyInput(input))).toBe(true)
    const [outsider, bot, member, team] = questions.map(({ input }) => input.facts.requester)
    expect(outsider).toMatchObject({ type: 'User', organisation_member: false, teams: [] })
    expect(bot).toMatchObject({ type: 'Bot', organisation_member: false, teams: [] })
    expect(member).toMatchObject({ organisation_member: true, teams: [] })
    expect(team).toMatchObject({ organisation_member: true, teams: ['@acme/orders'] })
    expect(questions[4]?.input.facts.resource.actions.dump).toEqual({
      scope: 'd',
      sensitivity: 'critical',
      max_duration: 3600,
    })
  })

  it('knows no team where the resource names none', () => {
    const { team: _, ...open } = resource('a')
    expect(gridOf([open], context(), 100).questions.map(({ role }) => role)).not.toContain('team')
  })

  it('has different permissions and keys where a policy reads them', () => {
    const { questions } = gridOf([resource('a')], context(['facts.requester.permission', 'facts.requester.keys']), 100)
    const people = questions.filter(({ action }) => action === 'read').map(({ input }) => input.facts.requester)
    expect(people.map(({ permission }) => permission)).toEqual([
      ...['none', 'none'],
      ...['none', 'read', 'write', 'admin'],
      ...['none', 'read', 'write', 'admin'],
    ])
    expect(people.every(({ keys }) => keys?.usable === 1)).toBe(true)
  })

  it('has different affiliations where a policy reads them, and nothing granted before', () => {
    const facts = ['affiliation', 'grants', 'open_grants_total', 'granted_seconds_last_day']
    const reads = [...facts.map((name) => `facts.requester.${name}`), 'facts.live_on_resource']
    const { questions } = gridOf([resource('a')], context(reads), 100)
    const asked = questions.filter(({ action }) => action === 'read')
    expect(asked.map(({ role, input }) => [role, input.facts.requester.affiliation])).toEqual([
      ['outsider', 'none'],
      ['outsider', 'outside-collaborator'],
      ['bot', undefined],
      ['member', 'member'],
      ['team', 'member'],
    ])
    for (const { input } of asked) {
      expect(isPolicyInput(input)).toBe(true)
      expect(input).toMatchObject({
        version: 2,
        facts: { live_on_resource: 0, requester: { grants: [], open_grants_total: 0 } },
      })
    }
  })

  it('asks with a history where a policy reads it', () => {
    const { questions } = gridOf([resource('a')], context(['facts.history', 'facts.history.burst']), 100)
    for (const { input } of questions) {
      expect(isPolicyInput(input)).toBe(true)
      expect(input.version).toBe(4)
    }
    const { input } = questions[0] ?? { input: undefined }
    expect(input?.facts.history).toEqual({ first_time: false, burst: false, after_denial: false })
    const { questions: others } = gridOf([resource('a')], context(), 100)
    expect(others.some(({ input }) => input.facts.history !== undefined)).toBe(false)
  })

  it('leaves resources out evenly where there are too many, and says how many questions there were', () => {
    const many = Array.from({ length: 40 }, (_, index) => resource(`r-${index}`))
    const { questions, all } = gridOf(many, context(), 100)
    expect(all).toBe(320)
    expect(new Set(questions.map((one) => one.resource.id))).toEqual(
      new Set(['r-0', 'r-4', 'r-8', 'r-12', 'r-16', 'r-20', 'r-24', 'r-28', 'r-32', 'r-36']),
    )
  })
})

describe('variations', () => {
  const kinds = (output: PolicyOutput, reads: string[] = [], teams: string[] = [], role = question.role) =>
    variationsOf({ question: { ...question, role }, answer: { output } }, context(reads, teams)).map(({ kind }) => kind)

  it('ask again at the limit and beyond', () => {
    const found = variationsOf({ question, answer: { output: allow } }, context())
    expect(found.map(({ kind, input }) => [kind, input.request.duration])).toEqual([
      ['at-limit', 8 * 3600],
      ['beyond-limit', 8 * 3600 + 1],
      ['longest', 366 * 86_400],
    ])
  })

  it.each<[string, PolicyOutput, string[], string[]]>([
    ['nothing but the longest duration of what is denied', deny, [], ['longest']],
    ['no ticket where it is read', deny, ['request.ticket'], ['no-ticket', 'empty-ticket', 'longest']],
    ['a week where the time is read', deny, ['facts.now_ns'], ['longest', ...Array(7).fill('another-time')]],
    [
      'many where grants are counted',
      deny,
      ['facts.open_grants', 'facts.requests_last_day'],
      ['longest', 'extreme', 'extreme'],
    ],
    ['no limit that is none', { ...allow, max_duration: '9999d' }, [], ['longest']],
  ])('ask %s', (_what, output, reads, expected) => {
    expect(kinds(output, reads)).toEqual(expected)
  })

  it('make a member one of the teams that the policy names', () => {
    expect(kinds(deny, [], ['@acme/orders', '@acme/on-call'], 'member')).toEqual(['longest', 'team'])
    expect(kinds(deny, [], ['@acme/on-call'], 'outsider')).toEqual(['longest'])
  })

  it('are inputs as good as the first', () => {
    const all = ['ticket', 'now_ns', 'open_grants', 'requests_last_day', 'repository.private', 'requester.keys']
    const reads = all.map((name) => (name === 'ticket' ? `request.${name}` : `facts.${name}`))
    const found = variationsOf(
      { question: { ...question, role: 'member' }, answer: { output: allow } },
      context(reads, ['@a/b']),
    )
    expect(found.length).toBeGreaterThan(12)
    expect(found.filter(({ input }) => !isPolicyInput(input))).toEqual([])
    expect(new Set(found.map(({ input }) => JSON.stringify(input))).size).toBe(found.length)
  })
})

describe('what was asked once', () => {
  const asked = (change: Parameters<typeof policyInput>[0] = () => undefined) =>
    recordedQuestions([policyInput(change)], [resource('orders-db', { sensitivity: 'critical' })])

  it('is asked about the catalog as it is now, with the facts of then', () => {
    const [question] = asked(({ facts }) => Object.assign(facts, { open_grants: 4 }))
    expect(question).toMatchObject({ action: 'read', role: 'team', kind: 'recorded' })
    expect(question?.input.facts.resource).toMatchObject({ sensitivity: 'critical', title: 'orders-db' })
    expect(question?.input.facts.open_grants).toBe(4)
    expect(question?.input.request).toEqual(policyInput().request)
    expect(question?.input.facts.now_ns).toBe(policyInput().facts.now_ns)
    expect(isPolicyInput(question?.input)).toBe(true)
  })

  it.each<[string, Parameters<typeof policyInput>[0], string]>([
    ['a member', ({ facts }) => Object.assign(facts.requester, { teams: [] }), 'member'],
    ['somebody outside', ({ facts }) => Object.assign(facts.requester, { organisation_member: false }), 'outsider'],
    ['a bot', ({ facts }) => Object.assign(facts.requester, { type: 'Bot' }), 'bot'],
  ])('tells %s', (_who, change, role) => {
    expect(asked(change)[0]?.role).toBe(role)
  })

  it.each<[string, Parameters<typeof policyInput>[0]]>([
    ['a resource', ({ request }) => Object.assign(request, { resource: 'gone' })],
    ['an action', ({ request }) => Object.assign(request, { actions: ['read', 'constructor'] })],
  ])('is left out where the catalog no longer has %s', (_what, change) => {
    expect(asked(change)).toEqual([])
  })
})

describe('distinct answers', () => {
  const answered = (id: string, output: PolicyOutput, change: Partial<Answered['question']> = {}): Answered => ({
    question: { ...question, resource: resource(id), ...change },
    answer: { output: { ...output, reasons: output.reasons.map((reason) => reason.replace('a', id)) } },
  })

  it('are those of one resource where only names differ, the denied first', () => {
    const found = distinct([answered('a', allow), answered('b', allow), answered('a', deny), answered('b', deny)])
    expect(found.map(({ answer }) => 'output' in answer && answer.output.outcome)).toEqual(['deny', 'allow'])
  })

  it('are told apart by role, by limit, and where they deny by what was special', () => {
    const found = distinct([
      answered('a', deny),
      answered('a', deny, { role: 'team' }),
      answered('a', deny, { kind: 'no-ticket' }),
      answered('a', allow),
      answered('a', allow, { kind: 'no-ticket' }),
      answered('a', { ...allow, max_duration: '1h' }),
    ])
    expect(found).toHaveLength(5)
  })

  it('are told apart by how sensitive it is, and where that is asked for by the shape of the resource', () => {
    const all = [
      answered('a', allow),
      answered('b', allow),
      answered('a', allow, { action: 'dump' }),
      answered('a', allow, { resource: resource('c', { environment: 'production' }) }),
    ]
    expect(distinct(all)).toHaveLength(2)
    expect(distinct(all, () => true)).toHaveLength(3)
    expect(distinct(all, () => false)).toHaveLength(2)
  })
})
