import { read } from '../gateway/forward.ts'
import { type Account, covers, type Team } from '../people/directory.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'

/** Where GitHub looks for the file; the first one counts. */
export const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

export type OwnerRule = { pattern: RegExp; owners: string[] }

/** The text of CODEOWNERS at a ref, and where it was found. */
export async function ownersFile(
  world: World,
  repository: Repository,
  ref: string,
): Promise<{ path: string; text: string } | undefined> {
  for (const path of PLACES) {
    const file = await read(world, `/repos/${repository.fullName}/contents/${path}?ref=${encodeURIComponent(ref)}`)
    if (typeof file?.content === 'string') return { path, text: Buffer.from(file.content, 'base64').toString() }
  }
  return undefined
}

/** The lines of CODEOWNERS on a branch that GitHub understands; it skips the others. */
export async function readOwners(world: World, repository: Repository, branch: string): Promise<OwnerRule[]> {
  const file = await ownersFile(world, repository, branch)
  const lines = (file?.text ?? '').split('\n').map(wordsOf)
  return lines.flatMap(([pattern = '', ...owners]) => {
    return pattern === '' || unsupported(pattern) ? [] : [{ pattern: expression(pattern), owners }]
  })
}

/** A line without its comment, as words. */
export function wordsOf(line: string): string[] {
  return line
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/\s+/)
}

/** Whether CODEOWNERS lacks what `.gitignore` would understand here. */
export function unsupported(pattern: string): boolean {
  return /^!|(?<!\\)[[\]]|^\\#/.test(pattern)
}

/** Who owns a path: what the last line that fits says, without those who may not write and teams that not everybody sees. */
export function ownersOf(world: World, repository: Repository, rules: readonly OwnerRule[], path: string) {
  const { directory, organisation } = world
  const names = rules.findLast(({ pattern }) => pattern.test(path))?.owners ?? []
  const people: Account[] = []
  const teams: Team[] = []
  for (const name of names) {
    const [first = '', slug] = name.startsWith('@') ? name.slice(1).split('/') : []
    const account = slug === undefined ? directory.account(first) : undefined
    const ours = first.toLowerCase() === organisation.login.toLowerCase()
    const team = slug !== undefined && ours ? directory.team(slug) : undefined
    if (account && covers(directory.role(account, repository), 'write')) people.push(account)
    if (team && team.profile.privacy !== 'secret' && directory.teamMayOwn(team, repository)) teams.push(team)
  }
  return { people, teams }
}

/** GitHub's patterns: anchored where a slash is not the last character, a directory holds all below it, `*` stays in its own. */
function expression(pattern: string): RegExp {
  const anchored = pattern.replace(/\/$/, '').includes('/')
  const body = pattern.replace(/^\//, '').replace(/\/$/, '')
  const source = body.replace(/\\.|[.+^${}()|\\]|\*\*\/|\*\*|\*|\?/g, (mark) => {
    if (mark === '**/') return '(?:.*/)?'
    if (mark === '**') return '.*'
    if (mark === '*') return '[^/]*'
    return mark === '?' ? '[^/]' : mark.slice(-1).replace(/\W/, '\\$&')
  })
  const start = anchored ? '^' : '^(?:.*/)?'
  // `docs/*` names files of that directory alone; a name without a star also names what is below it.
  const end = pattern.endsWith('/') ? '/' : body.endsWith('/*') ? '$' : '(?:/|$)'
  return new RegExp(`${start}${source}${end}`)
}
