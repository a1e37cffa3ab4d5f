import type { Resource } from '../../generated/catalog.ts'
import { isCatalog } from '../../generated/validators.js'
import { parseDuration } from '../duration.ts'
import { DaypassError, isDaypassError, type Problem } from '../error.ts'
import { schemaProblems } from '../schema-problems.ts'
import type { Sensitivity } from '../sensitivity.ts'

/** A resource and the file and place that it stands in. */
type Placed = { resource: Resource; where: string }

/**
 * The resources of all catalog files together, sorted by id, or everything that is wrong with them; never a part of them.
 * Codes: CATALOG_MISSING (no file, or no resource in any), CATALOG_INVALID.
 */
export function checkCatalog(
  files: readonly { path: string; data: unknown }[],
): { resources: Resource[] } | { problems: Problem[] } {
  const problems: Problem[] = []
  const placed: Placed[] = []
  for (const { path, data } of files) {
    if (!isCatalog(data)) {
      problems.push(...schemaProblems(isCatalog, path, 'CATALOG_INVALID'))
      continue
    }
    placed.push(...data.resources.map((resource) => ({ resource, where: `${path}: ${resource.id}` })))
  }
  problems.push(...placed.flatMap(checkResource), ...checkIds(placed), ...checkScopes(placed))
  if (problems.length > 0) return { problems }
  if (placed.length === 0) {
    return {
      problems: [
        {
          code: 'CATALOG_MISSING',
          where: 'catalog/',
          message: 'There is no resource yet. Describe the first one in catalog/<name>.yml.',
        },
      ],
    }
  }
  return { resources: placed.map(({ resource }) => resource).sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

/**
 * What an action of a resource means: scope, longest grant in seconds (undefined: the catalog sets none) and sensitivity, which
 * is the resource's unless the action has its own. Throws REQUEST_ACTION_UNKNOWN.
 */
export function resolveAction(
  resource: Resource,
  action: string,
): { scope: string; maxDuration: number | undefined; sensitivity: Sensitivity } {
  // `constructor` is a possible name of an action, and every object has one.
  const found = Object.hasOwn(resource.actions, action) ? resource.actions[action] : undefined
  if (!found) {
    const known = Object.keys(resource.actions).join(', ')
    throw new DaypassError('REQUEST_ACTION_UNKNOWN', `${resource.id} has no such action. Choose among ${known}.`)
  }
  return {
    scope: found.scope,
    maxDuration: found.max_duration === undefined ? undefined : parseDuration(found.max_duration),
    sensitivity: found.sensitivity ?? resource.sensitivity,
  }
}

function checkResource({ resource, where }: Placed): Problem[] {
  const problems: Problem[] = []
  const note = (place: string, message: string) =>
    problems.push({ code: 'CATALOG_INVALID', where: `${where}.${place}`, message })
  if (resource.expires !== undefined && !isInstant(resource.expires)) {
    note('expires', 'is not a day or time that exists. Write it in UTC, such as 2026-12-24T00:00:00Z.')
  }
  for (const action of Object.keys(resource.actions)) {
    try {
      resolveAction(resource, action)
    } catch (error) {
      if (!isDaypassError(error, 'REQUEST_DURATION_INVALID')) throw error
      note(`actions.${action}.max_duration`, 'is longer than 366d, the longest grant there is.')
    }
  }
  return problems
}

/** JavaScript takes February 30 for March 2: only a text that comes back unchanged is an instant. */
function isInstant(text: string): boolean {
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === text.slice(0, 19)
}

function checkIds(placed: readonly Placed[]): Problem[] {
  const first = new Map<string, string>()
  return placed.flatMap(({ resource: { id }, where }) => {
    const other = first.get(id)
    if (other === undefined) first.set(id, where)
    if (other === undefined) return []
    return [
      {
        code: 'CATALOG_INVALID' as const,
        where,
        message: `This id is used twice, first in ${other}. Rename one of the two.`,
      },
    ]
  })
}

/** One scope at one target cannot be worth two sensitivities: the lower one would be the way around the higher. */
function checkScopes(placed: readonly Placed[]): Problem[] {
  const first = new Map<string, { sensitivity: Sensitivity; where: string }>()
  return placed.flatMap(({ resource, where }) =>
    Object.entries(resource.actions).flatMap(([name, action]): Problem[] => {
      if (!action) return []
      const place = `${where}.actions.${name}`
      const sensitivity = action.sensitivity ?? resource.sensitivity
      const key = JSON.stringify([resource.connector, action.scope])
      const other = first.get(key)
      if (!other) first.set(key, { sensitivity, where: place })
      if (!other || other.sensitivity === sensitivity) return []
      const message = `The scope ${action.scope} of the connector ${resource.connector} is ${sensitivity} here and ${other.sensitivity} in ${other.where}. Give both the same sensitivity.`
      return [{ code: 'CATALOG_INVALID', where: place, message }]
    }),
  )
}
