import { sha256 } from '../core/digest.ts'
import { DaypassError } from '../core/error.ts'
import type { Grant } from '../core/record.ts'
import type { AccessToken, AccessTokens } from '../ports/access-tokens.ts'
import type { Connector, Credential, EndDeclaration, ProbeResult } from '../ports/connector.ts'
import type { GrantStore, StoredGrant } from '../ports/grants.ts'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import { type Fetch, probeTarget } from './token-probe.ts'

/** An access token lives no longer than this (seconds), whatever its grant says. */
const longest = 300
const type = 'token'
/** A probe token is used at once (seconds). */
const probeLife = 30
/** How often readers of the status list look again (seconds): `ttl` of the list, the default of daypass/verify. */
const listRefresh = 30

export type TokenConnectorOptions = {
  name: string
  publicUrl: string
  settings: { audience?: string; probe?: string }
  grants: GrantStore
  signer: Signer
  lists: StatusLists
  now: () => Date
  randomBytes: (count: number) => Uint8Array
  fetch: Fetch
}

export type TokenConnector = Omit<Connector, 'grant'> &
  AccessTokens & {
    /** As the port says; this kind always gives one. */
    grant(...of: Parameters<Connector['grant']>): Promise<Credential>
  }

/**
 * Access by OAuth access tokens (RFC 9068) that live for minutes, and a renewal credential that the requester keeps. Nothing is
 * created in the target; ending is a row in the ledger and a bit in the status list.
 */
export function createTokenConnector(options: TokenConnectorOptions): TokenConnector {
  const { name, settings, grants, lists } = options
  const base = options.publicUrl.replace(/(?<!\/)\/+$/, '')
  return {
    name,
    type,
    credential: true,
    declare: () => declare(settings.probe),
    audienceOf: (resource) => settings.audience ?? `${base}/resources/${resource}`,
    accessToken: (grant, at, scope) => accessToken(options, grant, at, scope),
    grant: async (key, grant) => {
      const lease = await grants.open(key, grant)
      const renewal = `dpr_${base64url(options.randomBytes(32))}`
      await grants.setRenewal(grant.id, sha256(renewal))
      lists.begun(lease.statusIndex)
      return { type: 'refresh_token', token_endpoint: `${base}/oauth/token`, refresh_token: renewal }
    },
    end: async (grant, at) => {
      const lease = await grants.end(grant.id, at)
      lists.ended(lease.statusIndex)
      return lease
    },
    endedInLedger: ({ statusIndex }) => lists.ended(statusIndex),
    probe: (grant, at) => probe(options, grant, at),
    useOf: ({ id }) => grants.useOf(id),
    list: () => grants.openOf({ connector: name, connectorType: type }),
  }
}

async function accessToken(
  options: TokenConnectorOptions,
  grant: StoredGrant,
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
  if (expiresAt <= issuedAt || !(await options.grants.noteToken(grant.id, expires, at, scope)))
    throw new DaypassError('GRANT_ENDED', 'The grant has ended; open a new request if access is still needed.')
  return { token: await sign(options, grant, scope, issuedAt, expiresAt), expires, scope }
}

async function probe(options: TokenConnectorOptions, grant: Grant, at: Date): Promise<ProbeResult> {
  const { grants, lists, settings, fetch, now } = options
  const lease = await grants.find(grant.id)
  if (!lease)
    throw new DaypassError('GRANT_UNKNOWN', `No lease of grant ${grant.id} is in the ledger; it was never opened.`)
  const mint = (from: Date) => sign(options, lease, 'daypass:probe', seconds(from), seconds(from) + probeLife)
  return probeTarget({ lease, url: settings.probe, lists, mint, fetch, now }, at)
}

/** Every claim is ours: what people wrote can fill none but those that are made for it. */
function sign(
  { publicUrl, signer, lists, randomBytes }: TokenConnectorOptions,
  grant: StoredGrant,
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

function declare(probe: string | undefined): EndDeclaration {
  const proof = probe
    ? `${new URL(probe).host} is asked with a token of the ended grant and must refuse it`
    : 'proved when the last token has run out'
  const words = `tokens refused within ${listRefresh} s where the status list is read, everywhere within 5 minutes; ${proof}`
  return { effect: listRefresh, worst: longest, words }
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
