import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import type { Move } from '../../generated/stored-request.ts'
import { longestDuration, readDuration } from '../duration.ts'
import { sensitivities } from '../sensitivity.ts'

export type { Move, Way } from '../../generated/stored-request.ts'

/**
 * A move that a question leaves open. `gives`: what is given up by it, so that of two moves about the same the one that gives up no more
 * is the better one.
 */
export type Option = {
  readonly move: Move
  readonly gives: readonly string[]
  apply(input: PolicyInput): PolicyInput
}

/** Whether the requester can do it. What others are or have they must not be told to become. */
export function isOwnMove({ about }: Move): boolean {
  return about !== 'member' && about !== 'permission'
}

const places: readonly Move['about'][] = [
  'actions',
  'duration',
  'ticket',
  'time',
  'grants',
  'day',
  'key',
  'member',
  'permission',
]

/** The order in which moves are named. */
export function placeOf({ about }: Move): number {
  return places.indexOf(about)
}

function option(move: Move, gives: readonly string[], apply: Option['apply']): Option {
  return { move, gives: gives.map((one) => `${move.about} ${one}`), apply }
}

/** Each of these gives up what those before it do, and more. */
function ladder<T>(rungs: readonly T[], moveTo: (rung: T) => Move, applyTo: (rung: T) => Option['apply']): Option[] {
  return rungs.map((rung, index) => option(moveTo(rung), rungs.slice(0, index + 1).map(String), applyTo(rung)))
}

/** Of the question, what can be otherwise without another duration or instant. `takesTicket`: requests there can name one. */
export function plainOptions(input: PolicyInput, takesTicket: boolean): Option[] {
  return [
    ...fewerActions(input),
    ...ticket(input, takesTicket),
    ...fewerGrants(input),
    ...anotherDay(input),
    ...olderKey(input),
    ...member(input),
    ...permission(input),
  ]
}

/** With so many actions or fewer, each choice of them is tried. */
const fewActions = 4
const mostAlone = 10

function fewerActions({ request, facts }: PolicyInput): Option[] {
  const { actions } = request
  const levelOf = (name: string): string | undefined => facts.resource.actions[name]?.sensitivity
  const choices =
    actions.length <= fewActions
      ? actions.reduce<string[][]>((all, name) => all.flatMap((one) => [one, [...one, name]]), [[]])
      : [
          ...actions.slice(0, mostAlone).map((name) => [name]),
          ...sensitivities.map((level) => actions.filter((name) => levelOf(name) === level)),
          ...actions.slice(0, mostAlone).map((name) => actions.filter((other) => other !== name)),
        ]
  const some = choices.filter((without) => without.length > 0 && without.length < actions.length)
  const distinct = new Map(some.map((without) => [JSON.stringify(without), without]))
  return [...distinct.values()].map((without) =>
    option({ about: 'actions', without }, without, (before) =>
      asking(before, { actions: before.request.actions.filter((name) => !without.includes(name)) }),
    ),
  )
}

function ticket({ request }: PolicyInput, takesTicket: boolean): Option[] {
  if (!takesTicket || request.ticket?.trim()) return []
  return [option({ about: 'ticket' }, ['named'], (before) => asking(before, { ticket: 'TICKET-1' }))]
}

function fewerGrants({ facts }: PolicyInput): Option[] {
  const open = facts.open_grants
  const ended = open > 1 ? [1, open] : [1]
  if (open === 0) return []
  return ladder(
    ended,
    (count) => ({ about: 'grants', ended: count }),
    (count) => (before) => withFewer(knowing(before, { open_grants: open - count }), count),
  )
}

/** So many grants of the resource fewer, in all that counts them. */
function withFewer(input: PolicyInput, count: number): PolicyInput {
  const { requester, resource } = input.facts
  const { grants, open_grants_total: total } = requester
  const ended = new Set(grants?.filter((grant) => grant.resource === resource.id).slice(0, count))
  return being(input, {
    ...(grants ? { grants: grants.filter((grant) => !ended.has(grant)) } : {}),
    ...(total === undefined ? {} : { open_grants_total: Math.max(0, total - count) }),
  })
}

function anotherDay({ facts }: PolicyInput): Option[] {
  if (facts.requests_last_day === 0) return []
  return [option({ about: 'day' }, ['passed'], (before) => knowing(before, { requests_last_day: 0 }))]
}

function olderKey({ facts }: PolicyInput): Option[] {
  const { keys } = facts.requester
  if (!keys || keys.usable === 0 || (keys.oldest_age ?? 0) >= longestDuration) return []
  const older = { ...keys, oldest_age: longestDuration }
  return [option({ about: 'key' }, ['older'], (before) => being(before, { keys: older }))]
}

function member({ facts }: PolicyInput): Option[] {
  const { team } = facts.resource
  const { organisation_member, teams } = facts.requester
  const joined = option({ about: 'member' }, ['organisation'], (before) => being(before, inside(before)))
  const rest = team === undefined || teams.includes(team) ? [] : [inTeam(team)]
  return organisation_member ? rest : [joined, ...rest]
}

function inside({ facts }: PolicyInput): Partial<PolicyInput['facts']['requester']> {
  return { organisation_member: true, ...(facts.requester.affiliation ? { affiliation: 'member' } : {}) }
}

function inTeam(team: string): Option {
  return option({ about: 'member', team }, ['organisation', 'team'], (before) =>
    being(before, { ...inside(before), teams: [...before.facts.requester.teams, team] }),
  )
}

const levels = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const

function permission({ facts }: PolicyInput): Option[] {
  const has = facts.requester.permission
  if (has === undefined) return []
  return ladder(
    levels.slice(levels.indexOf(has) + 1),
    (level) => ({ about: 'permission', level }),
    (level) => (before) => being(before, { permission: level }),
  )
}

const usualDurations = [3_600, 1_800, 900]
const mostDurations = 8

/**
 * The request for less time: at the limits of the catalog and of others (`limits`, in seconds), at those that the policy names in what it
 * answered, and at what is usual.
 */
export function shorter(
  { request, facts }: PolicyInput,
  limits: readonly number[],
  answers: readonly PolicyOutput[],
): Option[] {
  const ofActions = request.actions.map((name) => facts.resource.actions[name]?.max_duration)
  const said = answers.flatMap((answer) => [...answer.reasons, answer.max_duration ?? ''].flatMap(durationsIn))
  const all = [...limits, ...ofActions, ...said, ...usualDurations].filter((one) => one !== undefined)
  const less = [...new Set(all)].filter((seconds) => seconds < request.duration).sort((a, b) => b - a)
  return ladder(
    less.slice(0, mostDurations),
    (seconds) => ({ about: 'duration', seconds }),
    (seconds) => (before) => asking(before, { duration: seconds }),
  )
}

/** The durations in a sentence, such as `30 min` and `4h`. */
function durationsIn(text: string): number[] {
  return [...text.matchAll(/\b\d{1,6} ?(?:d|h|min|m|s)\b/g)].flatMap(([found]) => {
    const reading = readDuration(found)
    return reading.ok ? [reading.seconds] : []
  })
}

/** The request at another instant; the later, the more is given up. */
export function atAnotherTime(instants: readonly Date[]): Option[] {
  const inOrder = [...instants].sort((a, b) => a.getTime() - b.getTime())
  return ladder(
    inOrder.map((at) => at.toISOString()),
    (at) => ({ about: 'time', at }),
    (at) => (before) => knowing(before, { now_ns: Date.parse(at) * 1_000_000 }),
  )
}

function asking(input: PolicyInput, request: Partial<PolicyInput['request']>): PolicyInput {
  return { ...input, request: { ...input.request, ...request } }
}

function knowing(input: PolicyInput, facts: Partial<PolicyInput['facts']>): PolicyInput {
  return { ...input, facts: { ...input.facts, ...facts } }
}

function being(input: PolicyInput, requester: Partial<PolicyInput['facts']['requester']>): PolicyInput {
  return knowing(input, { requester: { ...input.facts.requester, ...requester } })
}
