import { randomBytes } from 'node:crypto'
import { createStatusLists } from '../../../src/connectors/status-lists.ts'
import { createTokenConnector } from '../../../src/connectors/token.ts'
import type { Grant } from '../../../src/core/record.ts'
import { createHttp } from '../../../src/http/public-app.ts'
import { generateKeySet, openSigner } from '../../../src/signing/signing-keys.ts'
import { createFakeGrants } from '../../fakes/grant-store.ts'
import { renewalOf } from '../../renewal-of.ts'

export const publicUrl = 'https://daypass.test'
export const beginning = Date.UTC(2026, 0, 1, 12)

export type Form = Record<string, string> | [string, string][] | string

/** The public address with one token connector, on a ledger in memory and a clock that stands still. */
export async function createTokenServer() {
  const grants = createFakeGrants()
  const signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
  const now = () => new Date(server.at)
  const lists = createStatusLists({ publicUrl, signer, leases: grants, now })
  const fetch = () => Promise.reject(new TypeError('no network here'))
  const options = {
    name: 'public-api',
    publicUrl,
    settings: {},
    leases: grants,
    signer,
    lists,
    now,
    randomBytes,
    fetch,
  }
  const connector = createTokenConnector(options)
  const app = createHttp({
    publicUrl,
    signer,
    leases: grants,
    tokens: (grant) => (grant.connector === 'public-api' && grant.connectorType === 'token' ? connector : undefined),
    lists,
    endGrant: async (id) => {
      server.ended.push(id)
      await end({ id })
    },
    ownApp: () => server.ownApp,
    now,
    ready: async () => server.ready,
    attention: async () => server.attention,
    report: (error) => server.reported.push(error),
  })
  /** As an end goes around a connector. */
  const end = async ({ id }: Pick<Grant, 'id'>) => {
    const ended = await grants.end(id, now())
    await connector.end(ended, ended.lease, now())
  }
  let issue = 0
  const begin = async (over: Partial<Grant> = {}): Promise<{ grant: Grant; renewal: string }> => {
    issue += 1
    const grant: Grant = {
      id: randomBytes(16).toString('base64url'),
      connector: 'public-api',
      connectorType: 'token',
      resource: 'orders-api',
      audience: `${publicUrl}/resources/orders-api`,
      scope: 'orders:read orders:dump',
      requester: 42,
      digest: `${issue}`.padStart(64, 'd'),
      policy: 'e'.repeat(64),
      requestUrl: 'https://github.test/a/b/issues/1',
      begins: now(),
      ends: new Date(server.at + 3_600_000),
      ...over,
    }
    await grants.open({ repository: 1, issue }, grant)
    const credential = await connector.begin(grant, {})
    return { grant, renewal: renewalOf(credential.reveal()) }
  }
  const post = async (path: string, form: Form, headers: Record<string, string> = {}) => {
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const response = await app.request(path, { method: 'POST', body, headers: { ...type, ...headers } })
    const text = await response.text()
    const json = text.startsWith('{') ? JSON.parse(text) : undefined
    return { status: response.status, headers: response.headers, text, json }
  }
  const server = {
    at: beginning,
    ready: true,
    attention: {} as Record<string, number>,
    ownApp: { id: 5, slug: 'daypass-acme' } as { id: number; slug: string } | undefined,
    ended: [] as string[],
    reported: [] as Error[],
    ...{ grants, signer, connector, app, now, begin, end, post },
  }
  return server
}

export type TokenServer = Awaited<ReturnType<typeof createTokenServer>>
