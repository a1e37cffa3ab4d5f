import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { SealedPayload } from '../../core/unsigned-payload.ts'
import { isSettings } from '../../generated/validators.js'
import type { KeyFile, VerifyDelivery } from '../../ports/opener.ts'
import type { CliDeps } from '../deps.ts'
import { findGitHubToken } from '../github/github-token.ts'
import { type IssueAddress, parseIssueUrl, sameIssue } from '../github/issue-url.ts'
import type { UserGitHub } from '../github/reader.ts'
import { plain } from '../plain-text.ts'
import { deliveryKeys, fetchIssuerKeys, type Jwk } from '../trust/issuer.ts'
import { fetchIssuerApp, type IssuerApp } from '../trust/issuer-app.ts'
import { issuerOf, keysToTrust, withIssuer, withRepository } from '../trust/pins.ts'
import { readTrust, type Trust, trustFile, writeTrust } from '../trust/trust-file.ts'
import { findSealed, findSecret } from './sealed-text.ts'
import { readIdentities } from './ssh-identities.ts'

/** A credential that was opened and found genuine, for this user, this request, and still running. */
export type OpenedGrant = { payload: SealedPayload; issuer: string; firstUse: boolean }

export type TrustedIssuer = {
  issuer: string
  keys: readonly Jwk[]
  added: readonly Jwk[]
  /** The app whose comments are the issuer's; undefined: it names none, or was pinned before it did. */
  app: IssuerApp | undefined
  before: Trust
  after: Trust
}

const settingsFile = '.github/daypass.yml'

/** The issuer that the access repository's default branch names; undefined: it names none. Throws SETTINGS_INVALID, YAML_INVALID. */
async function claimedIssuer(
  deps: CliDeps,
  github: UserGitHub,
  issue: IssueAddress,
  branch: string,
): Promise<string | undefined> {
  const text = await github.file(issue.owner, issue.name, settingsFile, branch)
  if (text === undefined) return undefined
  const where = `${issue.repository}/${settingsFile}`
  const settings = deps.readYaml(text, where)
  if (settings === null || settings === undefined) return undefined
  if (isSettings(settings)) return settings.issuer
  throw new DaypassError(
    'SETTINGS_INVALID',
    "The repository's settings are not in the form that Daypass knows. Ask its owners to correct them.",
    { where },
  )
}

/** Who may have signed what an issue shows, and with which keys; `after` is what this machine trusts once that proved genuine. */
export async function findIssuer(deps: CliDeps, github: UserGitHub, issue: IssueAddress): Promise<TrustedIssuer> {
  const [before, facts] = await Promise.all([readTrust(trustFile(deps)), github.repository(issue.owner, issue.name)])
  const claimed = await claimedIssuer(deps, github, issue, facts.defaultBranch)
  const issuer = issuerOf(before, { repository: issue.repository, id: facts.id, issuer: claimed })
  const keysNow = await fetchIssuerKeys(issuer, deps.fetch)
  const pinned = before.issuers[issuer]
  // As with keys: what was pinned counts, and nothing new is followed by itself.
  const app = pinned ? pinned.app : await fetchIssuerApp(issuer, deps.fetch)
  const published = { issuer, keys: keysNow, app }
  const { keys, added } = await keysToTrust(before, published)
  const after = withRepository(withIssuer(before, published, deps.now()), issue.repository, issuer, facts.id)
  return { issuer, keys, added, app, before, after }
}

function kidOf(signature: string): unknown {
  try {
    return (JSON.parse(Buffer.from(signature.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid?: unknown })
      .kid
  } catch {
    return undefined
  }
}

/** Only the pinned keys count, and of these only those for deliveries; a new key is named as such, never followed. */
function verifierOf(deps: CliDeps, trusted: TrustedIssuer): VerifyDelivery {
  const keys = deliveryKeys(trusted.keys)
  return async (signature, bytes) => {
    const kid = kidOf(signature)
    if (!keys.some((key) => key.kid === kid) && trusted.added.some((key) => key.kid === kid)) {
      throw new DaypassError(
        'ISSUER_CHANGED',
        `It was sealed with a key that the issuer added since. Ask its operators, then run \`daypass trust ${trusted.issuer}\`.`,
        { where: trusted.issuer },
      )
    }
    await deps.verifyDelivery({ keys }, signature, bytes)
  }
}

/** Refuses what is genuine but not meant for this place: swapped between issues, people or issuers. */
async function checkPlace(payload: SealedPayload, { trusted, issue, userId, wasAt }: Attempt): Promise<void> {
  const refuse = (code: 'SEALED_NOT_AUTHENTIC' | 'SEALED_NOT_FOR_YOU', message: string): never => {
    throw new DaypassError(code, `${message} Nothing was opened.`, { where: issue.url })
  }
  if (payload.issuer !== trusted.issuer)
    refuse('SEALED_NOT_AUTHENTIC', `It says that it comes from ${payload.issuer}, but ${trusted.issuer} signed it.`)
  if (!sameIssue(payload.request, issue.url) && !(await wasAt(payload.request)))
    refuse('SEALED_NOT_AUTHENTIC', `It belongs to another request, ${payload.request}. Open that one.`)
  if (payload.recipient.id !== userId)
    refuse('SEALED_NOT_FOR_YOU', 'It was made for another person than the one whose GitHub token this is.')
}

function liesElsewhere(secret: string, { url }: IssueAddress): DaypassError {
  const message = `There is nothing to open: the credential of this request goes into ${plain(secret)}. Workflows there use it, as their secret.`
  return new DaypassError('NOTHING_TO_OPEN', message, { where: url })
}

const passedOver = ['SEALED_MALFORMED', 'SEALED_NOT_AUTHENTIC', 'SEALED_NOT_FOR_YOU', 'ISSUER_CHANGED'] as const

type Attempt = {
  sealed: readonly string[]
  identities: readonly KeyFile[]
  issue: IssueAddress
  userId: number
  trusted: TrustedIssuer
  /** Whether the issue was at this address before its repository was renamed. */
  wasAt(url: string): Promise<boolean>
}

/** GitHub leads from a repository's former name to the repository, as long as nobody else has taken that name. */
async function isFormerAddress(deps: CliDeps, github: UserGitHub, url: string, issue: IssueAddress): Promise<boolean> {
  try {
    const before = parseIssueUrl(url, deps.env)
    if (before.host !== issue.host || before.number !== issue.number) return false
    const [old, now] = await Promise.all([
      github.repository(before.owner, before.name),
      github.repository(issue.owner, issue.name),
    ])
    return old.id === now.id
  } catch (thrown) {
    if (isDaypassError(thrown, 'GITHUB_NOT_FOUND') || isDaypassError(thrown, 'USAGE')) return false
    throw thrown
  }
}

/**
 * Of all sealed texts the genuine one that ends last: an earlier delivery posted again does not hide a later one, nor does rubbish.
 * When none is genuine, what is wrong with the newest is thrown.
 */
async function openLatest(deps: CliDeps, attempt: Attempt): Promise<SealedPayload> {
  const { sealed, identities, issue, trusted } = attempt
  const verify = verifierOf(deps, trusted)
  let first: unknown
  let latest: SealedPayload | undefined
  for (const text of sealed) {
    try {
      const payload = await deps.opener.open(text, identities, verify)
      await checkPlace(payload, attempt)
      if (latest === undefined || Date.parse(payload.ends) > Date.parse(latest.ends)) latest = payload
    } catch (thrown) {
      if (!passedOver.some((code) => isDaypassError(thrown, code))) throw thrown
      first ??= thrown
    }
  }
  if (latest !== undefined) return latest
  throw (
    first ??
    new DaypassError(
      'NOTHING_TO_OPEN',
      'There is no credential in this issue. It may still wait for approval, or have ended: read its first comment.',
      { where: issue.url },
    )
  )
}

/**
 * Opens the credential of a request: reads the issue as the user, checks who sealed it against what this machine trusts (pinning
 * issuer and keys on first use, once the credential has proved genuine), for whom and for which request. Whether it has ended is for the issuer to say: what is sealed does not know of extensions.
 *
 * Throws USAGE, NO_GITHUB_TOKEN, GITHUB_*, ISSUER_UNKNOWN, ISSUER_CHANGED, ISSUER_UNREACHABLE, TRUST_UNREADABLE, SETTINGS_INVALID,
 * NOTHING_TO_OPEN, KEY_*, SEALED_*.
 */
export async function openGrant(deps: CliDeps, issueUrl: string, named: readonly string[]): Promise<OpenedGrant> {
  const issue = parseIssueUrl(issueUrl, deps.env)
  const identities = await readIdentities(named, deps.machine)
  const github = deps.github(await findGitHubToken(deps, issue), issue.apiUrl)
  const [me, comments] = await Promise.all([github.me(), github.comments(issue.owner, issue.name, issue.number)])
  const trusted = await findIssuer(deps, github, issue)
  const sealed = findSealed(comments, trusted.app)
  const secret = sealed.length === 0 ? findSecret(comments, trusted.app) : undefined
  if (secret !== undefined) throw liesElsewhere(secret, issue)
  const wasAt = (url: string) => isFormerAddress(deps, github, url, issue)
  const payload = await openLatest(deps, { sealed, identities, issue, userId: me.id, trusted, wasAt })
  const firstUse = trusted.before.repositories[issue.repository] === undefined
  if (firstUse) await writeTrust(trustFile(deps), trusted.after)
  return { payload, issuer: trusted.issuer, firstUse }
}
