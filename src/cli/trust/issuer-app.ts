import { isDaypassError } from '../../core/error.ts'
import { deadline, fetchJson } from '../fetch-json.ts'
import type { CommentText } from '../github/reader.ts'

/** The GitHub App through which an issuer writes: `slug[bot]` is its account's login. A renamed app keeps its `id`. */
export type IssuerApp = { id: number; slug: string }

/** Undefined: that names no app. */
export function readApp(value: unknown): IssuerApp | undefined {
  const { id, slug } = (value ?? {}) as Record<string, unknown>
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return undefined
  return typeof slug === 'string' && /^[a-z0-9][a-z0-9-]{0,99}$/.test(slug) ? { id, slug } : undefined
}

/**
 * The app that an issuer names in its metadata (RFC 8414), member `daypass_github_app`. Undefined: it names none, as one that was made
 * before does, or does not answer; its keys are what counts.
 */
export async function fetchIssuerApp(issuer: string, fetcher: typeof fetch): Promise<IssuerApp | undefined> {
  try {
    const where = `${issuer}/.well-known/oauth-authorization-server`
    const { status, body } = await fetchJson(fetcher, where, { signal: deadline() })
    const given = status === 200 ? (body as { daypass_github_app?: unknown } | null | undefined) : undefined
    return readApp(given?.daypass_github_app)
  } catch (thrown) {
    if (isDaypassError(thrown, 'ISSUER_UNREACHABLE')) return undefined
    throw thrown
  }
}

/**
 * Whether the issuer's own app wrote a comment; never a person, nor another bot. While it is not known which app that is, every app
 * counts: a look-alike then makes what is checked fail, and never makes it pass.
 */
export function isOurs(comment: CommentText, app: IssuerApp | undefined): boolean {
  if (comment.byApp !== true) return false
  if (app === undefined) return true
  return comment.app === undefined ? comment.login === `${app.slug}[bot]` : comment.app === app.id
}
