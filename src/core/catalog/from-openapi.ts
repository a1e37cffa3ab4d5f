import type { Resource } from '../../generated/catalog.ts'
import { idOf, type Offered, titleOf } from './offered.ts'

type Action = 'read' | 'write' | 'delete'
/** How requests change what they are about (RFC 9110, section 9.2). */
const actionsOf: Readonly<Record<string, Action>> = {
  ...{ get: 'read', head: 'read', options: 'read', post: 'write', put: 'write', patch: 'write', delete: 'delete' },
}
const worth: Readonly<Record<Action, Resource['sensitivity']>> = { read: 'low', write: 'medium', delete: 'high' }
const mostResources = 500

/**
 * What an API described by OpenAPI 3 could offer: a resource for each tag (operations without one: for the first part of their path), with reading,
 * writing and deleting apart. The scope is the one that all operations of an action name, where they name just one. Undefined: it is no such document.
 */
export function resourcesOfOpenApi(document: unknown): Offered[] | undefined {
  if (!isEntry(document) || typeof document.openapi !== 'string' || !isEntry(document.paths)) return undefined
  const titles = new Map(
    listOf(document.tags).flatMap((tag) =>
      isEntry(tag) && typeof tag.name === 'string' ? [[tag.name, String(tag.description ?? tag.name)]] : [],
    ),
  )
  const found = new Map<string, { title: string; scopes: Map<Action, Set<string>> }>()
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of isEntry(item) ? Object.entries(item) : []) {
      const action = Object.hasOwn(actionsOf, method) ? actionsOf[method] : undefined
      if (!action || !isEntry(operation)) continue
      const [tag = path.split('/').find((part) => part !== '' && !part.startsWith('{')) ?? 'api'] = listOf(
        operation.tags,
      ).map(String)
      const id = idOf(tag)
      if (id === '' || (!found.has(id) && found.size >= mostResources)) continue
      const resource = found.get(id) ?? { title: titleOf(titles.get(tag) ?? tag) || id, scopes: new Map() }
      found.set(id, resource)
      const scopes = resource.scopes.get(action) ?? new Set<string>()
      resource.scopes.set(action, scopes)
      for (const scope of scopesOf(operation.security ?? document.security)) scopes.add(scope)
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { title, scopes }]) => ({
      ...{ id, title, kind: 'api' as const, sensitivity: 'low' as const },
      actions: Object.fromEntries(
        (['read', 'write', 'delete'] as const).flatMap((action) => {
          const named = scopes.get(action)
          if (!named) return []
          const [only, ...others] = named
          const scope = only !== undefined && others.length === 0 ? only : `${id}:${action}`
          return [[action, worth[action] === 'low' ? { scope } : { scope, sensitivity: worth[action] }]]
        }),
      ),
    }))
}

/** What an operation asks of a token; what no scope of a catalog could be is left out. */
function scopesOf(security: unknown): string[] {
  return listOf(security)
    .flatMap((one) => (isEntry(one) ? Object.values(one).flatMap(listOf) : []))
    .filter(
      (scope): scope is string =>
        typeof scope === 'string' && /^[\x21\x23-\x5B\x5D-\x7E]{1,128}$/.test(scope) && !scope.startsWith('daypass:'),
    )
}

const isEntry = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
