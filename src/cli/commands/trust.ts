import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import { findGitHubToken } from '../github/github-token.ts'
import { parseIssueUrl } from '../github/issue-url.ts'
import { renderTrusted, type Trusted } from '../rendering.ts'
import { fetchIssuerKeys, type Jwk, thumbprint } from '../trust/issuer.ts'
import { fetchIssuerApp } from '../trust/issuer-app.ts'
import {
  appIsNew,
  compareKeys,
  keysToTrust,
  type Published,
  readIssuer,
  withIssuer,
  withRepository,
} from '../trust/pins.ts'
import { readTrust, type Trust, trustFile, writeTrust } from '../trust/trust-file.ts'

export type TrustOptions = { repository?: string; replace?: boolean; json?: boolean }

/** `https://host/owner/name`, or `owner/name` on github.com: the same reading as for an issue of it. */
async function bindRepository(
  deps: CliDeps,
  trust: Trust,
  text: string,
  issuer: string,
  replace: boolean,
): Promise<{ trust: Trust; name: string }> {
  const address = text.includes('://')
    ? text
    : text.split('/').length === 3
      ? `https://${text}`
      : `https://github.com/${text}`
  const issue = parseIssueUrl(`${address.replace(/(?<!\/)\/+$/, '')}/issues/1`, deps.env)
  const { id } = await deps.github(await findGitHubToken(deps, issue), issue.apiUrl).repository(issue.owner, issue.name)
  const pinned = trust.repositories[issue.repository]
  if (pinned !== undefined && !replace && (pinned.issuer !== issuer || pinned.id !== id)) {
    throw new DaypassError(
      'ISSUER_CHANGED',
      `This machine trusts ${pinned.issuer} for that repository. Add --replace if the change is right.`,
      { where: issue.repository },
    )
  }
  return { trust: withRepository(trust, issue.repository, issuer, id), name: issue.repository }
}

async function describe(keys: readonly Jwk[], added: readonly Jwk[]): Promise<Trusted['keys']> {
  return Promise.all(
    keys.map(async (key) => ({
      purpose: key.daypass ?? 'all',
      thumbprint: await thumbprint(key),
      added: added.includes(key),
    })),
  )
}

/**
 * `daypass trust <url>`: pins an issuer and its keys on purpose. Keys that it added since are taken in; one that it no longer
 * publishes is ISSUER_CHANGED until the user says --replace.
 */
export async function trust(deps: CliDeps, url: string, options: TrustOptions): Promise<void> {
  const file = trustFile(deps)
  const issuer = readIssuer(url, url)
  const before = await readTrust(file)
  const keys = await fetchIssuerKeys(issuer, deps.fetch)
  const published: Published = { issuer, keys, app: await fetchIssuerApp(issuer, deps.fetch) }
  const replace = options.replace === true
  if (!replace) await keysToTrust(before, published)
  const pinned = before.issuers[issuer]
  const { added } = await compareKeys(pinned?.keys ?? [], published.keys)
  const changed = replace || appIsNew(before, published) || added.length > 0
  let after = withIssuer(before, published, deps.now(), changed)
  let repository: string | undefined
  if (options.repository !== undefined) {
    const bound = await bindRepository(deps, after, options.repository, issuer, replace)
    after = bound.trust
    repository = bound.name
  }
  await writeTrust(file, after)
  const app = after.issuers[issuer]?.app
  const trusted: Trusted = {
    issuer,
    repository,
    keys: await describe(published.keys, added),
    app: app && { ...app, added: app.id !== pinned?.app?.id },
    known: pinned !== undefined,
  }
  deps.machine.stdout.write(
    options.json ? `${JSON.stringify({ ...trusted, file }, null, 2)}\n` : renderTrusted(trusted),
  )
}
