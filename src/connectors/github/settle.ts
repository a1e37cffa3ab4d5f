import {
  failed,
  type Lendable,
  type LentPermission,
  type Loan,
  lendingType,
  lentPermissions,
  loansIn,
  rankOf,
  thingOf,
} from '../../core/lending/loans.ts'
import type { GrantStore, StoredGrant } from '../../ports/grants.ts'
import type { Lending, Standing } from '../../ports/lending.ts'

export type Settling = { lending: Lending; ledger: Pick<GrantStore, 'unsettledOf'> }

/** Who else lends the same to the same person. */
export type Lenders = { live: { grant: StoredGrant; loan: Loan }[]; before: Loan['before'] | undefined }

/**
 * The other side of a loan: what the ledger says of all that is lent to this person there. `before`: what was there before the first of
 * them; undefined: nobody lends it. A loan that was ended and may lie there still counts for that.
 */
export async function lendersOf(
  ledger: Settling['ledger'],
  what: Lendable,
  person: number,
  except?: string,
): Promise<Lenders> {
  const lent = (await ledger.unsettledOf(lendingType, person)).flatMap((grant) => {
    const loan = grant.lease && grant.id !== except ? loansIn(grant.lease).find((one) => isSame(one, what)) : undefined
    return loan && loan.before !== 'standing' ? [{ grant, loan }] : []
  })
  return { live: lent.filter(({ grant }) => grant.ended === null), before: lent[0]?.loan.before }
}

const isSame = (one: Lendable, other: Lendable): boolean => thingOf(one) === thingOf(other)

const mostRounds = 5

/**
 * Makes GitHub what the ledger says, and looks at the ledger again afterwards: whoever changes the ledger does this after it, so that of
 * two who do it at once the later one finds what the earlier one has left. Returns what somebody else has made of it and was left alone.
 */
export async function settle(
  { lending, ledger }: Settling,
  loan: Loan,
  person: number,
  why: 'begin' | 'end',
): Promise<string | undefined> {
  let wanted = wantedOf(await lendersOf(ledger, loan, person))
  for (let round = 0; round < mostRounds; round++) {
    // An end gives nothing, unless it has just taken what somebody began to lend meanwhile.
    const left = await makeSo(lending, loan, person, { wanted, mayGive: why === 'begin' || round > 0 })
    const now = wantedOf(await lendersOf(ledger, loan, person))
    if (now === wanted) return left
    wanted = now
  }
  throw failed('Others begin and end loans of the same to the same person all the time. It is tried again.')
}

/** What all who lend it want there together; undefined: nothing. */
function wantedOf({ live }: Lenders): LentPermission | 'member' | undefined {
  const [most] = live.map(({ loan }) => loan).sort((a, b) => rankOf(b) - rankOf(a))
  return most && ('team' in most ? 'member' : most.permission)
}

async function makeSo(
  lending: Lending,
  loan: Loan,
  person: number,
  { wanted, mayGive }: { wanted: ReturnType<typeof wantedOf>; mayGive: boolean },
): Promise<string | undefined> {
  const found = await lending.standing(loan, person)
  if (!found) {
    if (wanted === undefined || !mayGive) return undefined
    throw failed('What is to be lent is not there on GitHub, or the App may not see it. Its operator mends the id.')
  }
  const isOwner = async () => (await lending.memberOf(person))?.isOwner ?? false
  const raised = await raisedBeyond(loan, found, wanted, isOwner)
  if (raised !== undefined) return raised
  const target = wanted === undefined ? restored(loan) : withLevel(loan, wanted)
  // What somebody has taken away meanwhile is not given back at the end. Where nothing is to be left it is taken away whatever is shown:
  // GitHub may not show yet what was just given.
  if (wanted === undefined && target !== undefined && !isStillThere(loan, found.own)) return undefined
  if (target === undefined) {
    await lending.take(loan, person)
    return undefined
  }
  if (found.own === levelOf(target) || (!mayGive && !isMore(found.own, target))) return undefined
  await giveMember(lending, target, person)
  return undefined
}

/** Never invites: whoever was asked instead has nothing now, and might accept when the grant is long over. */
async function giveMember(lending: Lending, what: Lendable, person: number): Promise<void> {
  if (!(await lending.memberOf(person)))
    throw failed('The requester is no active member of the organisation, and Daypass invites nobody.')
  if ((await lending.give(what, person)) === 'given') return
  await lending.take(what, person)
  throw failed('GitHub wanted to invite the requester instead of giving it. The invitation was taken back.')
}

/** What was there before; undefined: nothing. */
function restored(loan: Loan): Lendable | undefined {
  if ('team' in loan || loan.before === 'none' || loan.before === 'standing') return undefined
  return { repository: loan.repository, permission: loan.before }
}

function withLevel(what: Lendable, level: LentPermission | 'member'): Lendable {
  if ('team' in what || level === 'member') return what
  return { repository: what.repository, permission: level }
}

export function levelOf(what: Lendable): LentPermission | 'member' {
  return 'team' in what ? 'member' : what.permission
}

/**
 * Daypass makes nobody a maintainer, and gives no more than was asked for: somebody of the organisation did, and their word stands.
 * GitHub calls every owner of the organisation a maintainer of the teams that they are in.
 */
export async function raisedBeyond(
  loan: Loan,
  { name, own }: Standing,
  wanted: LentPermission | 'member' | undefined,
  isOwner: () => Promise<boolean>,
): Promise<string | undefined> {
  const most = withLevel(loan, wanted ?? levelOf(loan))
  if ('team' in most)
    return own === 'maintainer' && !(await isOwner()) ? `somebody has made them a maintainer of ${name}` : undefined
  const rank = own === 'more' ? Number.POSITIVE_INFINITY : ranked(own)
  return rank > Math.max(rankOf(most), rankOf(withLevel(loan, levelOf(loan))))
    ? `somebody has given them more on ${name} than was lent`
    : undefined
}

/** Whether they have an entry of their own that is more than what they had before. */
export function isStillThere(loan: Loan, own: Standing['own']): boolean {
  if (own === 'none') return false
  return own === 'invited' || own === 'unclear' || own === 'more' || 'team' in loan || ranked(own) > ranked(loan.before)
}

/** Of a team there is no more than a membership. */
const isMore = (own: Standing['own'], than: Lendable): boolean => 'repository' in than && ranked(own) > rankOf(than)

const ranked = (own: string): number => (lentPermissions as readonly string[]).indexOf(own)
