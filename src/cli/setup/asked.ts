import { isLoopback, readAddress } from '../../core/address.ts'
import { DaypassError } from '../../core/error.ts'
import { parseRepository } from '../github/issue-url.ts'
import { readOrganisation } from '../init/starter-files.ts'

export type SetupOptions = {
  organisation?: string
  team?: string
  url?: string
  repository?: string
  appName?: string
  out: string
  resume?: boolean
  paste?: boolean
  adopt?: boolean
  json?: boolean
}

/** What is set up, as it was asked for the first time; `--resume` goes on with it. */
export type Asked = {
  organisation: string
  team: string
  /** PUBLIC_URL of the Daypass to be. */
  url: string
  /** Name of the access repository, without its owner. */
  repository: string
  appName: string
  /** Where GitHub's pages and its API are. */
  site: string
  apiUrl: string
}

/** GitHub takes no longer name of an app. */
const longestName = 34

/** Names as options, by the member of `Asked` that each gives. */
const named = { organisation: '--organisation', team: '--team', url: '--url' } as const

/**
 * What the options ask for; `before`: what was asked for when this was begun. Nothing that was said then can be said otherwise now: half
 * of it may be there already. Throws USAGE, CONFIG_INVALID for a wrong GITHUB_API_URL.
 */
export function readAsked(
  options: SetupOptions,
  before: Asked | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Asked {
  const { organisation = before?.organisation, team = before?.team, url = before?.url } = options
  for (const [member, option] of Object.entries(named)) {
    if ({ organisation, team, url }[member as keyof typeof named] === undefined)
      throw new DaypassError('USAGE', 'It is needed the first time.', { where: option })
  }
  const given = readOrganisation({ organisation: organisation ?? '', team: team ?? '' })
  const read = readAddress(url ?? '')
  if ('refused' in read) throw new DaypassError('USAGE', `It ${read.refused}.`, { where: '--url' })
  const repository = options.repository ?? before?.repository ?? 'access'
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(repository))
    throw new DaypassError('USAGE', 'Give the name of the repository alone, such as access.', { where: '--repository' })
  const place = parseRepository(`${given.organisation}/${repository}`, '--repository', env)
  const asked = {
    ...{ organisation: given.organisation, team: given.team, url: read.address, repository: place.name },
    appName: readName(options.appName ?? before?.appName ?? nameFor(given.organisation)),
    ...{ site: place.site, apiUrl: place.apiUrl },
  }
  refuseOtherThan(before, asked)
  refuseUnreachable(asked)
  return asked
}

function nameFor(organisation: string): string {
  return `Daypass ${organisation}`.slice(0, longestName).trim()
}

function readName(name: string): string {
  // Letters, digits and blanks: GitHub makes an address of it.
  if (name.length <= longestName && /^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(name)) return name
  throw new DaypassError(
    'USAGE',
    `Give the app a name of at most ${longestName} letters, digits, blanks, dots and hyphens.`,
    { where: '--app-name' },
  )
}

function refuseOtherThan(before: Asked | undefined, asked: Asked): void {
  if (before === undefined) return
  const changed = Object.keys(asked).find((member) => before[member as keyof Asked] !== asked[member as keyof Asked])
  if (changed === undefined) return
  throw new DaypassError(
    'USAGE',
    `This was begun with ${before[changed as keyof Asked]} and cannot go on with ${asked[changed as keyof Asked]}. Leave it out, or give another folder with --out.`,
    { where: changed },
  )
}

/** GitHub delivers to public addresses alone; the GitHub of a trial on this machine delivers here. */
function refuseUnreachable({ url, apiUrl }: Asked): void {
  if (!isLoopback(new URL(url).hostname) || isLoopback(new URL(apiUrl).hostname)) return
  throw new DaypassError(
    'USAGE',
    'GitHub delivers to no address of this machine. Give the https address under which GitHub will reach your server.',
    { where: '--url' },
  )
}

/** How GitHub makes an address of an app's name. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
