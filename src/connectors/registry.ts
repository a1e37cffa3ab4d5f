import { DaypassError } from '../core/error.ts'
import type { SecretPlace } from '../core/lending/secret-place.ts'
import { drillEvery } from '../core/lifecycle/fire-drill.ts'
import type { GrantedBy } from '../core/record.ts'
import type { Floors } from '../core/request/limits.ts'
import type { AccessTokens } from '../ports/access-tokens.ts'
import type { ActionsSecrets } from '../ports/actions-secrets.ts'
import type { ConnectorTerms } from '../ports/connector.ts'
import type { OpenLending } from '../ports/lending.ts'
import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import type { AnyConnector, Entry, Kind, Kinds } from './kinds.ts'

/** The part of the deployment file that is about connectors. */
export type Deployed = { connectors: Readonly<Record<string, Entry | undefined>> }

export type Drilled = { connector: AnyConnector; every: number; repositories: readonly number[] }

/** The deployment's connectors, and which access repository may use which. */
export type ConnectorRegistry = {
  /**
   * The connector that gives access in this repository; `type`: of the kind that has begun the grant already. Throws
   * CONNECTOR_UNKNOWN, CONNECTOR_NOT_ALLOWED, CONNECTOR_GONE.
   */
  connectorFor(repository: number, name: string, type?: string): AnyConnector
  /**
   * The connector that an existing grant was begun by, whoever may use it now. Dropped from the deployment, or of another kind by
   * now, it is replaced by one of the grant's own kind, if that needs no settings to end a grant. Throws CONNECTOR_GONE if it does.
   */
  connectorOf(grant: GrantedBy): AnyConnector
  /** What mints access tokens for this grant. Undefined: the deployment does not have the connector that began it. */
  tokensOf(grant: GrantedBy): AccessTokens | undefined
  /** Whether the repository may use the connector, and the deployment has it, of this kind. */
  serves(repository: number, name: string, type: string): boolean
  floorsOf(name: string): Floors
  /** Those of each connector that the repository may use. */
  floorsFor(repository: number): Floors[]
  /** Every connector of the deployment. */
  all: readonly AnyConnector[]
  /** The connectors that are drilled, how often (seconds), and who may use them. */
  drilled: readonly Drilled[]
  /** Types of connectors whose target is the ledger. */
  endedInLedger: readonly string[]
  /** Whether any connector names this repository. */
  enrolled(repository: number): boolean
}

/**
 * Whether this deployment can end what that connector gave out: it has it still, of the same kind, or the kind needs no settings
 * for that.
 */
export function canEnd<Parts>({ connectors }: Deployed, kinds: Kinds<Parts>, grant: GrantedBy): boolean {
  const entry = Object.hasOwn(connectors, grant.connector) ? connectors[grant.connector] : undefined
  return entry?.type === grant.connectorType || kindOf(kinds, grant.connectorType)?.createWithoutSettings !== undefined
}

/** What each connector of the deployment says by its settings alone; those of a kind that there is not are left out. */
export function termsOf<Parts>(
  { connectors }: Deployed,
  kinds: Kinds<Parts>,
  fetch: Fetch,
  now: () => Date,
  openLending?: OpenLending,
  secretsOf?: (github: string) => ActionsSecrets,
): ReadonlyMap<string, ConnectorTerms> {
  const found = Object.entries(connectors).flatMap(([name, entry]) => {
    const kind = entry && kindOf(kinds, entry.type)
    if (!entry || !kind) return []
    const terms = kind.terms(entry, fetch, now, openLending)
    return [[name, entry.deliver_to ? delivering(terms, entry.deliver_to, secretsOf) : terms] as const]
  })
  return new Map(found)
}

/** How it is has to be asked of where it delivers, too. */
function delivering(
  terms: ConnectorTerms,
  place: SecretPlace,
  secretsOf: ((github: string) => ActionsSecrets) | undefined,
): ConnectorTerms {
  const asked = async () =>
    secretsOf ? secretsOf(place.github).health(place) : [{ state: 'note' as const, message: notAsked }]
  return { ...terms, health: async () => [...(await terms.health()), ...(await asked())] }
}

const notAsked = 'GitHub was not asked about the secret that it delivers into.'

/** Undefined also for names such as `constructor`: a grant's kind is read from the database. */
function kindOf<Parts>(kinds: Kinds<Parts>, type: string): Kind<Parts> | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined
}

/** For the requester as well as the operator: it is shown in the request. */
function gone({ connector, connectorType }: GrantedBy, now: Entry | undefined): DaypassError {
  const what =
    now === undefined
      ? `The deployment has no connector \`${connector}\` any more`
      : `The deployment's connector \`${connector}\` is of the type \`${now.type}\` by now`
  const message = `${what}. The one of the type \`${connectorType}\` that gave this access is needed to end it, so it may still work. Whoever operates Daypass puts that connector back into the deployment file; then it goes on by itself.`
  return new DaypassError('CONNECTOR_GONE', message)
}

/** Throws CONFIG_INVALID for a connector of a kind that there is not. */
export function createRegistry<Parts>(deployment: Deployed, kinds: Kinds<Parts>, parts: Parts): ConnectorRegistry {
  const settings = new Map(
    Object.entries(deployment.connectors).flatMap(([name, one]) => (one ? [[name, one] as const] : [])),
  )
  const create = (name: string, entry: Entry): AnyConnector => {
    const kind = kindOf(kinds, entry.type)
    if (kind) return { ...kind.create(parts, name, entry), ...(entry.deliver_to && { depositsTo: entry.deliver_to }) }
    const message = `The connector \`${name}\` has a type that there is not. Use ${Object.keys(kinds).join(' or ')}.`
    throw new DaypassError('CONFIG_INVALID', message)
  }
  const connectors = new Map([...settings].map(([name, entry]) => [name, create(name, entry)]))
  const repositories = new Set([...settings.values()].flatMap((one) => one.repositories))
  const named = (name: string): AnyConnector => {
    const connector = connectors.get(name)
    if (connector) return connector
    const message = `The deployment has no connector \`${name}\`. Its operator adds it to the deployment file, or the catalog names another.`
    throw new DaypassError('CONNECTOR_UNKNOWN', message)
  }
  /** The connector that began the grant, by name and by kind, if it is still there. */
  const same = ({ connector, connectorType }: GrantedBy): AnyConnector | undefined =>
    settings.get(connector)?.type === connectorType ? connectors.get(connector) : undefined
  return {
    connectorFor: (repository, name, type) => {
      const connector = named(name)
      const entry = settings.get(name)
      if (type !== undefined && entry?.type !== type) throw gone({ connector: name, connectorType: type }, entry)
      if (entry?.repositories.includes(repository)) return connector
      const message = `This repository may not use the connector \`${name}\`. Its operator adds the repository's id ${repository} to the deployment file.`
      throw new DaypassError('CONNECTOR_NOT_ALLOWED', message)
    },
    connectorOf: (grant) => {
      const found = same(grant) ?? kindOf(kinds, grant.connectorType)?.createWithoutSettings?.(parts, grant.connector)
      if (found) return found
      throw gone(grant, settings.get(grant.connector))
    },
    tokensOf: (grant) => {
      const connector = same(grant)
      return connector && mintsTokens(connector) ? connector : undefined
    },
    serves: (repository, name, type) => {
      const entry = settings.get(name)
      return entry?.type === type && entry.repositories.includes(repository)
    },
    all: [...connectors.values()],
    drilled: [...connectors].flatMap(([name, connector]): Drilled[] => {
      const { drill, repositories: ids = [] } = settings.get(name) ?? {}
      const every = drillEvery(drill)
      return every === undefined || !connector.drill ? [] : [{ connector, every, repositories: ids }]
    }),
    endedInLedger: Object.keys(kinds).filter((type) => kindOf(kinds, type)?.endsInLedger),
    floorsOf: (name) => settings.get(name)?.floors ?? {},
    floorsFor: (repository) =>
      [...settings.values()].flatMap(({ repositories: ids, floors }) =>
        floors && ids.includes(repository) ? [floors] : [],
      ),
    enrolled: (repository) => repositories.has(repository),
  }
}

function mintsTokens(connector: AnyConnector): connector is AnyConnector & AccessTokens {
  return connector.accessToken !== undefined
}
