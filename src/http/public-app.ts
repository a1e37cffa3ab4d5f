import { Hono } from 'hono'
import { asError, isDaypassError } from '../core/error.ts'
import { errorCodes } from '../core/error-codes.ts'
import { bundleRoutes } from './bundle-routes.ts'
import { createCredentialReader } from './credentials.ts'
import { oauthRoutes } from './oauth.ts'
import type { HttpOptions } from './options.ts'
import { publishedRoutes } from './public-documents.ts'

/**
 * The public address but for the webhook door: keys, metadata, tokens, status lists, bundles, health. Whatever is not named here is
 * answered 404. Errors are `{ error, code? }` and say nothing about the inside.
 */
export function createHttp(options: HttpOptions): Hono {
  const app = new Hono()
  const headers = securityHeaders(options.publicUrl)
  app.use(async (c, next) => {
    await next()
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  })
  app.route('/', publishedRoutes(options))
  app.route('/oauth', oauthRoutes({ ...options, read: createCredentialReader(options) }))
  if (options.bundles) app.route('/', bundleRoutes(options.bundles))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const found = await options.ready()
    if (found === true) return c.json({ status: 'ready', ...(await options.attention?.()) })
    return c.json({ status: 'not ready', ...(found || {}) }, 503)
  })
  app.notFound((c) => c.json({ error: 'not_found' }, 404))
  app.onError((error, c) => {
    options.report(asError(error))
    const code = isDaypassError(error) ? error.code : undefined
    // What a caller could have done differently was answered before; here only "later" and "broken" are left.
    const status = code && errorCodes[code].retry ? 503 : 500
    const body = { error: status === 503 ? 'temporarily_unavailable' : 'server_error', ...(code ? { code } : {}) }
    return c.json(body, status)
  })
  return app
}

function securityHeaders(publicUrl: string): [string, string][] {
  return [
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
    ...(publicUrl.startsWith('https:')
      ? [['Strict-Transport-Security', 'max-age=31536000'] satisfies [string, string]]
      : []),
  ]
}
