import { DaypassError } from '../core/error.ts'
import type { Floors } from '../core/request/limits.ts'
import type { Deployment } from '../generated/deployment.ts'
import type { Connector } from '../ports/connector.ts'

type Settings = NonNullable<Deployment['connectors'][string]>

/** The deployment's connectors, and which access repository may use which. */
export type ConnectorRegistry<C extends Connector = Connector> = {
  find(name: string): C | undefined
  /** Throws CONNECTOR_UNKNOWN, CONNECTOR_NOT_ALLOWED. */
  connectorFor(repository: number, name: string): C
  /** The connector that an existing grant was made by, whoever may use it now, and even if the deployment dropped it. */
  connectorOf(grant: { connector: string }): C
  /** Whether the repository may use the connector, and the deployment has it. */
  serves(repository: number, name: string): boolean
  floorsOf(name: string): Floors
  /** Whether any connector names this repository. */
  enrolled(repository: number): boolean
}

export function createRegistry<C extends Connector>(
  deployment: Deployment,
  create: (name: string, settings: Settings) => C,
): ConnectorRegistry<C> {
  const settings = new Map(
    Object.entries(deployment.connectors).flatMap(([name, one]) => (one ? [[name, one] as const] : [])),
  )
  const connectors = new Map([...settings].map(([name, one]) => [name, create(name, one)]))
  const repositories = new Set([...settings.values()].flatMap((one) => one.repositories))
  const named = (name: string): C => {
    const connector = connectors.get(name)
    if (connector) return connector
    const message = `The deployment has no connector \`${name}\`. Its operator adds it to the deployment file, or the catalog names another.`
    throw new DaypassError('CONNECTOR_UNKNOWN', message)
  }
  return {
    find: (name) => connectors.get(name),
    connectorFor: (repository, name) => {
      const connector = named(name)
      if (settings.get(name)?.repositories.includes(repository)) return connector
      const message = `This repository may not use the connector \`${name}\`. Its operator adds the repository's id ${repository} to the deployment file.`
      throw new DaypassError('CONNECTOR_NOT_ALLOWED', message)
    },
    // A connector that the deployment dropped still has to end what it gave out; without settings it asks no probe.
    connectorOf: ({ connector }) => connectors.get(connector) ?? create(connector, { type: 'token', repositories: [] }),
    serves: (repository, name) => settings.get(name)?.repositories.includes(repository) ?? false,
    floorsOf: (name) => settings.get(name)?.floors ?? {},
    enrolled: (repository) => repositories.has(repository),
  }
}
