import type { Settings } from '../../generated/config.ts'
import { readTeamName } from '../team-name.ts'
import type { Lendable } from './loans.ts'

/** A team of the organisation; `above`: the one that it is below. */
export type TeamNode = { id: number; slug: string; above?: number }

/** A team's name, and the file and line at which it stands: whoever is named there may have a say. */
export type NamedTeam = { name: string; path: string; line: number }

const written = /@[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?:ent:)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/g

/** Every team that these texts name, wherever: what a line is for does not matter, as long as it may make a voter. By path. */
export function teamsNamedIn(texts: ReadonlyMap<string, string>): NamedTeam[] {
  const found = new Map<string, NamedTeam>()
  for (const [path, text] of texts)
    for (const [index, line] of text.split('\n').entries())
      for (const [match] of line.matchAll(written)) {
        const name = match.replace(/\.$/, '').toLowerCase()
        if (!found.has(name)) found.set(name, { name, path, line: index + 1 })
      }
  return [...found.values()]
}

export type Tree = { organisation: string; teams: readonly TeamNode[] }

/** The team and all above it. Who is in it is in each of these. */
export function withAbove({ teams }: Tree, id: number): TeamNode[] {
  const line: TeamNode[] = []
  for (let at: number | undefined = id; at !== undefined; ) {
    const team: TeamNode | undefined = teams.find((one) => one.id === at)
    if (team === undefined || line.includes(team)) break
    line.push(team)
    at = team.above
  }
  return line
}

/** What keeps a team from being lent; `named`: where it stands that it has a say. */
export type LoanFlaw = { why: string; named?: NamedTeam }

/**
 * Why a team may not be lent: by it somebody would become one who is asked. That is so of a team that is named, of one below it, whose members
 * are its members too, and of one above it, which its maintainers could let into it. A team that nobody knows may be any of these.
 * `writers`: slugs of the teams that may write to the access repository, where those who are named in person have their say by that.
 */
export function whyNeverLent(
  id: number,
  tree: Tree,
  named: readonly NamedTeam[],
  writers: ReadonlySet<string>,
): LoanFlaw | undefined {
  const line = withAbove(tree, id)
  const [team] = line
  const name = (slug: string) => `@${tree.organisation}/${slug}`
  if (team === undefined) return { why: `the team ${id}, which is to be lent, is none that the App of Daypass sees` }
  for (const one of named) {
    const { org, slug } = readTeamName(one.name) ?? {}
    if (org?.toLowerCase() !== tree.organisation.toLowerCase() || slug === undefined) continue
    const other = tree.teams.find((known) => known.slug.toLowerCase() === slug.toLowerCase())
    if (other === undefined) continue
    if (other.id === id) return { why: `${name(team.slug)} has a say`, named: one }
    if (line.includes(other))
      return { why: `who is in ${name(team.slug)} is in ${name(other.slug)}, which has a say`, named: one }
    if (withAbove(tree, other.id).includes(team))
      return { why: `${name(other.slug)}, which has a say, is below ${name(team.slug)}`, named: one }
  }
  if (writers.has(team.slug)) return { why: `${name(team.slug)} may write to the access repository` }
  return undefined
}

/** What names those who are asked, wherever it was read. */
export type Naming = {
  codeowners: string | undefined
  newerOwners?: string
  policy: ReadonlyMap<string, string>
  settings: Settings | undefined
}

/** Every text by which somebody may have a say, by path. Who may ask for access is another matter, and tests decide nothing. */
export function textsThatName({ codeowners, newerOwners, policy, settings }: Naming): Map<string, string> {
  const policies = [...policy].filter(([path]) => !path.endsWith('_test.rego') && !path.startsWith('cases/'))
  return new Map([
    ['.github/CODEOWNERS', codeowners ?? ''],
    ['the newest CODEOWNERS', newerOwners ?? ''],
    ['.github/daypass.yml', JSON.stringify(settings ?? {})],
    ...policies.map(([path, text]) => [`policies/${path}`, text] as const),
  ])
}

/** Each team of what is to be lent that may not be. */
export function flawsOf(
  lends: readonly Lendable[],
  { tree, texts, writers }: { tree: Tree; texts: ReadonlyMap<string, string>; writers: ReadonlySet<string> },
): LoanFlaw[] {
  const named = teamsNamedIn(texts)
  return teamsIn(lends).flatMap((id) => whyNeverLent(id, tree, named, writers) ?? [])
}

/** The ids of the teams among what is lent. */
export function teamsIn(lends: readonly Lendable[]): number[] {
  return [...new Set(lends.flatMap((what) => ('team' in what ? [what.team] : [])))]
}

/** For whoever reads it in a request, in a check or in the doctor's report. */
export function flawWords({ why, named }: LoanFlaw): string {
  const where = named ? ` (${named.path}:${named.line})` : ''
  return `A loan makes nobody a voter: ${why}${where}. Lend another team, or let another one have the say.`
}
