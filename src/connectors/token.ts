import { sha256 } from '../core/digest.ts'
import { DaypassError } from '../core/error.ts'
import { nobodysResource } from '../core/lifecycle/fire-drill.ts'
import type { Grant } from '../core/record.ts'
import { Secret } from '../core/secret.ts'
import type { Credential } from '../generated/sealed-payload.ts'
import type { AccessToken, AccessTokens } from '../ports/access-tokens.ts'
import type { Connector, ControlCall, Drillable, ProbeResult } from '../ports/connector.ts'
import type { Drills } from '../ports/drills.ts'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { TokenLease, TokenLeases } from '../ports/token-leases.ts'
import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import { type PresetSettings, presetClaims } from './token-preset.ts'
import { type LastControl, probeTarget } from './token-probe.ts'
import { askTarget, isLetIn, type ProbeSettings } from './token-target.ts'
import { longest, tokenTerms } from './token-terms.ts'

const type = 'token'
/** A probe token is used at once (seconds). */
const probeLife = 30

export type TokenConnectorOptions = {
  name: string
  publicUrl: string
  settings: { audience?: string; drill?: 'hourly' | 'daily' | 'off' } & ProbeSettings & PresetSettings
  leases: TokenLeases
  signer: Signer
  lists: StatusLists
  now: () => Date
  randomBytes: (count: number) => Uint8Array
  fetch: Fetch
  /** What drills found; absent: there are none, and a target's refusal is taken as it is. */
  drills?: Pick<Drills, 'controlOf'>
  /** Whether an access token is active, as introspection says it to whoever asks. Absent: the status list alone is read. */
  isActive?: (token: string, at: Date) => Promise<boolean>
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
    drill: drillable(options),
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

async function probe(options: TokenConnectorOptions, grant: Pick<Grant, 'id'>, at: Date): Promise<ProbeResult> {
  const { leases, lists, settings, fetch, now } = options
  const lease = await leaseOf(leases, grant.id)
  const mint = (from: Date) => sign(options, lease, 'daypass:probe', seconds(from), seconds(from) + probeLife)
  const control = options.drills && controlOf(options, options.drills)
  return probeTarget({ lease, place: settings, lists, mint, fetch, now, ...(control ? { control } : {}) }, at)
}

function controlOf({ name, settings }: TokenConnectorOptions, drills: Pick<Drills, 'controlOf'>) {
  return async (): Promise<LastControl> =>
    settings.drill === 'off' ? 'off' : ((await drills.controlOf(name, targetOf(settings))) ?? 'none')
}

/** The probe with the audience that its tokens are for: with another one the same address may answer otherwise. */
function targetOf({ probe, audience }: TokenConnectorOptions['settings']): string {
  return probe === undefined ? '' : `${probe} for ${audience ?? 'each resource'}`
}

function drillable(options: TokenConnectorOptions): Drillable {
  return {
    target: targetOf(options.settings),
    use: async ({ id }, _credential, at) => use(options, await leaseOf(options.leases, id), at),
  }
}

/** What its holder would get for the renewal credential is shown to the issuer, to the published list, and to the target. */
async function use(options: TokenConnectorOptions, lease: TokenLease, at: Date): Promise<ControlCall> {
  const { settings, lists, isActive, fetch } = options
  const { token } = await accessToken(options, lease, at)
  if (!lease.renewal) return { works: false, words: 'the lease has no renewal credential' }
  if (isActive && !(await isActive(token, at))) return { works: false, words: 'introspection does not know its token' }
  if ((await lists.published(lease.statusIndex)) !== 'valid')
    return { works: false, words: 'the published status list does not show it as valid' }
  if (settings.probe === undefined) return { works: true, words: 'the target names no probe' }
  // Its token is for no audience that the target knows.
  if (settings.audience === undefined && lease.resource === nobodysResource)
    return { works: true, words: 'the target is asked once access was given to a resource' }
  const { host } = new URL(settings.probe)
  const status = await askTarget(fetch, { ...settings, probe: settings.probe }, token)
  if (isLetIn(status)) return { works: true, control: 'let-in', words: `${host} let a live token in` }
  const answer = status === undefined ? 'was unreachable' : `answered ${status}`
  return { works: true, control: 'kept-out', words: `${host} ${answer} when a live token was shown to it` }
}

async function leaseOf(leases: TokenLeases, id: string): Promise<TokenLease> {
  const lease = await leases.leaseOf(id)
  if (lease) return lease
  throw new DaypassError('GRANT_UNKNOWN', `No lease of grant ${id} is in the ledger; it was never opened.`)
}

/** Every claim is ours: what people wrote can fill none but those that are made for it. */
function sign(
  { publicUrl, signer, lists, randomBytes, settings }: TokenConnectorOptions,
  grant: TokenLease,
  scope: string,
  issuedAt: number,
  expiresAt: number,
): Promise<string> {
  const subject = `github|${grant.requester}`
  const facts = {
    subject,
    person: String(grant.requester),
    resource: grant.resource,
    grant: grant.id,
    request: grant.requestUrl,
  }
  return signer.signJwt('token', 'at+jwt', {
    ...presetClaims(settings, { ...facts, scope }),
    iss: publicUrl,
    aud: grant.audience,
    sub: subject,
    client_id: 'daypass',
    scope,
    jti: base64url(randomBytes(16)),
    grant_id: grant.id,
    iat: issuedAt,
    exp: expiresAt,
    status: { status_list: lists.reference(grant.statusIndex) },
    daypass: {
      ...{ resource: grant.resource, request: grant.requestUrl, digest: grant.digest, policy: grant.policy },
      ...(grant.operation ? { operation: grant.operation } : {}),
    },
  })
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
