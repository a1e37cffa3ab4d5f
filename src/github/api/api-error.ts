import { asError, DaypassError } from '../../core/error.ts'
import { refusalAdvice } from '../../core/github-refusal.ts'
import { noConnectionIn } from '../../core/no-connection.ts'
import type { Endpoint } from './endpoint.ts'

/** What is known of a failed call: the HTTP status (undefined: no answer came), the headers, and GitHub's own words. */
export type Failure = {
  status: number | undefined
  headers: Readonly<Record<string, string>>
  said: string
  /** GitHub took what was sent for a secret, and refused it for that. */
  secret: boolean
  error: Error
}

/** Octokit gives a network error the status 500; only an error with a response was answered. */
export function readFailure(thrown: unknown): Failure {
  const error = asError(thrown)
  const { status, response } = error as {
    status?: unknown
    response?: { headers?: Record<string, unknown>; data?: unknown }
  }
  if (typeof status !== 'number' || response === undefined)
    return { status: undefined, headers: {}, said: reason(error), secret: false, error }
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  const data = response.data as { message?: unknown; metadata?: unknown } | null | undefined
  const said = typeof data?.message === 'string' ? oneLine(data.message) : ''
  return { status, headers, said, secret: isSecret(status, said, data?.metadata), error }
}

/** Push protection: GitHub says so in `metadata.secret_scanning`, or in words where a rule refuses what was pushed. */
function isSecret(status: number, said: string, metadata: unknown): boolean {
  if (status !== 409 && status !== 422) return false
  const isTold = typeof metadata === 'object' && metadata !== null && 'secret_scanning' in metadata
  return isTold || /\bsecrets? (?:was |were )?detected|contains? secrets|push protection/i.test(said)
}

const checkKey = 'Check APP_ID and PRIVATE_KEY, and the clock of this machine.'
const checkApp = 'Check that the app is installed, not suspended, and that its new permissions were accepted.'

/** The failure as Daypass tells it. Never holds a token: only the route's template and GitHub's words are repeated. */
export function apiError(endpoint: Endpoint, { status, said, headers, secret, error }: Failure): DaypassError {
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
  const known = refusalAdvice({ status, said, sso: headers['x-github-sso'] }, 'app')
  const hint = known ?? (status === 401 ? checkKey : checkApp)
  return make('GITHUB_REFUSED', `GitHub refused with ${status}${words}. ${hint}${permissionsIn(headers)}`)
}

/** GitHub names the permissions that would have done. */
function permissionsIn({ 'x-accepted-github-permissions': said = '' }: Failure['headers']): string {
  return /^[a-z_=,; ]{1,200}$/.test(said) ? ` It takes the permission ${said.replaceAll('=', ': ')}.` : ''
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
