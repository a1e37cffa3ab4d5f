import { createHash } from 'node:crypto'
import { findMarker } from '../../src/core/comment-marker.ts'
import { decideDisplay } from '../../src/core/display/decide-display.ts'
import { isDaypassError } from '../../src/core/error.ts'
import type { RequestRecord, RequestState } from '../../src/core/record.ts'
import { startsLikeRequest } from '../../src/core/request/form-start.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import { mayFill } from './github.ts'
import { outcomes, repository } from './setting.ts'
import { signOf } from './store.ts'
import type { Subject } from './subject.ts'

/** Every invariant that is checked, by name. */
export const invariants = [
  'allowed',
  'asked',
  'member',
  'ends-in-time',
  'ended-is-refused',
  'one-lease',
  'proved',
  'taken-back-ends',
  'trail',
  'granted-once',
  'nothing-lost',
  'nothing-stuck',
  'shown',
] as const

export type Invariant = (typeof invariants)[number]

type Grant = NonNullable<RequestRecord['grant']>

/** Milliseconds for which what has just changed may not have been seen yet. */
const tolerated = 120_000
/** An end is no later than this (milliseconds), unless the target refuses it or the clock has jumped. */
const latestEnd = 5 * 60_000

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
  const said = outcomes[grant.resource]
  if (said?.outcome === 'deny' || !said) violated('allowed', 'policy denies it')
  if (said?.outcome === 'review' && !isVoted(subject, key.issue, grant, said.slots))
    violated('allowed', 'the votes are not complete')
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

/** What holds after the disturbance (`last` false), and when everything has had its time. */
export async function check(subject: Subject, last: boolean): Promise<void> {
  const { observation, numbers, store } = subject
  await checkTrail(subject)
  await checkGrants(subject, last)
  for (const issue of numbers.values()) {
    const record = await store.records.request({ repository: repository.id, issue })
    await checkRequest(subject, issue, record, last)
  }
  observation.lines.push(`checked: ${JSON.stringify(observation.violations)}`)
}

async function checkTrail({ observation, store }: Subject): Promise<void> {
  const entries = await store.records.trail(repository.id, 0, 10_000)
  const verdict = checkChain(entries, {
    repository: repository.id,
    verify: (bytes, signed) => signed === signOf(bytes),
  })
  if (entries.length > 0 && !verdict.ok) observation.violated('trail', `${verdict.code}: ${verdict.message}`)
  // Counted apart from the product's own check: each number once, each hash over what stands there.
  const numbersSeen = entries.map(({ event }) => event.seq)
  if (numbersSeen.some((seq, index) => seq !== index + 1)) observation.violated('trail', 'a gap, or a double')
  if (entries.some(({ hash }) => !/^[0-9a-f]{64}$/.test(hash))) observation.violated('trail', 'no hash')
  const granted = new Map<string, number>()
  for (const { event } of entries) {
    if (event.kind !== 'granted' && event.kind !== 'ended') continue
    const what = `${event.kind} ${String((event.facts as { grant?: string }).grant)}`
    granted.set(what, (granted.get(what) ?? 0) + 1)
  }
  for (const [what, count] of granted) if (count > 1) observation.violated('granted-once', `${what}: ${count} times`)
}

async function checkGrants(subject: Subject, last: boolean): Promise<void> {
  const { observation, store, target, process, clock } = subject
  const open = new Map<number, number>()
  for (const [id, { issue, grant }] of observation.grants) {
    const lease = await store.grants.find(id)
    if (!lease) continue
    const vault = target.leases.get(id)
    const lives = lease.ended === null || vault?.open === true
    if (lives) open.set(issue, (open.get(issue) ?? 0) + 1)
    const isOver = clock > lease.ends.getTime() + latestEnd
    const isRefused = clock < target.refusesUntil + latestEnd
    if (lives && isOver && !(vault?.open && isRefused))
      observation.violated(
        'ends-in-time',
        `#${issue} lives at ${new Date(clock).toISOString()}, due ${lease.ends.toISOString()}`,
      )
    if (!lives && (await process.lists.published(lease.statusIndex)) !== 'invalid')
      observation.violated('ended-is-refused', `#${issue}: the list says that it is valid`)
    if ((!lives || clock > lease.ends.getTime()) && (await isTokenGiven(subject, id)))
      observation.violated('ended-is-refused', `#${issue}: a token is given for what has ended`)
    const record = observation.records.get(issue)?.record
    if (last && !(record?.state === 'ended' && record.end?.proof && record.grant?.id === grant.id))
      observation.violated('proved', `#${issue} is ${record?.state}, and the end of its grant is not proved`)
  }
  for (const [id, lease] of target.leases)
    if (last && lease.open) observation.violated('ends-in-time', `the target still has lease ${id}`)
  for (const [issue, count] of open) if (count > 1) observation.violated('one-lease', `#${issue} has ${count} grants`)
}

async function isTokenGiven({ store, process, clock }: Subject, id: string): Promise<boolean> {
  const lease = await store.grants.find(id)
  const tokens = lease && process.connectors.tokensOf(lease)
  if (!lease || !tokens) return false
  try {
    await tokens.accessToken(lease, new Date(clock))
    return true
  } catch (error) {
    if (isDaypassError(error, 'GRANT_ENDED')) return false
    throw error
  }
}

const restless: readonly RequestState[] = ['submitted', 'undecided', 'ending']
const restlessAtLast: readonly RequestState[] = [...restless, 'pending', 'granting', 'active']

async function checkRequest(
  subject: Subject,
  issue: number,
  record: RequestRecord | undefined,
  last: boolean,
): Promise<void> {
  const { observation, world, clock } = subject
  const violated = (name: Invariant, what: string) => observation.violated(name, `#${issue}: ${what}`)
  const seen = world.issues.get(issue)?.versions.newest
  if (!record) {
    if (seen?.open && startsLikeRequest(seen.body)) violated('nothing-lost', 'nobody knows of it')
    return
  }
  observation.records.set(issue, { record, at: observation.records.get(issue)?.at ?? 0 })
  const isNew = clock - (observation.records.get(issue)?.at ?? 0) < tolerated
  if ((last ? restlessAtLast : restless).includes(record.state) && !isNew)
    violated('nothing-stuck', `it is ${record.state}`)
  if (mustHaveEnded(subject, issue) && (record.state === 'active' || record.state === 'pending'))
    violated('taken-back-ends', `it is ${record.state}`)
  if (seen && !isNew) await checkShown(subject, record, violated)
}

/** Whether somebody who may has taken it back, or it is gone, and nobody has to wait for that any more. */
function mustHaveEnded({ observation, world }: Subject, issue: number): boolean {
  const found = world.issues.get(issue)
  if (!found?.versions.newest) return true
  if (world.members.get(found.requester.id)?.newest === false) {
    const { state } = observation.records.get(issue)?.record ?? {}
    return state === 'active'
  }
  const edited = observation.done.some((one) => one.issue === issue && one.kind === 'comment-edited-by-other')
  return observation.done.some(
    (one) =>
      one.issue === issue &&
      one.state === 'active' &&
      (((one.kind === 'command-done' || one.kind === 'command-revoke') && !edited) ||
        (one.kind === 'issue-closed' &&
          !observation.done.some((other) => other.issue === issue && other.kind === 'issue-reopened'))),
  )
}

const labelOf: Partial<Record<RequestState, string>> = {
  invalid: 'daypass:invalid',
  denied: 'daypass:denied',
  active: 'daypass:active',
  ended: 'daypass:ended',
  rejected: 'daypass:ended',
  lapsed: 'daypass:ended',
}

async function checkShown(
  { world, store, clock }: Subject,
  record: RequestRecord,
  violated: (name: Invariant, what: string) => void,
): Promise<void> {
  const { key, state } = record
  if (record.gone) return
  const issue = world.issues.get(key.issue)?.versions.newest
  const wanted = labelOf[state]
  if (wanted && !issue?.labels.includes(wanted)) violated('shown', `${state} is shown as ${issue?.labels.join()}`)
  const ours = world.commentsAt(key.issue, clock).filter((one) => one.ours)
  const statuses = ours.filter(({ body }) => findMarker(body)?.kind === 'status')
  if (statuses.length !== 1) violated('shown', `there are ${statuses.length} statuses`)
  const display = await store.displays.find(key)
  const file = await store.displays.wanted(key)
  if (!file) return
  const steps = decideDisplay({ ...file, display, live: true, cli: 'daypass', orders: { compare: 0, reopen: 0 } })
  if (steps.length > 0) violated('shown', `still to do: ${steps.map((step) => step.do).join()}`)
}

/** Names a run by all that happened in it. */
export function fingerprintOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
