import { readAddress } from '../core/address.ts'
import { DaypassError } from '../core/error.ts'

/** The address of a request, taken apart. `repository` is what trust is kept under: host, owner and name in lower case. */
export type IssueAddress = {
  url: string
  host: string
  owner: string
  name: string
  number: number
  repository: string
  apiUrl: string
}

const shape =
  /^(https?:\/\/[^/?#\s]+)\/([A-Za-z0-9_-][A-Za-z0-9_.-]*)\/([A-Za-z0-9_.-]+)\/issues\/([1-9]\d{0,9})\/?(?:#[\w-]*)?$/

/** Where the API of the GitHub at this host is: `setting` (GITHUB_API_URL) if there is one. */
function apiUrlOf(origin: URL, setting: string | undefined): string {
  if (setting !== undefined && setting !== '') {
    const read = readAddress(setting)
    if ('refused' in read) throw new DaypassError('CONFIG_INVALID', `It ${read.refused}.`, { where: 'GITHUB_API_URL' })
    return read.address
  }
  if (origin.host === 'github.com') return 'https://api.github.com'
  if (origin.host.endsWith('.ghe.com')) return `https://api.${origin.host}`
  return `${origin.origin}/api/v3`
}

/** Takes `https://host/owner/repository/issues/42` apart; a fragment such as `#issuecomment-1` may follow. Throws USAGE. */
export function parseIssueUrl(text: string, env: Readonly<Record<string, string | undefined>>): IssueAddress {
  const [, site, owner, name, number] = shape.exec(text) ?? []
  const read = site === undefined ? undefined : readAddress(site)
  if (
    site === undefined ||
    !owner ||
    !name ||
    name === '.' ||
    name === '..' ||
    number === undefined ||
    read === undefined ||
    'refused' in read
  ) {
    const why = read !== undefined && 'refused' in read ? `It ${read.refused}.` : 'That is not the address of an issue.'
    throw new DaypassError('USAGE', `${why} Give it as https://github.com/acme/access/issues/42.`, { where: text })
  }
  const origin = new URL(read.address)
  return {
    url: `${read.address}/${owner}/${name}/issues/${number}`,
    host: origin.host,
    owner,
    name,
    number: Number(number),
    repository: `${origin.host}/${owner}/${name}`.toLowerCase(),
    apiUrl: apiUrlOf(origin, env.GITHUB_API_URL),
  }
}

/** Whether two addresses name the same issue; GitHub does not tell upper from lower case in owner and name. */
export function sameIssue(a: string, b: string): boolean {
  const normal = (text: string): string => text.replace(/\/+$/, '').toLowerCase()
  return normal(a) === normal(b)
}
