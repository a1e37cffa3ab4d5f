import { unfitActions } from '../../core/targets/unfit-actions.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { Deployment } from '../../generated/deployment.ts'
import type { ConnectorTerms } from '../../ports/connector.ts'
import type { CheckResult } from './report.ts'

export type Settings = { repositories: readonly number[]; audience: string | undefined }

/** What all kinds of connector have. */
export function settingsOf(deployment: Deployment, name: string): Settings | undefined {
  const found = Object.hasOwn(deployment.connectors, name) ? deployment.connectors[name] : undefined
  if (found === undefined) return undefined
  const { audience } = found as { audience?: string }
  return { repositories: found.repositories, audience }
}

/** Whether each resource names a connector that there is, that the repository may use, and that can give what its actions say. */
export function judgeConnectors(
  { deployment, terms }: { deployment: Deployment; terms: ReadonlyMap<string, ConnectorTerms> },
  repository: number,
  resources: readonly Resource[],
): CheckResult[] {
  const told = resources.flatMap((resource): CheckResult[] => {
    const where = `catalog: ${resource.id}.connector`
    const settings = settingsOf(deployment, resource.connector)
    if (settings === undefined) {
      const message = `The deployment has no connector \`${resource.connector}\`. Add it to the deployment file, or name another in the catalog.`
      return [{ state: 'wrong', code: 'CONNECTOR_UNKNOWN', where, message }]
    }
    if (settings.repositories.includes(repository)) {
      const own = terms.get(resource.connector)
      const problems = own ? unfitActions(own, resource, Object.keys(resource.actions), resources) : []
      return problems.map((one) => ({ ...one, state: 'wrong', where: `catalog: ${resource.id}.${one.where}` }))
    }
    const message = `The repository may not use the connector \`${resource.connector}\`. Add ${repository} to its repositories in the deployment file.`
    return [{ state: 'wrong', code: 'CONNECTOR_NOT_ALLOWED', where, message }]
  })
  return told.length > 0 ? told : [{ state: 'well', message: 'Every resource has a connector that it may use.' }]
}

export type Catalog = { repository: string; resources: readonly Resource[] }

type Use = { place: string; repository: string; sensitivity: string }

/** Each scope of each audience, with those who use it. Resources without an audience have one of their own. */
function usesOf(deployment: Deployment, catalogs: readonly Catalog[]): Map<string, Use[]> {
  const uses = new Map<string, Use[]>()
  for (const { repository, resources } of catalogs) {
    for (const { id, connector, actions, sensitivity } of resources) {
      const audience = settingsOf(deployment, connector)?.audience
      if (audience === undefined) continue
      for (const [name, action] of Object.entries(actions)) {
        const key = `${action?.scope} for ${audience}`
        const use = {
          place: `${repository}: ${id}.${name}`,
          repository,
          sensitivity: action?.sensitivity ?? sensitivity,
        }
        uses.set(key, [...(uses.get(key) ?? []), use])
      }
    }
  }
  return uses
}

/**
 * Whether one scope of one target is worth the same wherever it is asked for. Within a catalog and a connector that is an error already;
 * between repositories or connectors nobody but the operator can see it.
 */
export function judgeAudiences(deployment: Deployment, catalogs: readonly Catalog[]): CheckResult[] {
  const told: CheckResult[] = []
  for (const [scope, uses] of usesOf(deployment, catalogs)) {
    const worth = [...new Set(uses.map(({ sensitivity }) => sensitivity))]
    if (worth.length > 1) {
      const places = uses.map(({ place, sensitivity }) => `${place} (${sensitivity})`).join(', ')
      const message = `${scope} is worth different sensitivities: ${places}. The lower one is a way around the higher: give all the same.`
      told.push({ state: 'wrong', code: 'CATALOG_INVALID', message })
    } else if (new Set(uses.map(({ repository }) => repository)).size > 1) {
      const message = `${scope} is given out by several repositories, each with its own owners: ${uses.map(({ place }) => place).join(', ')}.`
      told.push({ state: 'note', message })
    }
  }
  return told.length > 0
    ? told
    : [{ state: 'well', message: 'No two repositories give out the same scope of one target.' }]
}
