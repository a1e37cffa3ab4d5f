import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { isDaypassError } from '../core/error.ts'
import type { BundleReader, Bundles } from '../ports/bundles.ts'
import type { BundleAnswer } from './metrics/bundle-metrics.ts'

/** With this type opa asks to wait for the next one, instead of asking again and again. */
const longPolled = 'application/vnd.openpolicyagent.bundles'
/** So long (seconds) one is waited for at most, and by so many at the same time. */
const longest = 30
const mostWaiting = 100

export type BundleRoutesOptions = {
  bundles: Bundles
  /** Who may read what, each by a token of its own. */
  readers: readonly (BundleReader & { token: string })[]
  /** Hears how a reader was answered. */
  answered?: (reader: BundleReader, how: BundleAnswer) => void
}

/**
 * Bundles for opa: `GET /bundles/{owner}/{repository}.tar.gz`, with ETag and long polling as its bundle protocol has them. Whoever has no
 * token for a repository is told that there is none. Beyond the places for waiting, readers are answered at once, and in a form that makes
 * opa ask again later.
 */
export function bundleRoutes({ bundles, readers, answered }: BundleRoutesOptions): Hono {
  const app = new Hono()
  const known = readers.map(({ token, ...reader }) => ({ reader, digest: digestOf(token) }))
  let waiting = 0

  app.get('/bundles/:owner/:file', async (c) => {
    const reader = readerOf(c, known)
    const repository = /^(.+)\.tar\.gz$/.exec(c.req.param('file'))?.[1]
    if (!reader || repository === undefined) return missing(c)
    const newest = await bundles.newest(reader).catch((error: unknown) => {
      if (isDaypassError(error)) return error
      throw error
    })
    // It has been logged where it happened; a reader asks again and again.
    if (newest instanceof Error) return notNow(c, newest.code)
    if (!isSameName(newest.owner, c.req.param('owner')) || !isSameName(newest.repository, repository)) return missing(c)
    const has = c.req.header('If-None-Match')
    const asked = waitOf(c.req.header('Prefer'))
    const mayWait = asked > 0 && waiting < mostWaiting
    const bundle = newest.etag === has && mayWait ? await wait(c, reader, has, asked) : newest
    c.header('ETag', bundle.etag)
    if (asked === 0 || mayWait) c.header('Content-Type', longPolled)
    answered?.(reader, bundle.etag === has ? 'unchanged' : 'sent')
    if (bundle.etag === has) return c.body(null, 304)
    c.header('Content-Type', longPolled)
    return c.body(new Uint8Array(bundle.bytes), 200)
  })

  async function wait(c: Context, reader: BundleReader, etag: string, seconds: number) {
    waiting++
    try {
      return await bundles.next(reader, etag, seconds, c.req.raw.signal)
    } finally {
      waiting--
    }
  }
  return app
}

/** Every token is compared, each in constant time. */
function readerOf(c: Context, known: readonly { reader: BundleReader; digest: Buffer }[]): BundleReader | undefined {
  const given = digestOf(/^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '')
  const [found] = known.filter(({ digest }) => timingSafeEqual(digest, given))
  return found?.reader
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** GitHub takes names in either case. */
const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** How long the reader wants to wait (RFC 7240), in seconds. */
function waitOf(prefer = ''): number {
  for (const part of prefer.split(/[;,]/)) {
    const seconds = /^\s*wait=(\d{1,6})\s*$/i.exec(part)?.[1]
    if (seconds !== undefined) return Math.min(longest, Number(seconds))
  }
  return 0
}

/** Seconds after which it is worth asking again. */
const soon = 5

function notNow(c: Context, code: string): Response {
  c.header('Retry-After', String(soon))
  return c.json({ error: 'temporarily_unavailable', code }, 503)
}

function missing(c: Context): Response {
  return c.json({ error: 'not_found' }, 404)
}
