import { asError, DaypassError } from '../../core/error.ts'
import { noConnectionIn } from '../../core/no-connection.ts'
import type { Endpoint } from './endpoints.ts'

/** What is known of a failed call: the HTTP status (undefined: no answer came), the headers, and GitHub's own words. */
export type Failure = {
  status: number | undefined
  headers: Readonly<Record<string, string>>
  said: string
  error: Error
  /** GitHub refused content that looks like a secret (`metadata.secret_scanning`). */
  secret?: true
}

/** Octokit gives a network error the status 500; only an error with a response was answered. */
export function readFailure(thrown: unknown): Failure {
  const error = asError(thrown)
  const { status, response } = error as {
    status?: unknown
    response?: { headers?: Record<string, unknown>; data?: unknown }
  }
  if (typeof status !== 'number' || response === undefined)
    return { status: undefined, headers: {}, said: reason(error), error }
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  const data = response.data as { message?: unknown; metadata?: { secret_scanning?: unknown } } | null | undefined
  const said = typeof data?.message === 'string' ? oneLine(data.message) : ''
  return { status, headers, said, error, ...(data?.metadata?.secret_scanning ? { secret: true } : {}) }
}

/** The failure as Daypass tells it. Never holds a token: only the route's template and GitHub's words are repeated. */
export function apiError(endpoint: Endpoint, { status, said, error, secret }: Failure): DaypassError {
  const where = endpoint.route
  const words = said === '' ? '' : ` (${said})`
  const make = (code: ConstructorParameters<typeof DaypassError>[0], message: string) =>
    new DaypassError(code, message, { cause: error, where })
  const unmade = noConnectionIn(error)
  if (unmade) return make('GITHUB_UNAVAILABLE', `GitHub cannot be reached. ${unmade.message} It is asked again later.`)
  if (status === undefined) return make('GITHUB_UNAVAILABLE', `GitHub did not answer${words}. It is asked again later.`)
  if (status >= 500 || status === 408) {
    return make(
      'GITHUB_UNAVAILABLE',
      `GitHub answered ${status}${words}. It is asked again later; see its status page if this goes on.`,
    )
  }
  if (status === 410) return make('GITHUB_GONE', `GitHub says that this was deleted${words}.`)
  if (status === 404) {
    return make('GITHUB_NOT_FOUND', `GitHub says that this does not exist, or that the app may not see it${words}.`)
  }
  if (secret) return make('PUSH_PROTECTED', `GitHub keeps out what looks like a secret${words}.`)
  const hint =
    status === 401
      ? 'Check APP_ID and PRIVATE_KEY, and the clock of this machine.'
      : 'Check that the app is installed, not suspended, and that its new permissions were accepted.'
  return make('GITHUB_REFUSED', `GitHub refused with ${status}${words}. ${hint}`)
}

function reason(error: Error): string {
  const { cause } = error
  if (error.name === 'TimeoutError' || (cause instanceof Error && cause.name === 'TimeoutError'))
    return 'it took too long'
  return oneLine(error.message)
}

function oneLine(text: string): string {
  // GitHub's words may repeat what somebody wrote: one line, no control characters, not endless.
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').slice(0, 200)
}
