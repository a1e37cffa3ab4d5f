import { sha256 } from '../core/digest.ts'
import { DaypassError } from '../core/error.ts'
import type { Grant } from '../core/record.ts'
import { Secret } from '../core/secret.ts'
import type { Credential } from '../generated/sealed-payload.ts'
import type { AccessToken, AccessTokens } from '../ports/access-tokens.ts'
import type { Connector, ProbeResult } from '../ports/connector.ts'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { TokenLease, TokenLeases } from '../ports/token-leases.ts'
import { type Fetch, probeTarget } from './token-probe.ts'
import { longest, tokenTerms } from './token-terms.ts'

const type = 'token'
/** A probe token is used at once (seconds). */
const probeLife = 30

export type TokenConnectorOptions = {
  name: string
  publicUrl: string
  settings: { audience?: string; probe?: string }
  leases: TokenLeases
  signer: Signer
  lists: StatusLists
  now: () => Date
  randomBytes: (count: number) => Uint8Array
  fetch: Fetch
}

export type TokenConnector = Omit<Connector, 'begin'> &
  AccessTokens & {
    /** As the port says; this kind always gives one. */
    begin(...of: Parameters<Connector['begin']>): Promise<Secret<Credential>>
  }

/**
 * Access by OAuth access tokens (RFC 9068) that live for minutes, and a renewal credential that the requester keeps. Nothing is
 * created in the target; ending is a row in the ledger and a bit in the status list.
 */
export function createTokenConnector(options: TokenConnectorOptions): TokenConnector {
  const { name, settings, leases, lists } = options
  const base = options.publicUrl.replace(/(?<!\/)\/+$/, '')
  return {
    name,
    type,
    credential: true,
    ...tokenTerms(settings, options.fetch),
    audienceOf: (resource) => settings.audience ?? `${base}/resources/${resource}`,
    accessToken: (grant, at, scope) => accessToken(options, grant, at, scope),
    // All that there is stands beside the ledger.
    prepare: async () => ({}),
    begin: async ({ id }) => {
      const { statusIndex } = await leaseOf(leases, id)
      const renewal = `dpr_${base64url(options.randomBytes(32))}`
      await leases.setRenewal(id, sha256(renewal))
      lists.begun(statusIndex)
      return new Secret({ type: 'refresh_token', token_endpoint: `${base}/oauth/token`, refresh_token: renewal })
    },
    end: async ({ id }) => {
      const { statusIndex, ended } = await leaseOf(leases, id)
      if (!ended) throw new DaypassError('CONNECTOR_FAILED', `Grant ${id} lives in the ledger, so its tokens do, too.`)
      lists.ended(statusIndex)
      return { effective: ended }
    },
    endedInLedger: async (ended) => {
      for (const index of await leases.indexesOf(ended.map(({ id }) => id))) lists.ended(index)
    },
    probe: (grant, _lease, at) => probe(options, grant, at),
    useOf: ({ id }) => leases.useOf(id),
    placeOf: async ({ id }) => (await leases.leaseOf(id))?.statusIndex,
  }
}

async function accessToken(
  options: TokenConnectorOptions,
  grant: TokenLease,
  at: Date,
  scope = grant.scope,
): Promise<AccessToken> {
  const held = new Set(grant.scope.split(' '))
  if (!scope.split(' ').every((each) => held.has(each)))
    throw new DaypassError('CREDENTIAL_INVALID', 'The scope is wider than the grant; ask for a part of it.')
  const issuedAt = seconds(at)
  // Whole seconds, rounded down: a token never outlives its grant by the rest of a second.
  const expiresAt = Math.min(issuedAt + longest, seconds(grant.ends))
  const expires = new Date(expiresAt * 1000)
  // Less than a whole second left would be a token that is over before it arrives.
  if (expiresAt <= issuedAt || !(await options.leases.noteToken(grant.id, expires, at, scope)))
    throw new DaypassError('GRANT_ENDED', 'The grant has ended; open a new request if access is still needed.')
  return { token: await sign(options, grant, scope, issuedAt, expiresAt), expires, scope }
}

async function probe(options: TokenConnectorOptions, grant: Grant, at: Date): Promise<ProbeResult> {
  const { leases, lists, settings, fetch, now } = options
  const lease = await leaseOf(leases, grant.id)
  const mint = (from: Date) => sign(options, lease, 'daypass:probe', seconds(from), seconds(from) + probeLife)
  return probeTarget({ lease, url: settings.probe, lists, mint, fetch, now }, at)
}

async function leaseOf(leases: TokenLeases, id: string): Promise<TokenLease> {
  const lease = await leases.leaseOf(id)
  if (lease) return lease
  throw new DaypassError('GRANT_UNKNOWN', `No lease of grant ${id} is in the ledger; it was never opened.`)
}

/** Every claim is ours: what people wrote can fill none but those that are made for it. */
function sign(
  { publicUrl, signer, lists, randomBytes }: TokenConnectorOptions,
  grant: TokenLease,
  scope: string,
  issuedAt: number,
  expiresAt: number,
): Promise<string> {
  return signer.signJwt('token', 'at+jwt', {
    iss: publicUrl,
    aud: grant.audience,
    sub: `github|${grant.requester}`,
    client_id: 'daypass',
    scope,
    jti: base64url(randomBytes(16)),
    grant_id: grant.id,
    iat: issuedAt,
    exp: expiresAt,
    status: { status_list: lists.reference(grant.statusIndex) },
    daypass: { resource: grant.resource, request: grant.requestUrl, digest: grant.digest, policy: grant.policy },
  })
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
