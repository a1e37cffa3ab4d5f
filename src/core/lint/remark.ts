import type { ErrorCode } from '../error-codes.ts'
import type { Kind, Question, Role } from '../policy/grid.ts'
import type { Severity } from '../policy/policy-finding.ts'

/**
 * What is to be mended: an entry of the catalog, a line of CODEOWNERS, or the first of these words that stands in the policy. Its place is
 * looked for afterwards.
 */
export type About = { resource: string; action?: string } | { ownersLine: number } | { words: readonly string[] }

/** Something that was found by asking the policy. */
export type Remark = { severity: Severity; code: ErrorCode; message: string; about: About }

const people: Record<Role, string> = {
  outsider: 'somebody outside the organisation',
  bot: 'a bot',
  member: 'a member of the organisation',
  team: 'a member of its team',
}

const specials: Record<Kind, string> = {
  plain: '',
  'no-ticket': ', without a ticket',
  'empty-ticket': ', with an empty ticket',
  'at-limit': ', for the longest time that is allowed',
  'beyond-limit': ', for longer than is allowed',
  longest: ', for a year',
  'another-time': ', at another time of the week',
  emergency: ', in an emergency',
  extreme: ', with facts at their extreme',
  together: ', together with others',
  recorded: ', as it was asked once',
  team: ', who is in a team that the policy names',
}

/** `read` on `orders-db` by a member of the organisation, without a ticket */
export function shownQuestion({ resource, action, role, kind }: Question): string {
  return `\`${action}\` on \`${resource.id}\` by ${people[role]}${specials[kind]}`
}

export function shownRole(role: Role): string {
  return people[role]
}

/** `a`, `b` and 3 more */
export function shownNames(names: readonly string[], most = 2): string {
  const shown = [...new Set(names)].map((name) => `\`${name}\``)
  const rest = shown.length - most
  return rest > 0 ? `${shown.slice(0, most).join(', ')} and ${rest} more` : shown.join(', ')
}
