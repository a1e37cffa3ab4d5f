import type { RequestRecord } from '../../../src/core/record.ts'
import { type Outcome, owners } from '../world/setting.ts'
import { type Invariant, tolerated } from './invariants.ts'
import type { Subject } from './subject.ts'

type Grant = NonNullable<RequestRecord['grant']>

/** Looks at each grant at the instant at which it is decided upon. */
export function watchGrants(subject: Subject): void {
  subject.observation.onSave = (before, after) => {
    if (after.grant && before.grant?.id !== after.grant.id) checkGrant(subject, after, after.grant)
  }
}

function checkGrant(subject: Subject, { key }: RequestRecord, grant: Grant): void {
  const { observation, world, clock } = subject
  const violated = (name: Invariant, what: string) => observation.violated(name, `#${key.issue}: ${what}`)
  const issue = world.issues.get(key.issue)
  if (!issue) {
    violated('asked', 'a grant for no issue')
    return
  }
  if (grant.requester !== issue.requester.id) violated('asked', 'a grant for somebody else')
  const minutes = (grant.ends.getTime() - grant.begins.getTime()) / 60_000
  const isAsked = issue.texts.some(
    ({ wish, by }) =>
      (by === grant.requester || issue.retried) &&
      wish.resource === grant.resource &&
      wish.minutes === minutes &&
      sorted(wish.actions.split(', ').map((action) => `${wish.resource}:${action}`)) === sorted(grant.scope.split(' ')),
  )
  if (!isAsked) violated('asked', `nobody asked for ${grant.scope} for ${minutes} minutes`)
  if (
    !world.members
      .get(grant.requester)
      ?.since(clock - tolerated)
      .includes(true)
  )
    violated('member', 'left before')
  const said = world.rules.since(clock - tolerated).flatMap((rules) => rules[grant.resource] ?? [])
  if (said.every(({ outcome }) => outcome === 'deny')) violated('allowed', 'policy denies it')
  else if (!said.some((one) => isAllowed(subject, key.issue, grant, one)))
    violated('allowed', 'the votes are not complete')
}

function isAllowed(subject: Subject, issue: number, grant: Grant, said: Outcome): boolean {
  return said.outcome === 'allow' || (said.outcome === 'review' && isVoted(subject, issue, grant, said.slots))
}

const sorted = (words: readonly string[]): string => [...words].sort().join(' ')

/** Whether at an instant of late each place was filled by somebody of their own who may fill it. */
function isVoted(
  { world, clock }: Subject,
  issue: number,
  { digest, resource, requester }: Grant,
  slots: readonly { from: string; count: number }[],
): boolean {
  const path = `requests/${resource}/${digest}.yml`
  const pulls = [...world.pulls.values()].filter(({ versions: { newest } }) => newest.headRef === `daypass/${issue}`)
  const instants = Array.from({ length: 25 }, (_, index) => clock - index * (tolerated / 24))
  return pulls.some(({ reviews, versions: { newest } }) => {
    if (!world.filesOf(newest.head).has(path) || !newest.mergedByUs) return false
    return instants.some((at) => {
      const last = new Map<number, string>()
      for (const review of [...reviews.values()].flatMap((one) => one.asOf(at) ?? []))
        if (review.commit === newest.head && review.state !== 'COMMENTED') last.set(review.person.id, review.state)
      const yes = [...last].flatMap(([id, state]) => (state === 'APPROVED' && id !== requester ? [id] : []))
      const team = world.team.since(clock - 2 * tolerated).flat()
      const mayFill = (from: string) => (from === 'code-owners' ? owners : team).map(({ id }) => id)
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
