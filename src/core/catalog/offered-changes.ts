import type { Resource } from '../../generated/catalog.ts'
import { code } from '../markdown.ts'
import type { Change, Findings, Known } from './catalog-change.ts'
import type { Offered } from './offered.ts'

/**
 * Where an offer comes from. `byRole`: the names of actions are those of the connector's roles, so that one that any resource of the connector
 * has is known; else resources are known by their ids. `path`: the file for what is new. `source`: what says so, as Markdown.
 */
export type OfferedBy = { connector: string; team?: string; byRole: boolean; path: string; source: string }

/** What of an offer a catalog lacks, and what it has that is not offered. What people have changed is theirs: it is told alone. */
export function changesOf(offered: readonly Offered[], known: readonly Known[], by: OfferedBy): Findings {
  const ofConnector = known.filter(({ resource }) => resource.connector === by.connector)
  const names = new Set(by.byRole ? ofConnector.flatMap(({ resource }) => Object.keys(resource.actions)) : [])
  const found: Findings = { changes: [], remarks: [] }
  for (const one of offered) {
    const same = known.find(({ resource }) => resource.id === one.id)
    if (same && same.resource.connector !== by.connector) {
      found.remarks.push(
        `${code(one.id)} is in the catalog by way of the connector ${code(same.resource.connector)}: it is left as it is.`,
      )
      continue
    }
    if (same) found.remarks.push(...otherScopes(one, same.resource))
    const fresh = Object.entries(one.actions).filter(
      ([name]) => !names.has(name) && !Object.hasOwn(same?.resource.actions ?? {}, name),
    )
    if (fresh.length === 0) continue
    const [only, ...others] = by.byRole && one.kind === 'database' ? ofConnector : []
    const host = same ?? (others.length === 0 ? only : undefined)
    if (host) found.changes.push(...fresh.map(([name, action]) => actionChange(host, name, action, by)))
    else found.changes.push(resourceChange({ ...one, actions: Object.fromEntries(fresh) }, by))
  }
  found.remarks.push(...missing(offered, ofConnector, by))
  return found
}

function resourceChange(one: Offered, { connector, team, path, source }: OfferedBy): Change {
  const { actions, ...rest } = one
  const add: Resource = { ...rest, connector, ...(team === undefined ? {} : { team }), actions }
  const worth = Object.entries(actions).map(
    ([name, action]) => `${code(name)} ${action?.sensitivity ?? one.sensitivity}`,
  )
  return {
    ...{ key: one.id, kind: 'new', path, edit: { add } },
    what: `${code(one.id)} · ${one.kind} · ${worth.join(', ')}`,
    why: `${source} names ${code(one.title)}`,
  }
}

function actionChange(
  { resource, path }: Known,
  name: string,
  action: Resource['actions'][string],
  { source }: OfferedBy,
): Change {
  return {
    ...{
      key: `${resource.id}:${name}`,
      kind: 'changed',
      path,
      edit: { resource: resource.id, actions: { [name]: action } },
    },
    what: `${code(resource.id)} · ${code(name)} ${action?.sensitivity ?? resource.sensitivity}`,
    why: `${source} has this action`,
  }
}

function otherScopes({ id, actions }: Offered, { actions: has }: Resource): string[] {
  return Object.entries(actions).flatMap(([name, action]) => {
    const now = Object.hasOwn(has, name) ? has[name]?.scope : undefined
    if (now === undefined || now === action?.scope) return []
    return [
      `${code(name)} of ${code(id)} has the scope ${code(now)} in the catalog and ${code(action?.scope ?? '')} there. Mend it if that is no choice of yours.`,
    ]
  })
}

/** Nothing of it is removed: somebody may have written it for a reason that no source knows. */
function missing(offered: readonly Offered[], known: readonly Known[], { byRole, source }: OfferedBy): string[] {
  const ids = new Map(offered.map((one) => [one.id, one]))
  const kinds = new Set(offered.map(({ kind }) => kind))
  const names = new Set(offered.flatMap(({ actions }) => Object.keys(actions)))
  return known.flatMap(({ resource }) => {
    if (!byRole && !ids.has(resource.id))
      return kinds.has(resource.kind)
        ? [`${code(resource.id)} is in the catalog, and ${source} has no such part (any more).`]
        : []
    const there = byRole ? names : new Set(Object.keys(ids.get(resource.id)?.actions ?? {}))
    return Object.keys(resource.actions)
      .filter((name) => !there.has(name))
      .map(
        (name) =>
          `${code(name)} of ${code(resource.id)} is in the catalog, and ${source} has no such action (any more).`,
      )
  })
}
