import type { Deployment } from '../../generated/deployment.ts'
import type { Routing } from './routes.ts'

/** What the deployment file says of routes. */
export function routingOf({ notices }: Pick<Deployment, 'notices'>): Routing {
  const places = Object.entries(notices?.places ?? {}).flatMap(([name, place]) =>
    place ? [[name, place.repositories ? { repositories: place.repositories } : {}] as const] : [],
  )
  return { places: new Map(places), routes: (notices?.route ?? []) as readonly Routing['routes'][number][] }
}
