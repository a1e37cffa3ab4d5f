import { code } from '../markdown.ts'
import { readTeamName } from '../team-name.ts'

type Named = { login: string }

/** Nobody reads longer lists of names. */
export const mostNames = 10

/** Logins as names, which call nobody. */
export function names(people: readonly Named[]): string {
  const shown = people.slice(0, mostNames).map(({ login }) => code(login))
  const more = people.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** Calls people by mentioning them; what GitHub would not take as one login stays a mere name. */
export function mentions(people: readonly Named[]): string {
  return people
    .map(({ login }) =>
      /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?(?:_[A-Za-z0-9]{1,20})?$/.test(login) ? `@${login}` : code(login),
    )
    .join(' ')
}

/** Calls people and teams whom the settings name; what is not written as @user or @organisation/team stays a mere name. */
export function calls(names: readonly string[]): string {
  const isName = (name: string) => /^@[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(name) || readTeamName(name) !== undefined
  return names.map((name) => (isName(name) ? name : code(name))).join(' ')
}

/** `@acme/security` or the code owners, and who of them does not count; the first of them where there is little room. */
export function whoOf(
  { from, except = [] }: { from: readonly string[]; except?: readonly string[] | undefined },
  room: number,
): string {
  const who = listed(
    from.map((one) => (one === 'code-owners' ? 'the code owners' : code(one))),
    room,
  )
  return except.length === 0 ? who : `${who}, and nobody of ${listed(except.map(code), room)}`
}

function listed(who: readonly string[], room: number): string {
  const most = room > 1000 ? who.length : 3
  const more = who.length - most
  return who.slice(0, most).join(' or ') + (more > 0 ? ` or ${more} more` : '')
}
