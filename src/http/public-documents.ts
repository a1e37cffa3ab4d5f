import { Hono } from 'hono'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'

/** The GitHub App through which this server writes. */
export type OwnApp = { id: number; slug: string }

/** `ownApp`: undefined until GitHub has said who this app is; then it is not published either. */
export type PublishedOptions = {
  publicUrl: string
  signer: Signer
  lists: StatusLists
  ownApp: () => OwnApp | undefined
}

/** What anybody may read: public keys, the metadata of RFC 8414, and the status lists. */
export function publishedRoutes({ publicUrl, signer, lists, ownApp }: PublishedOptions): Hono {
  const app = new Hono()
  const base = publicUrl.replace(/(?<!\/)\/+$/, '')
  const metadata = {
    issuer: publicUrl,
    jwks_uri: `${base}/.well-known/jwks.json`,
    token_endpoint: `${base}/oauth/token`,
    token_endpoint_auth_methods_supported: ['none'],
    introspection_endpoint: `${base}/oauth/introspect`,
    introspection_endpoint_auth_methods_supported: ['Bearer'],
    revocation_endpoint: `${base}/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: ['none'],
    grant_types_supported: ['refresh_token'],
    response_types_supported: [],
    status_list_endpoint: `${base}/status-lists/{id}`,
  }
  app.get('/.well-known/jwks.json', (c) => {
    // Verifiers look again every 30 s; a key that is taken out must not live on in a cache between.
    c.header('Cache-Control', 'public, max-age=30')
    return c.json({ keys: signer.publicKeys() })
  })
  app.get('/.well-known/oauth-authorization-server', (c) => {
    const app = ownApp()
    c.header('Cache-Control', 'public, max-age=300')
    return c.json({ ...metadata, ...(app ? { daypass_github_app: app } : {}) })
  })
  app.get('/status-lists/:id{(0|[1-9][0-9]{0,9})}', async (c) => {
    const list = await lists.serve(Number(c.req.param('id')))
    if (!list) return c.json({ error: 'not_found' }, 404)
    c.header('Cache-Control', 'no-cache')
    c.header('ETag', list.etag)
    if (c.req.header('If-None-Match') === list.etag) return c.body(null, 304)
    return c.body(list.jwt, 200, { 'Content-Type': 'application/statuslist+jwt' })
  })
  return app
}
