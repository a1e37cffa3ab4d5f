import type { Problem } from '../../core/error.ts'
import type { Lendable, Roles } from '../../core/lending/loans.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { ConnectorTerms } from '../../ports/connector.ts'
import type { LendingApp, OpenLending } from '../../ports/lending.ts'
import { ownScopes } from '../token-terms.ts'

export type GitHubSettings = LendingApp & { roles?: Roles }

/** Within which (seconds) GitHub has taken something away and shows it; and how long that may take on its bad days. */
export const usual = 5
const worst = 60

/** What a connector of kind `github` says by its settings alone. `open`: absent where nobody can ask GitHub. */
export function githubTerms(settings: GitHubSettings, open?: OpenLending): ConnectorTerms {
  const { roles = {} } = settings
  const lends = whatIsLent(roles)
  const hasRepository = lends.some((what) => 'repository' in what)
  const forks = hasRepository
    ? '; who is removed from a repository loses private forks of it and what is assigned to them there'
    : ''
  return {
    declare: () => ({
      effect: usual,
      worst,
      cutsSessions: true,
      proof: 'absent',
      words: `taken away and read back within ${worst} s; what else gives the same is named, and who had it before keeps it${forks}`,
    }),
    check: (actions) => [...ownScopes(actions), ...unlisted(actions, roles)],
    right: (action) => {
      const what = roleOf(roles, action)
      if (!what) return undefined
      return 'team' in what
        ? `membership of the team ${what.team}`
        : `${what.permission} on the repository ${what.repository}`
    },
    lends: (actions) => [...new Set(actions)].flatMap((name) => roleOf(roles, name) ?? []),
    health: async () =>
      open ? open(settings).health(lends) : [{ state: 'note', message: 'GitHub was not asked about its App.' }],
  }
}

/** All that a connector may lend. */
export function whatIsLent(roles: Roles): Lendable[] {
  return Object.values(roles).flatMap((what) => what ?? [])
}

const roleOf = (roles: Roles, name: string): Lendable | undefined =>
  Object.hasOwn(roles, name) ? roles[name] : undefined

function unlisted(actions: Resource['actions'], roles: Roles): Problem[] {
  return Object.keys(actions).flatMap((name): Problem[] => {
    if (roleOf(roles, name)) return []
    const message = `is no action that the connector lends anything for: it knows ${Object.keys(roles)
      .map((role) => `\`${role}\``)
      .join(', ')}. Name one of these, or let its operator add it to \`roles\` in the deployment file.`
    return [{ code: 'CATALOG_INVALID', where: `actions.${name}`, message }]
  })
}
