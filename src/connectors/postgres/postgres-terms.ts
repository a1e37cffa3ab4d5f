import type { Problem } from '../../core/error.ts'
import { isBelow } from '../../core/sensitivity.ts'
import type { ConnectorTerms } from '../../ports/connector.ts'
import { lookAtPostgres } from './postgres-health.ts'
import { placeOf } from './postgres-server.ts'
import { addressOf, groupFor, type PostgresSettings } from './postgres-settings.ts'

/** Seconds: an end as it usually is, and with whoever holds it up. */
const [effect, worst] = [1, 15]

/** What a connector of kind `postgres` says by its settings alone. */
export function postgresTerms(settings: PostgresSettings, now: () => Date): ConnectorTerms {
  return {
    declare: () => ({
      ...{ effect, worst, cutsSessions: true, proof: 'refused' },
      words: `sessions cut and logins refused within ${worst} s; a login to ${placeOf(addressOf(settings.url))} with the right password must be refused`,
    }),
    check: (actions, sensitivity) => {
      const owned = new Set<string>()
      return Object.entries(actions).flatMap(([name, action]): Problem[] => {
        const found = groupFor(settings, name)
        const problem = (message: string): Problem[] => [{ code: 'CATALOG_INVALID', where: `actions.${name}`, message }]
        if (!found)
          return problem(`The connector names no group for it. Whoever operates Daypass adds \`${name}\` to its roles.`)
        if (found.mode !== 'own') return []
        owned.add(found.group)
        if (owned.size > 1)
          return problem(
            'A login makes objects for one group. Give what another group is for to a resource of its own.',
          )
        if (!isBelow(action?.sensitivity ?? sensitivity, 'high')) return []
        return problem('It makes objects that stay. Give it the sensitivity `high` or `critical`.')
      })
    },
    givesLogin: true,
    right: (action) => {
      const found = groupFor(settings, action)
      return found && `the rights of ${found.group}`
    },
    health: () => lookAtPostgres(settings, now),
  }
}
