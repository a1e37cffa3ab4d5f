import type { Crossings } from '../../src/compose/crossings.ts'
import { type EndpointName, endpoints } from '../../src/github/api/endpoints.ts'

/** Asked of GitHub by `daypass doctor` alone, in a process of its own. */
const firstContact: readonly EndpointName[] = ['openIssue', 'lockIssue', 'unlockIssue', 'deleteFile']

/** The calls that change something on GitHub, but for those of connectors, which cross there: one method of a port may make several of them, and a process may die between two. */
const writes = (Object.keys(endpoints) as EndpointName[])
  .filter(
    (name) =>
      !endpoints[name].route.startsWith('GET ') && !firstContact.includes(name) && !('lends' in endpoints[name]),
  )
  .map((name) => ({ name: `github.${name}`, ...patternOf(endpoints[name].route) }))

function patternOf(route: string): { method: string; path: RegExp } {
  const [method = '', path = ''] = route.split(' ')
  const pattern = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (['ref', 'path'].includes(name) ? '.+' : '[^/]+'))
  return { method, path: new RegExp(`^(?:/api/v3)?${pattern}$`) }
}

/** Fetches, with a crossing at every call that changes something on this GitHub. */
export function crossFetch(base: string, crossings: Crossings): typeof globalThis.fetch {
  for (const { name } of writes) crossings.known(name)
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
    const isOurs = url.href.startsWith(base)
    const found = writes.find((one) => isOurs && one.method === method && one.path.test(url.pathname))
    const call = () => fetch(input, init)
    return found ? crossings.over(found.name, call) : call()
  }
}
