import { formatKey } from '../../../src/core/request-key.ts'
import type { ConnectorInUse } from '../../../src/store/connectors-in-use.ts'
import { byKey } from './database/claiming.ts'
import type { MemoryTables } from './database/parts.ts'

const mostNamed = 20
const living = ['granting', 'active', 'ending']

/** By which connectors access was given that is not over. */
export function connectorsInUse({ requests, grants, repositories }: MemoryTables): ConnectorInUse[] {
  const used = requests
    .where(({ state }) => living.includes(state))
    .sort(byKey)
    .flatMap((request) => {
      const repository = repositories.get(`${request.repository}`)
      if (!repository) return []
      const name = `${repository.owner}/${repository.name}#${request.issue}`
      return grants.where((grant) => formatKey(grant) === formatKey(request)).map((grant) => ({ grant, name }))
    })
  const byConnector = Map.groupBy(used, ({ grant }) => `${grant.connector}\n${grant.connector_type}`)
  return [...byConnector]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => {
      const [first] = all
      if (!first) return []
      const { connector, connector_type: connectorType } = first.grant
      return [
        { connector, connectorType, count: all.length, requests: all.map(({ name }) => name).slice(0, mostNamed) },
      ]
    })
}
