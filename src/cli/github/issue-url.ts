import { isLoopback, readAddress } from '../../core/address.ts'
import { DaypassError } from '../../core/error.ts'

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

/** An access repository; `site` is what the addresses of its pages begin with. */
export type RepositoryAddress = { site: string; host: string; owner: string; name: string; apiUrl: string }

const repositoryShape = /^(https?:\/\/[^/?#\s]+)\/([A-Za-z0-9_-][A-Za-z0-9_.-]*)\/([A-Za-z0-9_.-]+?)(?:\.git)?\/?$/
const shape =
  /^(https?:\/\/[^/?#\s]+)\/([A-Za-z0-9_-][A-Za-z0-9_.-]*)\/([A-Za-z0-9_.-]+)\/(?:issues|pull)\/([1-9]\d{0,9})\/?(?:#[\w-]*)?$/

/** Where the API of the GitHub at this host is: `setting` (GITHUB_API_URL) if there is one. */
export function apiUrlOf(origin: URL, setting: string | undefined): string {
  if (setting !== undefined && setting !== '') {
    const read = readAddress(setting)
    if ('refused' in read) throw new DaypassError('CONFIG_INVALID', `It ${read.refused}.`, { where: 'GITHUB_API_URL' })
    return read.address
  }
  if (origin.host === 'github.com') return 'https://api.github.com'
  if (origin.host.endsWith('.ghe.com')) return `https://api.${origin.host}`
  return `${origin.origin}/api/v3`
}

/** Whether it is meant as the address of an issue, however wrong. */
export function isIssueUrl(text: string): boolean {
  return text.includes('://')
}

/**
 * Takes `https://host/owner/repository/issues/42` apart, or `…/pull/42`, which GitHub counts among the issues; a fragment such as
 * `#issuecomment-1` may follow. Throws USAGE.
 */
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

/** The pages that belong to an API: the same host, but for GitHub's own cloud. */
function siteOf(apiUrl: string): string {
  const { protocol, host, origin } = new URL(apiUrl)
  return host === 'api.github.com' || /^api\.[a-z0-9-]+\.ghe\.com$/.test(host)
    ? `${protocol}//${host.slice(4)}`
    : origin
}

/**
 * Takes `owner/name`, `host/owner/name` or the address of a repository apart. Without a host it is on the GitHub of GITHUB_API_URL, else
 * of GH_HOST, else on github.com. `where` says who named it. Throws USAGE, CONFIG_INVALID for a wrong GITHUB_API_URL.
 */
export function parseRepository(
  text: string,
  where: string,
  env: Readonly<Record<string, string | undefined>>,
): RepositoryAddress {
  const parts = text.split('/').length
  const usual = env.GITHUB_API_URL
    ? siteOf(apiUrlOf(new URL('https://github.com'), env.GITHUB_API_URL))
    : `https://${env.GH_HOST || 'github.com'}`
  const whole = text.includes('://') ? text : parts === 3 ? `${schemeOf(text)}://${text}` : `${usual}/${text}`
  const [, site = '', owner = '', name = ''] = repositoryShape.exec(whole) ?? []
  const read = site === '' ? { refused: 'is not the name of a repository' } : readAddress(site)
  if ('refused' in read || name === '.' || name === '..') {
    const why = 'refused' in read ? read.refused : 'is not the name of a repository'
    throw new DaypassError('USAGE', `It ${why}. Write owner/name, such as acme/access.`, { where })
  }
  const origin = new URL(read.address)
  return { site: read.address, host: origin.host, owner, name, apiUrl: apiUrlOf(origin, env.GITHUB_API_URL) }
}

/** Only this machine is spoken to without https. */
function schemeOf(text: string): string {
  const [host = ''] = text.split('/')
  const hostname = URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname : ''
  return isLoopback(hostname) ? 'http' : 'https'
}

/** Whether two addresses name the same issue; GitHub does not tell upper from lower case in owner and name, nor `pull` from `issues`. */
export function sameIssue(a: string, b: string): boolean {
  const normal = (text: string): string =>
    text
      .replace(/(?<!\/)\/+$/, '')
      .replace(/\/pull\/(\d+)$/, '/issues/$1')
      .toLowerCase()
  return normal(a) === normal(b)
}
