import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import type { IssueAddress } from './issue-url.ts'

const ofChosenHost = ['GH_TOKEN', 'GITHUB_TOKEN']
const ofOtherHosts = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN']

/** Every variable that may hold the user's own GitHub token. */
export const tokenVariables: readonly string[] = [...ofChosenHost, ...ofOtherHosts, 'DAYPASS_DEPLOYMENTS_TOKEN']

/**
 * The user's own GitHub token: GH_TOKEN, GITHUB_TOKEN, else what `gh auth token` prints.
 *
 * The host stands in an address that somebody may have sent. So, as with gh, those two are for github.com and for a host that the
 * user named in GH_HOST or GITHUB_API_URL; any other host gets GH_ENTERPRISE_TOKEN or what gh keeps for exactly that host.
 * Throws NO_GITHUB_TOKEN.
 */
export async function findGitHubToken(deps: CliDeps, issue: Pick<IssueAddress, 'host'>): Promise<string> {
  const { env, machine } = deps
  const publicHost = issue.host === 'github.com' || issue.host.endsWith('.ghe.com')
  const chosen = publicHost || env.GH_HOST === issue.host || Boolean(env.GITHUB_API_URL)
  const names = chosen ? ofChosenHost : ofOtherHosts
  for (const name of names) {
    const value = env[name]?.trim()
    if (value) return value
  }
  const printed = (await machine.capture('gh', ['auth', 'token', '--hostname', issue.host]))?.trim()
  if (printed) return printed
  const which = chosen ? 'GH_TOKEN' : 'GH_ENTERPRISE_TOKEN'
  throw new DaypassError(
    'NO_GITHUB_TOKEN',
    `Daypass asks GitHub as you and found no GitHub token for ${issue.host}. Sign in with \`gh auth login --hostname ${issue.host}\` or set ${which}.`,
    { where: which },
  )
}
