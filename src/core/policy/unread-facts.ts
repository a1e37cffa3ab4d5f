import type { PolicyInput } from '../../generated/policy-input.ts'
import { readTeamName } from '../team-name.ts'

/**
 * What a policy may read: every name and text that stands in its rules as a term, wherever that is, since another name for a part of the
 * input hides what is read of it; each reference whole (`requester.id`); and the teams that its rules and its data name.
 */
export type PolicyReads = { names: ReadonlySet<string>; paths: ReadonlySet<string>; teams: readonly string[] }

type Change = (facts: PolicyInput['facts']) => void
type Permission = NonNullable<PolicyInput['facts']['requester']['permission']>

/** A fact that was not read then: all that it may have been, as changes to what is known; `endless`: there is no list of that. */
type Unread = { fact: string; values: readonly Change[] | 'endless' }

const isPermission = { none: true, read: true, triage: true, write: true, maintain: true, admin: true }
const permissions = Object.keys(isPermission satisfies Record<Permission, boolean>) as Permission[]

/** Whoever was a member is told as one; of others it may have been either. */
function affiliationsOf(isMember: boolean): readonly Change[] {
  const possible = isMember ? (['member'] as const) : (['outside-collaborator', 'none'] as const)
  return possible.map((affiliation) => ({ requester }) => {
    requester.affiliation = affiliation
  })
}

const either = [false, true]
const histories = either.flatMap((first_time) =>
  either.flatMap((burst) => either.map((after_denial) => ({ first_time, burst, after_denial }))),
)

/** More combinations are not tried. */
const most = 64

/** The facts that this policy reads and that nobody read for this input. */
function unreadFacts({ request, facts }: PolicyInput, { names, teams }: PolicyReads): Unread[] {
  const { requester, resource } = facts
  const found: Unread[] = []
  if (requester.permission === undefined && names.has('permission'))
    found.push({
      fact: 'facts.requester.permission',
      values: permissions.map((permission) => (known) => {
        known.requester.permission = permission
      }),
    })
  if (requester.keys === undefined && ['keys', 'usable', 'oldest_age'].some((name) => names.has(name)))
    found.push({ fact: 'facts.requester.keys', values: 'endless' })
  if (requester.affiliation === undefined && requester.type === 'User' && names.has('affiliation'))
    found.push({ fact: 'facts.requester.affiliation', values: affiliationsOf(requester.organisation_member) })
  for (const name of ['grants', 'granted_seconds_last_day', 'open_grants_total'] as const)
    if (requester[name] === undefined && names.has(name))
      found.push({ fact: `facts.requester.${name}`, values: 'endless' })
  // Of what is no emergency they are not read.
  if (request.emergency)
    for (const name of ['debts', 'break_glass_last_30d'] as const)
      if (requester[name] === undefined && names.has(name))
        found.push({ fact: `facts.requester.${name}`, values: 'endless' })
  if (facts.live_on_resource === undefined && names.has('live_on_resource'))
    found.push({ fact: 'facts.live_on_resource', values: 'endless' })
  if (facts.history === undefined && names.has('history'))
    found.push({
      fact: 'facts.history',
      values: histories.map((history) => (known) => {
        known.history = { ...history }
      }),
    })
  if (names.has('teams'))
    for (const team of teams)
      if (team !== resource.team && !requester.teams.includes(team))
        found.push({
          fact: `facts.requester.teams: ${team}`,
          values: [
            () => undefined,
            (known) => {
              known.requester.teams = [...known.requester.teams, team]
            },
          ],
        })
  return found
}

/** Whether a policy may read what is blanked when somebody is forgotten: their number, login and reason. */
export function readsBlanked({ names, paths }: PolicyReads): boolean {
  // Much has an id; of what bears another name, it is not known whose.
  const ofSomebody = (path: string) => path.endsWith('.id') && !/(?:^|\.)(?:resource|repository)\.id$/.test(path)
  return names.has('reason') || names.has('login') || [...paths].some(ofSomebody)
}

/** Teams among the texts of a policy or of its data. */
export const teamsAmong = (texts: Iterable<string>): string[] =>
  [...new Set(texts)].filter((text) => readTeamName(text) !== undefined).sort()

/**
 * What an input may have been, had everything been read that this policy reads. `inputs`: all of them, the input itself where nothing is
 * unread; undefined: they cannot all be tried. `facts`: what was not read.
 */
export function possibleInputs(
  input: PolicyInput,
  reads: PolicyReads,
): { facts: string[]; inputs: PolicyInput[] | undefined } {
  const unread = unreadFacts(input, reads)
  const facts = unread.map(({ fact }) => fact)
  let inputs: PolicyInput[] = [input]
  for (const { values } of unread) {
    if (values === 'endless' || inputs.length * values.length > most) return { facts, inputs: undefined }
    inputs = inputs.flatMap((one) =>
      values.map((change) => {
        const known = structuredClone(one)
        change(known.facts)
        return known
      }),
    )
  }
  return { facts, inputs }
}
