import type { Resource } from '../../generated/catalog.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import { longestDuration, parseDuration } from '../duration.ts'
import type { ErrorCode } from '../error-codes.ts'
import { addSeconds } from '../instant.ts'
import { aCommit, extremes, landed, noHistory, peopleAs, type Role } from './grid-facts.ts'
import { type PersonFacts, policyQuestion } from './policy-question.ts'

export type { Role } from './grid-facts.ts'

/** What is special about a question, beside who asks for what. `plain`: the shortest duration, with a ticket. */
export type Kind =
  | 'plain'
  | 'no-ticket'
  | 'empty-ticket'
  | 'at-limit'
  | 'beyond-limit'
  | 'longest'
  | 'another-time'
  | 'emergency'
  | 'extreme'
  | 'team'
  | 'together'
  | 'recorded'

/** One request that nobody made. `action`: the first that is asked for; all of them stand in the input. */
export type Question = { resource: Resource; action: string; role: Role; kind: Kind; input: PolicyInput }

/** What the policy answers, or the code and the words of why it does not. */
export type Answer = { output: PolicyOutput } | { code: ErrorCode; message: string }

export type Answered = { question: Question; answer: Answer }

export type GridContext = {
  repository: { id: number; fullName: string; private: boolean }
  now: Date
  /** Whether the policy reads this part of the input, such as `input.facts.now_ns`: what it does not read is not varied. */
  reads: (part: string) => boolean
  /** Teams that the policy names by itself. */
  teams: readonly string[]
}

/** Seconds of a request that is short by any measure. */
const shortest = 60
/** So many teams that a policy names are tried. */
const mostTeams = 5
/** Eight instants of one week, at different hours: 21 hours from one to the next. */
const instants = Array.from({ length: 8 }, (_, index) => index * 21 * 3600)

/**
 * Every action of every resource, asked for by each role with the shortest duration and a ticket; where policies read the permission, with
 * different ones. Beyond `most` questions, resources are left out evenly.
 */
export function gridOf(
  resources: readonly Resource[],
  context: GridContext,
  most: number,
): { questions: Question[]; all: number } {
  const each = resources.map((resource) => questionsFor(resource, context))
  const all = each.reduce((sum, questions) => sum + questions.length, 0)
  const step = Math.ceil(all / most)
  return { questions: each.filter((_, index) => index % step === 0).flat(), all }
}

function questionsFor(resource: Resource, context: GridContext): Question[] {
  return Object.keys(resource.actions).flatMap((action) =>
    rolesOf(resource).flatMap((role) =>
      peopleAs(role, resource, context.reads).map((requester): Question => {
        const input = inputFor({ resource, action, requester }, context)
        return { resource, action, role, kind: 'plain', input }
      }),
    ),
  )
}

/**
 * What was asked once, about the catalog as it is here: questions about what it no longer has are left out. The facts about the person,
 * the counts and the instant stay those of then.
 */
export function recordedQuestions(inputs: readonly PolicyInput[], resources: readonly Resource[]): Question[] {
  return inputs.flatMap(({ request, facts }): Question[] => {
    const resource = resources.find(({ id }) => id === request.resource)
    const [action] = request.actions
    if (!resource || action === undefined || !request.actions.every((name) => Object.hasOwn(resource.actions, name)))
      return []
    const { repository, requester, open_grants: openGrants, requests_last_day: requestsLastDay } = facts
    const { live_on_resource, history } = facts
    const further = {
      ...(live_on_resource === undefined ? {} : { live_on_resource }),
      ...(history === undefined ? {} : { history }),
    }
    const { emergency, ...rest } = request
    const { operation } = facts
    const input = policyQuestion({
      request: { ...rest, ...versioned(emergency, rest), repository: repository.id, requester: requester.id },
      resource,
      repository: { id: repository.id, fullName: repository.full_name, private: repository.private },
      requester,
      openGrants,
      requestsLastDay,
      further,
      ...(operation ? { operation } : {}),
      now: new Date(facts.now_ns / 1_000_000),
    })
    return [{ resource, action, role: roleOf(requester, resource), kind: 'recorded', input }]
  })
}

function versioned(emergency: true | undefined, { operation }: Pick<PolicyInput['request'], 'operation'>) {
  if (emergency) return { version: 2 as const, urgency: 'emergency' as const }
  return { version: operation ? (2 as const) : (1 as const) }
}

function roleOf({ type, organisation_member, teams }: PersonFacts, { team }: Resource): Role {
  if (type !== 'User') return 'bot'
  if (!organisation_member) return 'outsider'
  return team !== undefined && teams.includes(team) ? 'team' : 'member'
}

/** Where no team is named, every member is one of the team. */
function rolesOf({ team }: Resource): Role[] {
  return team === undefined ? ['outsider', 'bot', 'member'] : ['outsider', 'bot', 'member', 'team']
}

function inputFor(
  { resource, action, requester }: { resource: Resource; action: string; requester: PersonFacts },
  { repository, now, reads }: GridContext,
): PolicyInput {
  const named = resource.operation === undefined ? {} : { operation: aCommit }
  const request = {
    version: resource.operation === undefined ? (1 as const) : (2 as const),
    ...named,
    repository: repository.id,
    issue: 1,
    requester: requester.id,
    resource: resource.id,
    actions: [action],
    duration: shortest,
    reason: 'Asked by nobody: this policy is being judged.',
    ticket: 'TICKET-1',
  }
  const further = {
    ...(reads('input.facts.live_on_resource') ? { live_on_resource: 0 } : {}),
    ...(reads('input.facts.history') ? { history: { ...noHistory } } : {}),
  }
  const counts = { openGrants: 0, requestsLastDay: 0 }
  const operation = resource.operation === undefined ? {} : { operation: landed }
  return policyQuestion({ request, resource, repository, requester, ...counts, further, ...operation, now })
}

/**
 * Of questions that were answered alike, the first; those that are denied come first. Alike is what is asked by one role about what is
 * equally sensitive; given what the policy reads, also about resources that differ in nothing else of that but their names.
 */
export function distinct(answered: readonly Answered[], reads?: GridContext['reads']): Answered[] {
  const first = new Map<string, Answered>()
  for (const one of answered) {
    const key = likeness(one, reads)
    if (!first.has(key)) first.set(key, one)
  }
  const rank = ({ answer }: Answered) =>
    'output' in answer ? ['deny', 'review', 'allow'].indexOf(answer.output.outcome) : 3
  return [...first.values()].sort((a, b) => rank(a) - rank(b))
}

/** Equal for what is answered alike, as `distinct` has it. */
export function likeness(one: Answered, reads?: GridContext['reads']): string {
  return JSON.stringify([sameness(one), reads ? shapeOf(one.question, reads) : ''])
}

function shapeOf({ resource, action }: Question, reads: GridContext['reads']): unknown {
  const { team, expires, operation } = resource
  const read = (['environment', 'kind', 'connector', 'operation'] as const).filter((name) =>
    reads(`input.facts.resource.${name}`),
  )
  const told = read.map((name) => resource[name])
  return [
    team !== undefined,
    expires !== undefined,
    operation !== undefined,
    resource.actions[action]?.max_duration,
    told,
  ]
}

/** Without the names that words of an answer repeat; of a denial also what was special, since many have the same words. */
function sameness({ question, answer }: Answered): unknown {
  const { resource, action, role, kind, input } = question
  const asked = [role, resource.actions[action]?.sensitivity ?? resource.sensitivity]
  if (!('output' in answer)) return [asked, answer.code]
  const { outcome, reasons, max_duration, until, approvals } = answer.output
  const names = [resource.id, action, resource.team].filter((name) => name !== undefined)
  const bare = reasons.map((reason) => names.reduce((text, name) => text.replaceAll(`\`${name}\``, '``'), reason))
  const about = outcome === 'deny' ? [kind, input.facts.requester.permission] : []
  return [asked, outcome, bare, max_duration, until, approvals, about]
}

/**
 * The same questions, each with one thing changed that the policy reads: no ticket, the longest duration that it would allow and more than
 * that, another time, many grants, a team that it names.
 */
export function variationsOf({ question, answer }: Answered, context: GridContext): Question[] {
  const { reads, now, teams } = context
  const found: Question[] = []
  const vary = (kind: Kind, change: (input: PolicyInput) => void): void => {
    const input = structuredClone(question.input)
    change(input)
    found.push({ ...question, kind, input })
  }
  const last = (duration: number) => (input: PolicyInput) => {
    input.request.duration = duration
  }
  if (reads('input.request.ticket')) {
    vary('no-ticket', ({ request }) => delete request.ticket)
    vary('empty-ticket', ({ request }) => Object.assign(request, { ticket: '' }))
  }
  const limit = limitOf(answer)
  if (limit !== undefined) vary('at-limit', last(limit))
  if (limit !== undefined && limit < longestDuration) vary('beyond-limit', last(limit + 1))
  vary('longest', last(longestDuration))
  if (reads('input.facts.now_ns'))
    for (const seconds of instants.slice(1))
      vary('another-time', ({ facts }) => {
        facts.now_ns = addSeconds(now, seconds).getTime() * 1_000_000
      })
  if (reads('input.request.emergency')) {
    vary('emergency', inEmergency())
    vary('emergency', inEmergency([{ issue: 1, since_ns: 0 }]))
    for (const team of question.role === 'member' || question.role === 'team' ? teams.slice(0, mostTeams) : [])
      vary('emergency', (input) => {
        inEmergency()(input)
        input.facts.requester.teams.push(team)
      })
  }
  for (const [part, change] of extremes) if (reads(`input.facts.${part}`)) vary('extreme', change)
  if (question.role === 'member')
    for (const team of teams.slice(0, mostTeams))
      if (team !== question.resource.team) vary('team', ({ facts }) => facts.requester.teams.push(team))
  return found
}

function inEmergency(debts: NonNullable<PolicyInput['facts']['requester']['debts']> = []) {
  return ({ request, facts }: PolicyInput): void => {
    request.emergency = true
    Object.assign(facts.requester, { debts, break_glass_last_30d: debts.length })
  }
}

function limitOf(answer: Answer): number | undefined {
  const text = 'output' in answer ? answer.output.max_duration : undefined
  if (text === undefined) return undefined
  try {
    return parseDuration(text)
  } catch {
    // More than the longest that there is limits nothing.
    return undefined
  }
}
