import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Secret } from '../core/secret.ts'

/** The names under which the admin port is asked. */
const ownName = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::(?<port>\d{1,5}))?$/i

/** Refuses pages of a browser, which are told by their Origin: no other program sends one. */
export const noPages: MiddlewareHandler = async (c, next) => {
  if (c.req.header('origin') !== undefined)
    return c.json({ error: 'access_denied', message: 'No page of a browser may ask here.' }, 403)
  return next()
}

/**
 * Refuses whoever asks by another name than 127.0.0.1, localhost or [::1] with the port that is listened on. A name of a page's own
 * that leads here (DNS rebinding) makes the page one of the same origin, so that the browser asks nobody first and sends any header;
 * but it sends that name as Host.
 */
export const ownNameOnly: MiddlewareHandler = async (c, next) => {
  const port = portOf(c)
  const names = [c.req.header('host') ?? new URL(c.req.url).host, new URL(c.req.url).host]
  if (names.every((name) => portNamedBy(name) === port)) return next()
  const message = `Ask 127.0.0.1, localhost or [::1] by that name and with the admin server's own port, as in \`Host: localhost:${port}\`.`
  return c.json({ error: 'misdirected_request', message }, 421)
}

/** The port that one of our own names names, 80 where it names none; undefined: another name. */
function portNamedBy(host: string): number | undefined {
  const match = ownName.exec(host)
  return match ? Number(match.groups?.port ?? 80) : undefined
}

/** The port by which this connection came in. */
function portOf(c: Context): number {
  const { incoming } = c.env as { incoming: { socket: { localPort?: number } } }
  return incoming.socket.localPort ?? Number.NaN
}

/** Lets on whoever sends `authorization: Bearer <token>`; how long the comparison takes says nothing about the token. */
export function bearerOf(token: Secret): MiddlewareHandler {
  const expected = digestOf(token.reveal())
  return async (c, next) => {
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    if (timingSafeEqual(digestOf(given), expected)) return next()
    const message =
      'Send the header `authorization: Bearer …` with what the file admin-token in the data directory holds, or ask through the socket admin.sock beside it, which takes no token.'
    return c.json({ error: 'invalid_token', message }, 401, { 'WWW-Authenticate': 'Bearer' })
  }
}

/** Of equal length whatever was sent, as timingSafeEqual wants it. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
