/**
 * How GitHub writes a team's slug. Teams of an enterprise begin with `ent:`. The names become parts of addresses, where `.` and `..`
 * would lead elsewhere.
 */
export const teamSlug = '(?:ent:)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}'

const whole = new RegExp(`^@([A-Za-z0-9][A-Za-z0-9-]{0,38})/(${teamSlug})$`)

/** Organisation and slug of `@organisation/team`; undefined: it is not written so. */
export function readTeamName(name: string): { org: string; slug: string } | undefined {
  const [, org, slug] = whole.exec(name) ?? []
  return org === undefined || slug === undefined ? undefined : { org, slug }
}
