import { isBelow, type Sensitivity } from '../sensitivity.ts'
import type { Alert } from './alert.ts'
import { type AlertKind, isGrave } from './alert-kinds.ts'

/** The place that needs no set-up: an issue in the access repository. */
export const issuePlace = 'issue'

/** Where what matches goes. Absent members match everything; `kinds` absent: every grave kind. */
export type Route = {
  kinds?: readonly AlertKind[]
  resources?: readonly string[]
  /** This sensitivity or a higher one. */
  sensitivity?: Sensitivity
  to: readonly string[]
}

/** Which places the deployment has beside the issue (`repositories` absent: for all), and where what goes. */
export type Routing = {
  places: ReadonlyMap<string, { repositories?: readonly number[] }>
  routes: readonly Route[]
}

/** What a repository says, by its resources (`*`: all, and what is of none): which of the deployment's places are told as well. */
export type Notify = { readonly [resource: string]: readonly string[] | undefined }

export const noRouting: Routing = { places: new Map(), routes: [] }

/**
 * The places that are told of an alert. What no route matches goes to the issue if it is grave, and nowhere if it is not. What a repository says adds
 * places to what is told anyway, and takes none away. Of what is told elsewhere already (`shared`), only the issue is told.
 */
export function placesFor(
  alert: Alert & { repository: number; shared: boolean },
  { places, routes }: Routing,
  notify: Notify = {},
): string[] {
  const matching = routes.filter((route) => isMatch(route, alert))
  if (matching.length === 0 && !isGrave(alert.kind)) return []
  const chosen = matching.length > 0 ? matching.flatMap(({ to }) => to) : [issuePlace]
  const own = ['*', ...(alert.resource === undefined ? [] : [alert.resource])].flatMap((named) =>
    Object.hasOwn(notify, named) ? (notify[named] ?? []) : [],
  )
  return [...new Set([...chosen, ...own])].filter((name) => {
    if (name === issuePlace) return true
    const place = places.get(name)
    if (!place || alert.shared) return false
    return place.repositories?.includes(alert.repository) ?? true
  })
}

function isMatch({ kinds, resources, sensitivity }: Route, alert: Alert): boolean {
  const isKind = kinds ? kinds.includes(alert.kind) : isGrave(alert.kind)
  const isResource = !resources || (alert.resource !== undefined && resources.includes(alert.resource))
  // What is of no resource has no sensitivity: a route that asks for one is not for it.
  const isSensitive = !sensitivity || (alert.sensitivity !== undefined && !isBelow(alert.sensitivity, sensitivity))
  return isKind && isResource && isSensitive
}

/** Kinds that are common and that a route names: nobody looks for the others. */
export function commonKindsIn({ routes }: Pick<Routing, 'routes'>): AlertKind[] {
  return [...new Set(routes.flatMap(({ kinds = [] }) => kinds))].filter((kind) => !isGrave(kind))
}

/** What is wrong where a repository names a place that is none. */
export function placeFlaw({ resource, place }: { resource: string; place: string }): string {
  const of = resource === '*' ? 'everything' : resource
  return `The place ${place}, named for ${of}, is none that the deployment has for this repository. Correct its name, or have the operators add it.`
}

/** Places that a repository names and the deployment does not have for it, with the resource that they are named for. */
export function unknownPlaces(
  notify: Notify | undefined,
  { places }: Pick<Routing, 'places'>,
  repository: number,
): { resource: string; place: string }[] {
  return Object.entries(notify ?? {}).flatMap(([resource, named = []]) =>
    named
      .filter(
        (name) => name !== issuePlace && !(places.get(name)?.repositories?.includes(repository) ?? places.has(name)),
      )
      .map((place) => ({ resource, place })),
  )
}
