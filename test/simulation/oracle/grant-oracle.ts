import { type EndCause, isTerminal, type RequestRecord } from '../../../src/core/record.ts'
import type { Person } from '../../../src/ports/issues.ts'
import { minutesMore } from '../world/acts.ts'
import { type Files, ownersIn, rulesIn, scopesIn } from '../world/governed-files.ts'
import { type Outcome, owners, people, type Rules } from '../world/setting.ts'
import type { Place } from '../world/world.ts'
import { checkDecisive } from './governed-oracle.ts'
import { decisive, isRefusedBy } from './in-force.ts'
import { type Invariant, tolerated } from './invariants.ts'
import { leasesOf } from './leases-of.ts'
import type { Subject } from './subject.ts'

type Grant = NonNullable<RequestRecord['grant']>

/** Looks at each grant at the instant at which it is decided upon, lengthened, ended and over. */
export function watchGrants(subject: Subject): void {
  const { observation } = subject
  observation.onSave = (before, after) => {
    const { grant } = after
    if (before.outcome !== 'cancelled' && after.outcome === 'cancelled') checkCancelled(subject, after)
    checkOver(subject, before, after)
    if (!grant) return
    const isNew = before.grant?.id !== grant.id
    if (isNew || before.grant?.ends.getTime() !== grant.ends.getTime()) checkGrant(subject, after, grant, isNew)
    if (before.state !== 'ending' && after.state === 'ending') checkCause(subject, after)
    if (before.state === 'ending' && after.state === 'ended') checkProof(subject, after, grant)
  }
}

/** What is over stays so: only what was cancelled because nobody could see it may begin anew, and nothing that the kill switch has ended begins. */
function checkOver({ observation }: Subject, before: RequestRecord, after: RequestRecord): void {
  const violated = (what: string) => observation.violated('stays-ended', `#${after.key.issue}: ${what}`)
  if (isTerminal(before.state) && !isTerminal(after.state) && before.outcome !== 'void')
    violated(`it was ${before.state}, and is ${after.state}`)
  const hasBegun = before.state !== 'active' && after.state === 'active'
  // Who stands still between asking and saying is not told in time.
  if (hasBegun && observation.killed.has(after.grant?.id ?? '') && !observation.hasStalled)
    violated('it begins, and the kill switch has ended it')
}

function checkGrant(
  subject: Subject,
  { key, request, extended = [] }: RequestRecord,
  grant: Grant,
  isNew: boolean,
): void {
  const { observation, world, clock } = subject
  const violated = (name: Invariant, what: string) => observation.violated(name, `#${key.issue}: ${what}`)
  const issue = world.issues.get(key.issue)
  if (!issue) {
    violated('asked', 'a grant for no issue')
    return
  }
  if ([...observation.grants].some(([id, one]) => one.issue === key.issue && id !== grant.id))
    violated('granted-once', 'it was granted before')
  if (grant.requester !== issue.requester.id) violated('asked', 'a grant for somebody else')
  const minutes = (grant.ends.getTime() - grant.begins.getTime()) / 60_000
  const more = isNew
    ? 0
    : actsOf(subject, key.issue, ['command-extend', 'command-extend-hidden', 'command-extend-nul']).filter(
        ({ by }) => by === grant.requester,
      ).length
  // Once it is given, another text changes nothing.
  const isSure = isNew && !observation.hasStalled && !observation.isClockWrong
  const isAsked = issue.texts.some(
    ({ wish, by, soon }, index) =>
      !(isSure && (issue.texts[index + 1]?.at ?? clock) < clock - tolerated) &&
      // GitHub's times do not tell who wrote within the second of the issue, and no webhook has told in time.
      (by === grant.requester || issue.retried || (soon && observation.unheard.has(key.issue))) &&
      wish.resource === grant.resource &&
      minutes >= wish.minutes &&
      minutes <= wish.minutes + more * minutesMore &&
      decisive(subject, clock - tolerated).some(
        (files) =>
          sorted(wish.actions.split(', ').map(scopeIn(files, wish.resource))) === sorted(grant.scope.split(' ')),
      ),
  )
  const reasons = [request, ...extended.map((one) => one.request)].map((one) => one?.reason ?? '')
  if (reasons.some((reason) => /\p{Bidi_Control}/u.test(reason))) violated('asked', 'nobody sees what was asked for')
  if (isNew && isBeyondQuota(subject, key.issue, grant)) violated('within-quota', 'there were as many as may be')
  if (!isAsked) violated('asked', `nobody asked for ${grant.scope} for ${minutes} minutes`)
  if (
    !world.members
      .get(grant.requester)
      ?.since(clock - tolerated)
      .includes(true)
  )
    violated('member', 'left before')
  if (isNew) checkDecisive(subject, key.issue, grant)
  const all = decisive(subject, clock - tolerated).flatMap((files): Rules[] => {
    const rules = rulesIn(files)
    return rules ? [rules] : []
  })
  if (isNew && all.length === 0) violated('allowed', 'there is no policy')
  const said = all.flatMap((rules) => rules[grant.resource] ?? [])
  const isTooLong = ({ most = minutes }: Outcome) => isNew && minutes > most
  if (said.every((one) => one.outcome === 'deny' || isTooLong(one))) violated('allowed', 'policy denies it')
  else if (!said.some((one) => isAllowed(subject, key.issue, grant, one)))
    violated('allowed', 'the votes are not complete')
}

/** Whether its requester had as many others as may be, for long enough to be seen. */
function isBeyondQuota({ observation, world, clock }: Subject, issue: number, { requester }: Grant): boolean {
  const others = [...observation.grants.values()].filter(({ issue: other, grant, at }) => {
    const state = observation.state(other)
    const lives = (state === 'granting' || state === 'active') && grant.ends.getTime() > clock
    return other !== issue && grant.requester === requester && lives && at < clock - tolerated
  })
  const { open_requests_per_person: quota } = world.settings
  return !observation.isKilled && quota !== undefined && others.length >= quota
}

const scopeIn = (files: Files, resource: string) => {
  const scopes = scopesIn(files)
  return (action: string) => scopes.get(`${resource} ${action}`) ?? ''
}

function isAllowed(subject: Subject, issue: number, grant: Grant, said: Outcome): boolean {
  return said.outcome === 'allow' || (said.outcome === 'review' && isVoted(subject, issue, grant, said.slots))
}

const actsOf = ({ observation }: Subject, issue: number, kinds: readonly string[]) =>
  observation.done.filter((one) => one.issue === issue && kinds.includes(one.kind))

/** What closes an issue, and a pull request by which somebody asks, which GitHub closes where its branch is deleted, too. */
const closings = [
  ...(['issue-closed', 'issue-closed-by-other', 'pull-closed-by-other', 'pull-merged-by-other'] as const),
  'branch-deleted-by-other',
] as const

/** An end that somebody ordered, or that something was the cause of, was ordered by somebody who may, or was so. */
function checkCause(subject: Subject, { key, end, grant }: RequestRecord): void {
  const { observation, world } = subject
  if (!end || !grant) return
  const requester = world.issues.get(key.issue)?.requester.id
  const by = (kinds: readonly string[], people: readonly (number | undefined)[]) =>
    actsOf(subject, key.issue, kinds).some((one) => people.includes(one.by))
  const ever = (is: (place: Place) => boolean) => world.place.since(0).some(is)
  const may = [requester, ...ownersSince(subject, 0).map(({ id }) => id)]
  const isEdited = isEditedAtOnce(subject, key.issue)
  const isRight: Record<EndCause, () => boolean> = {
    time: () => grant.ends.getTime() <= subject.now,
    done: () => isEdited || by(['command-done', 'command-cancel'], [requester]),
    closed: () => by(closings, may),
    revoked: () =>
      isEdited || observation.isKilled || by(['command-revoke', 'command-revoke-by-stranger', ...closings], may),
    left: () =>
      world.members
        .get(requester ?? 0)
        ?.since(0)
        .includes(false) === true,
    // What cannot be seen for long enough counts as gone.
    deleted: () => true,
    void: () => (world.issues.get(key.issue)?.texts.length ?? 0) > 1,
    public: () => ever((place) => !place.private),
    archived: () => ever((place) => place.archived),
    connector: () => false,
    adopted: () => false,
    policy: () =>
      decisive(subject, grant.begins.getTime()).some((files) =>
        isRefusedBy(files, grant, observation.records.get(key.issue)?.record, subject.clock - tolerated),
      ),
  }
  if (!isRight[end.cause]())
    observation.violated('ended-by-right', `#${key.issue}: nothing led to an end by ${end.cause}`)
}

/** Whether another has made something else of a comment within its second, of which GitHub's times do not tell: that may end access, and begin none. */
function isEditedAtOnce({ world }: Subject, issue: number): boolean {
  return [...(world.comments.get(issue)?.values() ?? [])].some((comment) =>
    comment
      .since(0)
      .slice(1)
      .some((one) => one && one.createdAt.getTime() === one.updatedAt.getTime()),
  )
}

/** What never began was taken back by somebody who may. */
function checkCancelled(subject: Subject, { key: { issue } }: RequestRecord): void {
  const requester = subject.world.issues.get(issue)?.requester.id
  const may = [requester, ...ownersSince(subject, 0).map(({ id }) => id)]
  const words = ['command-done', 'command-cancel', 'command-revoke', 'command-revoke-by-stranger'] as const
  const isTheirs = actsOf(subject, issue, [...words, ...closings]).some(({ by }) => may.includes(by))
  const isEdited = isEditedAtOnce(subject, issue)
  if (!isTheirs && !isEdited) subject.observation.violated('ended-by-right', `#${issue}: nobody has taken it back`)
}

/** What is told to be over is over. */
function checkProof(subject: Subject, { key }: RequestRecord, grant: Grant): void {
  const { observation, clock } = subject
  if (leasesOf(subject, grant).some(({ open }) => !open.since(clock - tolerated).includes(false)))
    observation.violated('proved', `#${key.issue}: its end is told to be proved, and the target lets it in`)
}

/** Who owned requests by what was in force at some instant since then. */
export function ownersSince(subject: Subject, since: number): Person[] {
  const logins = new Set(decisive(subject, since).flatMap((files) => ownersIn(files, 'requests')))
  return people.filter(({ login }) => logins.has(login))
}

const sorted = (words: readonly string[]): string => [...words].sort().join(' ')

/** Whether each place was filled by somebody of their own who may fill it, when the reviews were read last. */
function isVoted(
  subject: Subject,
  issue: number,
  { digest, resource, requester }: Grant,
  slots: readonly { from: string; count: number }[],
): boolean {
  const { world, clock } = subject
  const path = `requests/${resource}/${digest}.yml`
  // What is asked by a pull request is voted on there, and says at the head that was merged what it asks for.
  const isAskedAt = (head: string) =>
    world.issues.get(issue)?.texts.some((text) => text.head === head && text.wish.resource === resource) === true
  const pulls = [...world.pulls.values()].filter(
    ({ number, versions: { newest } }) => number === issue || newest.headRef === `daypass/${issue}`,
  )
  return pulls.some(({ number, reviews, readSince, versions: { newest } }) => {
    const isThere = number === issue ? isAskedAt(newest.head) : world.filesOf(newest.head).has(path)
    if (!isThere || !newest.mergedByUs) return false
    // A merge is no access yet: what counts is what was said when the reviews were read after it.
    return readSince.some((at) => {
      const last = new Map<number, string>()
      for (const review of [...reviews.values()].flatMap((one) => one.asOf(at) ?? []))
        if (review.commit === newest.head && review.state !== 'COMMENTED') last.set(review.person.id, review.state)
      const yes = [...last].flatMap(([id, state]) => (state === 'APPROVED' && id !== requester ? [id] : []))
      const no = [...last].flatMap(([id, state]) => (state === 'CHANGES_REQUESTED' && id !== requester ? [id] : []))
      const team = world.team.since(clock - 2 * tolerated).flat()
      const byCode = ownersSince(subject, clock - 2 * tolerated)
      const mayFill = (from: string) => (from === 'code-owners' ? byCode : team).map(({ id }) => id)
      // Who may say no is certain only of those who could all the time.
      const always = (id: number, from: string) =>
        world.members
          .get(id)
          ?.since(clock - 2 * tolerated)
          .every((is) => is) === true &&
        (from === 'code-owners'
          ? owners.some((one) => one.id === id)
          : world.team.since(clock - 2 * tolerated).every((team) => team.some((one) => one.id === id)))
      if (slots.some(({ from }) => no.some((id) => mayFill(from).includes(id) && always(id, from)))) return false
      return canFill(
        slots.flatMap(({ from, count }) => Array.from({ length: count }, () => mayFill(from))),
        yes,
      )
    })
  })
}

function canFill([place, ...rest]: (readonly number[])[], people: readonly number[]): boolean {
  if (!place) return true
  return people.some(
    (id) =>
      place.includes(id) &&
      canFill(
        rest,
        people.filter((one) => one !== id),
      ),
  )
}
