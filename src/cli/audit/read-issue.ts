import { isDaypassError } from '../../core/error.ts'
import { showInstant } from '../../core/instant.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { VerifySignature } from '../../core/trail/check-entry.ts'
import { checkIssue, type IssueVerdict } from '../../core/trail/check-issue.ts'
import { endMissing } from '../../core/trail/end-shown.ts'
import type { TrailEntry } from '../../core/trail/entry.ts'
import { fault, type TrailFault } from '../../core/trail/fault.ts'
import type { CliDeps } from '../deps.ts'
import { findGitHubToken } from '../github/github-token.ts'
import { type IssueAddress, parseIssueUrl } from '../github/issue-url.ts'
import type { UserGitHub } from '../github/reader.ts'
import { findIssuer } from '../open/open-grant.ts'
import type { Jwk } from '../trust/issuer.ts'
import { type IssuerApp, isOurs } from '../trust/issuer-app.ts'
import { readTrust, type Trust, trustFile, writeTrust } from '../trust/trust-file.ts'
import { type PublishedStatus, publishedStatus } from './published-status.ts'
import type { Trusted } from './verdict.ts'

export type IssueReading = {
  key: RequestKey
  issue: IssueAddress
  verdict: IssueVerdict
  /** Its time is over and no end is shown, although everything that is shown fits. */
  missing: TrailFault | undefined
  trusted: Trusted
  /** By the keys that this machine trusts. */
  verify: VerifySignature
}

type Signers = {
  id: number
  issuer: string
  keys: readonly Jwk[]
  added: readonly Jwk[]
  app: IssuerApp | undefined
  pin: Trust | undefined
}

/** A year later the server may be gone: then what was pinned when it was there decides alone. */
async function signersOf(deps: CliDeps, github: UserGitHub, issue: IssueAddress): Promise<Signers> {
  try {
    const { issuer, keys, added, app, before, after } = await findIssuer(deps, github, issue)
    const firstUse = before.repositories[issue.repository] === undefined
    const id = after.repositories[issue.repository]?.id ?? 0
    return { id, issuer, keys, added, app, pin: firstUse ? after : undefined }
  } catch (thrown) {
    if (!isDaypassError(thrown, 'ISSUER_UNREACHABLE')) throw thrown
    const trust = await readTrust(trustFile(deps))
    const pinned = trust.repositories[issue.repository]
    const known = pinned && trust.issuers[pinned.issuer]
    if (!pinned || !known) throw thrown
    return { ...pinned, keys: known.keys, added: [], app: known.app, pin: undefined }
  }
}

/**
 * Reads a request's trail from its issue alone and checks it with the keys that this machine trusts, pinning issuer and keys on first
 * use, once the trail has proved right. Only what the issuer's own app wrote counts: people may quote, and so may other bots. Throws USAGE, NO_GITHUB_TOKEN, GITHUB_*,
 * ISSUER_*, TRUST_UNREADABLE, SETTINGS_INVALID.
 */
export async function readIssue(deps: CliDeps, url: string): Promise<IssueReading> {
  const issue = parseIssueUrl(url, deps.env)
  const github = deps.github(await findGitHubToken(deps, issue), issue.apiUrl)
  const [signers, comments, { open }] = await Promise.all([
    signersOf(deps, github, issue),
    github.comments(issue.owner, issue.name, issue.number),
    github.issue(issue.owner, issue.name, issue.number),
  ])
  const key = { repository: signers.id, issue: issue.number }
  const ours = comments.filter((comment) => isOurs(comment, signers.app)).map(({ body }) => body)
  const verify = deps.trailVerifier(signers.keys)
  const found = checkIssue({ key, comments: ours, closed: !open, verify })
  if (found.ok && signers.pin) await writeTrust(trustFile(deps), signers.pin)
  const how = signers.pin === undefined ? 'pinned' : found.ok ? 'first-use' : 'fetched'
  const trusted: Trusted = {
    issuer: signers.issuer,
    how,
    kids: trailKids(signers.keys),
    app: signers.app?.slug ?? null,
  }
  return {
    key,
    issue,
    verdict: hinted(found, signers),
    missing: found.ok ? await endFault(deps, signers.issuer, found.entries) : undefined,
    trusted,
    verify,
  }
}

/** What the issuer's server says now, beside what the issue shows. */
function statusWords(published: PublishedStatus): string {
  if (published.status === 'ended') return "The issuer's status list says that it has ended: its tokens are refused."
  if (published.status === 'live')
    return "The issuer's status list says that it is still live: have it revoked at once, by `/revoke` or by whoever operates Daypass."
  return `The issuer's status list cannot say more: ${published.why}.`
}

/** A grant whose time is over without an end to be seen, in words that call nothing a forgery. */
async function endFault(
  deps: CliDeps,
  issuer: string,
  entries: readonly TrailEntry[],
): Promise<TrailFault | undefined> {
  const now = deps.now()
  const missing = endMissing(entries, now)
  if (!missing) return undefined
  const { due, begun, place } = missing
  const published: PublishedStatus =
    place === undefined
      ? { status: 'unknown', why: 'the trail does not say the place of this grant in it' }
      : await publishedStatus(issuer, place, { fetch: deps.fetch, now })
  const { seq = 0 } = entries.at(-1)?.event ?? {}
  const shown = begun ? 'its end was begun, but no proof of it is shown' : 'no end of it is shown'
  const advice =
    'What is shown fits, so this is no forgery by itself: Daypass may be down, the end not proved yet, or the last entries deleted. Ask whoever operates it, and compare with `--store` or `--export`.'
  return fault(
    'END_NOT_SHOWN',
    seq,
    `The grant was to end at ${showInstant(due, 'second')}, and ${shown}. ${statusWords(published)} ${advice}`,
  )
}

export const trailKids = (keys: readonly object[]): string[] =>
  (keys as readonly Jwk[]).filter(({ daypass }) => daypass === undefined || daypass === 'trail').map(({ kid }) => kid)

/** A key that was changed looks like a forgery, and is to be told from one by a person. */
function hinted(verdict: IssueVerdict, { added, issuer }: Signers): IssueVerdict {
  if (verdict.ok || verdict.code !== 'TRAIL_SIGNATURE' || trailKids(added).length === 0) return verdict
  const hint = `The issuer publishes a trail key that is new to this machine: ask its operators, then run \`daypass trust ${issuer}\`.`
  return { ...verdict, message: `${verdict.message} ${hint}` }
}
