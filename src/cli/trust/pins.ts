import { readAddress } from '../../core/address.ts'
import { DaypassError } from '../../core/error.ts'
import { type Jwk, thumbprint } from './issuer.ts'
import type { IssuerApp } from './issuer-app.ts'
import type { Trust } from './trust-file.ts'

/** An issuer as it publishes itself now. */
export type Published = { issuer: string; keys: readonly Jwk[]; app?: IssuerApp | undefined }

export type KeyChange = { gone: Jwk[]; added: Jwk[] }

/** Compares keys by what they are and are for, never by what they are called. */
export async function compareKeys(pinned: readonly Jwk[], published: readonly Jwk[]): Promise<KeyChange> {
  const identify = async (key: Jwk): Promise<string> => `${key.daypass ?? ''} ${key.kid} ${await thumbprint(key)}`
  const before = await Promise.all(pinned.map(identify))
  const after = await Promise.all(published.map(identify))
  return {
    gone: pinned.filter((_, index) => !after.includes(before[index] ?? '')),
    added: published.filter((_, index) => !before.includes(after[index] ?? '')),
  }
}

/** The address of an issuer as a person or a repository wrote it. Throws ISSUER_UNKNOWN. */
export function readIssuer(text: string, where: string): string {
  const read = readAddress(text)
  if ('refused' in read) throw new DaypassError('ISSUER_UNKNOWN', `The issuer's address ${read.refused}.`, { where })
  return read.address
}

/**
 * The keys that count for this issuer: the pinned ones, or on first use those that it publishes.
 * Throws ISSUER_CHANGED when a pinned key is no longer published: somebody else may be answering, or the key was withdrawn.
 */
export async function keysToTrust(trust: Trust, published: Published): Promise<{ keys: readonly Jwk[]; added: Jwk[] }> {
  const pinned = trust.issuers[published.issuer]
  if (pinned === undefined) return { keys: published.keys, added: [] }
  const { gone, added } = await compareKeys(pinned.keys, published.keys)
  if (gone.length > 0) {
    throw new DaypassError(
      'ISSUER_CHANGED',
      `The issuer no longer publishes ${gone.length === 1 ? 'a key' : `${gone.length} keys`} that this machine trusts since ${pinned.pinned}. ` +
        `Nothing was opened. Ask its operators whether they changed keys; if so, run \`daypass trust ${published.issuer} --replace\`.`,
      { where: published.issuer },
    )
  }
  return { keys: pinned.keys, added }
}

/**
 * Whether the issuer names an app where this machine knows none. Throws ISSUER_CHANGED when it names another one than the pinned: whoever
 * answers there would have another's comments believed.
 */
export function appIsNew(trust: Trust, { issuer, app }: Published): boolean {
  const pinned = trust.issuers[issuer]?.app
  if (app === undefined || pinned === undefined) return app !== undefined
  if (pinned.id === app.id) return false
  throw new DaypassError(
    'ISSUER_CHANGED',
    `The issuer names another GitHub App, ${app.slug} (${app.id}), than the one that this machine trusts, ${pinned.slug} (${pinned.id}). ` +
      `Ask its operators whether they changed it; if so, run \`daypass trust ${issuer} --replace\`.`,
    { where: issuer },
  )
}

/** The trust after pinning; keys that are pinned stay as they are unless `replace`. */
export function withIssuer(trust: Trust, published: Published, now: Date, replace = false): Trust {
  const pinned = trust.issuers[published.issuer]
  if (pinned !== undefined && !replace) return trust
  // An issuer that does not say it, or cannot be asked, takes nothing away.
  const app = published.app ?? pinned?.app
  const entry = { keys: [...published.keys], pinned: now.toISOString(), ...(app ? { app } : {}) }
  return { ...trust, issuers: { ...trust.issuers, [published.issuer]: entry } }
}

export function withRepository(trust: Trust, repository: string, issuer: string, id: number): Trust {
  return { ...trust, repositories: { ...trust.repositories, [repository]: { issuer, id } } }
}

/** What the access repository says about itself today. */
export type Claim = { repository: string; id: number; issuer: string | undefined }

/**
 * The issuer of an access repository: the pinned one, or on first use the one that the repository names.
 * Throws ISSUER_CHANGED when the repository is another one under the same name or names another issuer than the pinned one, and
 * ISSUER_UNKNOWN when it names none.
 */
export function issuerOf(trust: Trust, claim: Claim): string {
  const pinned = trust.repositories[claim.repository]
  const claimed =
    claim.issuer === undefined ? undefined : readIssuer(claim.issuer, `${claim.repository}/.github/daypass.yml`)
  const changed = (what: string): DaypassError =>
    new DaypassError(
      'ISSUER_CHANGED',
      `${what} Nothing was opened. Ask the repository's owners; if the change is right, run \`daypass trust <issuer> --repository ${claim.repository} --replace\`.`,
      {
        where: claim.repository,
      },
    )
  if (pinned !== undefined && pinned.id !== claim.id)
    throw changed('Another repository has this name now than the one that this machine trusts.')
  if (pinned !== undefined && claimed !== undefined && claimed !== pinned.issuer) {
    throw changed(`The repository names the issuer ${claimed}; this machine trusts ${pinned.issuer} for it.`)
  }
  const issuer = pinned?.issuer ?? claimed
  if (issuer === undefined) {
    throw new DaypassError(
      'ISSUER_UNKNOWN',
      'The repository does not say which Daypass serves it. Ask its owners for the address and run `daypass trust <address> --repository ' +
        `${claim.repository}\`.`,
      { where: `${claim.repository}/.github/daypass.yml` },
    )
  }
  return issuer
}
