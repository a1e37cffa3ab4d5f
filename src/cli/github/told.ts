import { DaypassError } from '../../core/error.ts'
import { refusalAdvice } from '../../core/github-refusal.ts'
import { noConnectionIn } from '../../core/no-connection.ts'
import { plain } from '../plain-text.ts'

/**
 * How long GitHub asks to be left alone after a failure of these methods, in milliseconds; undefined: it did not say.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function askedToWait(thrown: DaypassError, now: Date): number | undefined {
  const { response } = (thrown.cause ?? {}) as { response?: { headers?: Record<string, string | undefined> } }
  const seconds = Number(response?.headers?.['retry-after'])
  if (seconds > 0) return seconds * 1000
  const reset = Number(response?.headers?.['x-ratelimit-reset'])
  const exhausted = response?.headers?.['x-ratelimit-remaining'] === '0'
  return exhausted && reset > 0 ? Math.max(0, reset * 1000 - now.getTime()) : undefined
}

/** `needs`: what a token has to be allowed, where it is not the usual. */
type Doing = 'read' | 'write' | { write: string }

/** GitHub's own sentence, on one line: it says more than its status. */
function saidBy(thrown: unknown): string {
  const { response } = thrown as { response?: { data?: { message?: unknown } | null } }
  const said = response?.data?.message
  return typeof said === 'string'
    ? plain(said.slice(0, 300))
        .trim()
        .replace(/(?<!\.)\.+$/, '')
    : ''
}

/** By GitHub's words, or by the address that it gives for single sign-on. */
function adviceFor(thrown: unknown): string | undefined {
  const { status, response } = thrown as { status?: number; response?: { headers?: Record<string, unknown> } }
  const sso = response?.headers?.['x-github-sso']
  const refusal = { status: status ?? 0, said: saidBy(thrown), sso: typeof sso === 'string' ? sso : undefined }
  return refusalAdvice(refusal, 'person')
}

/** A failed call in the words of the person who made it. */
function explain(thrown: unknown, what: string, doing: Doing): DaypassError {
  const { status, message } = thrown as { status?: number; message?: string }
  const say = (
    code: 'GITHUB_NOT_FOUND' | 'GITHUB_REFUSED' | 'GITHUB_LIMITED' | 'GITHUB_UNAVAILABLE',
    text: string,
  ): DaypassError => new DaypassError(code, text, { cause: thrown, where: what })
  const advice = adviceFor(thrown)
  if (status === 404)
    return say(
      'GITHUB_NOT_FOUND',
      advice === undefined
        ? 'GitHub shows you no such thing. Check the address, and that your token may read it.'
        : `GitHub shows you no such thing. ${advice}`,
    )
  if (status === 401)
    return say('GITHUB_REFUSED', 'GitHub does not accept your token. Sign in again with `gh auth login`.')
  if (status === 429 || (status === 403 && /rate limit/i.test(message ?? ''))) {
    return say('GITHUB_LIMITED', 'GitHub limits how often you may ask. Try again in a few minutes.')
  }
  if (status === 403) {
    const needs =
      doing === 'read'
        ? 'It needs to read issues and contents of the repository.'
        : `It needs to write ${doing === 'write' ? 'issues' : doing.write} of the repository.`
    const words = doing === 'read' ? 'Your GitHub token may not read this' : 'Your GitHub token may not write here'
    const said = saidBy(thrown)
    return say('GITHUB_REFUSED', `${words}${said === '' ? '' : ` (GitHub: ${said})`}. ${advice ?? needs}`)
  }
  if (doing !== 'read' && (status === 410 || status === 422))
    return say('GITHUB_REFUSED', `GitHub does not take it: ${plain((message ?? '').slice(0, 300))}.`)
  const unmade = noConnectionIn(thrown)
  if (unmade && (doing === 'read' || unmade.nothingSent))
    return say('GITHUB_UNAVAILABLE', `GitHub cannot be reached. ${unmade.message}`)
  if (doing !== 'read')
    return say(
      'GITHUB_UNAVAILABLE',
      'GitHub gave no answer, so nobody knows whether it was written. Look at the page before you try again.',
    )
  return say('GITHUB_UNAVAILABLE', 'GitHub cannot be reached. Check your connection and try again.')
}

/** Tells a failure in the words of whoever ran the command. */
export async function told<T>(what: string, call: () => Promise<T>, doing: Doing = 'read'): Promise<T> {
  try {
    return await call()
  } catch (thrown) {
    throw explain(thrown, what, doing)
  }
}
