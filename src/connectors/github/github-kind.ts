import { asError, DaypassError } from '../../core/error.ts'
import { addSeconds, showInstant } from '../../core/instant.ts'
import {
  type Before,
  failed,
  type Lendable,
  type Loan,
  lendingType,
  lentBy,
  lentPermissions,
  loansIn,
  noted,
  rankOf,
} from '../../core/lending/loans.ts'
import type { Grant, Proof } from '../../core/record.ts'
import type { Connector, ProbeResult } from '../../ports/connector.ts'
import type { GrantStore, StoredGrant } from '../../ports/grants.ts'
import type { LeaseState } from '../../ports/lease-state.ts'
import type { OpenLending, Standing } from '../../ports/lending.ts'
import { isStillThere, lendersOf, raisedBeyond, type Settling, settle } from './settle.ts'
import { type GitHubSettings, githubTerms, usual } from './terms.ts'

export type GitHubConnectorOptions = {
  name: string
  settings: GitHubSettings
  openLending: OpenLending
  /** What else is lent to the same person stands there alone. */
  ledger: Pick<GrantStore, 'find' | 'unsettledOf'>
  now: () => Date
}

/**
 * Membership of a team, or a role on a repository, as a loan: in effect at once, without a credential. Nothing on GitHub tells a loan from
 * what somebody has by themselves, so what was there before is noted, and what is lent at present is counted in the ledger.
 */
export function createGitHubConnector(options: GitHubConnectorOptions): Connector {
  const { name, settings, openLending, ledger, now } = options
  const lending = openLending(settings)
  const settling = { lending, ledger }
  const settleAll = async (lease: LeaseState, person: number, why: 'begin' | 'end'): Promise<void> => {
    for (const loan of loansIn(lease)) if (loan.before !== 'standing') await settle(settling, loan, person, why)
  }
  return {
    name,
    type: lendingType,
    credential: false,
    ...githubTerms(settings, openLending),
    audienceOf: (resource) => `https://github.com/organizations/${settings.organisation}/${resource}`,
    prepare: (grant) =>
      asked(async () => {
        const loans: Loan[] = []
        for (const what of lentBy(grant, settings.roles ?? {}))
          loans.push({ ...what, before: await beforeOf(settling, what, grant) })
        return noted(settings.organisation, loans)
      }),
    begin: (grant, lease) =>
      asked(async () => {
        await settleAll(lease, grant.requester, 'begin')
        return undefined
      }),
    // GitHub knows no end of it; what somebody took away meanwhile is given again.
    extend: (grant, lease) => asked(() => (lease ? settleAll(lease, grant.requester, 'begin') : Promise.resolve())),
    end: ({ id }, lease) =>
      asked(async () => {
        // Nothing begins before it is noted.
        if (lease) await settleAll(lease, (await grantOf(ledger, id)).requester, 'end')
        return { effective: now() }
      }),
    probe: (grant, lease) => asked(() => probe(settling, grant, lease, now)),
  }
}

/** What is there before this loan, and before all others that are not surely over. Throws CONNECTOR_FAILED. */
async function beforeOf({ lending, ledger }: Settling, what: Lendable, grant: Grant): Promise<Before> {
  if (!(await lending.memberOf(grant.requester)))
    throw failed(
      'The requester is no active member of the organisation whose teams and repositories these are, and Daypass invites nobody. Its owners do.',
    )
  // What another loan has put there is no standing membership.
  const { before } = await lendersOf(ledger, what, grant.requester, grant.id)
  if (before !== undefined) return before
  const found = await lending.standing(what, grant.requester)
  if (!found)
    throw failed('What is to be lent is not there on GitHub, or the App may not see it. Its operator mends the id.')
  return beforeBy(what, found)
}

function beforeBy(what: Lendable, { name, own }: Standing): Before {
  if (own === 'none') return 'none'
  if (own === 'invited') throw failed(`The requester has an invitation to ${name} that waits. They answer it first.`)
  const has = lentPermissions.find((one) => one === own)
  if ('team' in what || has === undefined) return 'standing'
  return rankOf({ ...what, permission: has }) >= rankOf(what) ? 'standing' : has
}

/** Reads back, and takes away again what has come back. */
async function probe(
  settling: Settling & { ledger: Pick<GrantStore, 'find'> },
  grant: Pick<Grant, 'id'>,
  lease: LeaseState | null,
  now: () => Date,
): Promise<ProbeResult> {
  const stored = await grantOf(settling.ledger, grant.id)
  const soon = () => addSeconds(now(), usual)
  const found: (Checked | Kept)[] = []
  for (const loan of lease ? loansIn(lease) : []) found.push(await check(settling, loan, stored.requester))
  if (!stored.ended) return { proved: false, why: 'the grant has not ended', again: soon() }
  const kept = found.flatMap((one) => ('why' in one ? [one.why] : []))
  if (kept.length > 0) return { proved: false, why: kept.join('; '), again: soon() }
  // What GitHub shows until then may be from before.
  const shown = addSeconds(stored.ended, usual)
  if (found.length > 0 && now() < shown)
    return { proved: false, why: 'GitHub is asked again in a moment, when it surely shows the end', again: shown }
  const words = found.flatMap((one) => ('words' in one ? [one.words] : []))
  const proof: Proof = { how: 'absent', at: now().toISOString(), words: words.join('; ') || 'nothing was ever lent' }
  return { proved: true, proof }
}

type Checked = { words: string }
type Kept = { why: string }

async function check(settling: Settling, loan: Loan, requester: number): Promise<Checked | Kept> {
  const { lending, ledger } = settling
  const found = await lending.standing(loan, requester)
  if (!found) return { words: 'what was lent is gone from GitHub' }
  const { name, own } = found
  if (loan.before === 'standing') {
    const now = own === 'none' ? 'are not any more' : 'still are'
    return { words: `nothing was given, since they were in ${name} before, and ${now}` }
  }
  const { live } = await lendersOf(ledger, loan, requester)
  const [other] = live.map(({ grant }) => grant).sort((a, b) => b.ends.getTime() - a.ends.getTime())
  if (other) {
    return {
      words: `${name} is theirs by another grant, which ends at ${showInstant(other.ends)}, and by nothing of this one`,
    }
  }
  const raised = await raisedBeyond(loan, found, undefined, async () => isOwner(settling, requester))
  if (raised !== undefined)
    return {
      why: `${raised}, so it was left. Take them out, or give them back what was lent, and this ends; whoever shall stay is added anew afterwards`,
    }
  if (isStillThere(loan, own) && own !== 'unclear') {
    await settle(settling, loan, requester, 'end')
    return { why: `they were in ${name} (${own}), and it was taken away again` }
  }
  // By what else they have it cannot be told from an entry of their own, so that is taken away once more.
  if (own === 'unclear') await settle(settling, loan, requester, 'end')
  const { also } = own === 'unclear' ? ((await lending.standing(loan, requester)) ?? found) : found
  const still = also.length > 0 ? `; they still have the same ${also.join(' and ')}` : ''
  return { words: `no entry of theirs in ${name} any more${still}` }
}

async function isOwner({ lending }: Settling, person: number): Promise<boolean> {
  return (await lending.memberOf(person))?.isOwner ?? false
}

async function grantOf(ledger: Pick<GrantStore, 'find'>, id: string): Promise<StoredGrant> {
  const grant = await ledger.find(id)
  if (grant) return grant
  throw new DaypassError('GRANT_UNKNOWN', `No lease of grant ${id} is in the ledger; it was never opened.`)
}

/** GitHub is a target here: what it does not do is the connector's failure, and no word about the access repository. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (thrown) {
    const error = asError(thrown)
    if (error instanceof DaypassError && error.code.startsWith('GITHUB_')) throw failed(error.message, error)
    throw thrown
  }
}
