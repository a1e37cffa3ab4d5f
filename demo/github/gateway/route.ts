import type { JsonObject } from '../json.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'

export type Answer = { status: number; headers?: Record<string, string>; body?: unknown; html?: string }

/** One call on its way through the gateway. */
export type Exchange = {
  method: string
  /** Without prefix and query, with owner and repository in the organisation's own spelling. */
  path: string
  query: URLSearchParams
  params: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string | undefined>>
  /** The parsed body; undefined where there is none. */
  payload: unknown
  /** The same where it is an object, otherwise an empty one. */
  body: JsonObject
  actor: Actor
  world: World
}

export type Handler = (x: Exchange) => Promise<Answer> | Answer
export type Route = { method: string; pattern: RegExp; names: readonly string[]; handler: Handler }

/** `'GET /users/:login/keys'`: `:name` is one segment, `*name` the rest; clients may encode the slash before that too. */
export function route(spec: string, handler: Handler): Route {
  const [method = '', template = ''] = spec.split(' ')
  const names: string[] = []
  const source = template.replace(/:(\w+)|\/\*(\w+)/g, (_, segment?: string, rest = '') => {
    names.push(segment ?? rest)
    return segment === undefined ? '(?:/|%2F)(.+)' : '([^/]+)'
  })
  return { method, pattern: new RegExp(`^${source}$`), names, handler }
}

/** The first route that fits, with its parameters decoded. */
export function findRoute(routes: readonly Route[], method: string, path: string) {
  for (const candidate of routes) {
    if (candidate.method !== method) continue
    const match = candidate.pattern.exec(path)
    if (match === null) continue
    const params = Object.fromEntries(candidate.names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]))
    return { handler: candidate.handler, params }
  }
  return undefined
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers, body }
}

export const NO_CONTENT: Answer = { status: 204 }

/** An error in GitHub's own form. */
export function refusal(status: number, message: string, errors?: readonly unknown[]): Answer {
  const body = {
    message,
    ...(errors ? { errors } : {}),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  }
  return { status, body }
}

export const notFound = (): Answer => refusal(404, 'Not Found')

/** GitHub's 422 for a field. */
export function invalid(resource: string, field: string, message: string): Answer {
  return refusal(422, 'Validation Failed', [{ resource, code: 'custom', field, message }])
}
