import { findMarker } from '../../../src/core/comment-marker.ts'
import { decideDisplay } from '../../../src/core/display/decide-display.ts'
import { type RequestRecord, type RequestState, terminalStates } from '../../../src/core/record.ts'
import { startsLikeRequest } from '../../../src/core/request/form-start.ts'
import { wrongDuration } from '../world/acts.ts'
import { rulesIn } from '../world/governed-files.ts'
import { owners, repository } from '../world/setting.ts'
import type { Place } from '../world/world.ts'
import { checkWaiting } from './governed-oracle.ts'
import { isRefusedSince } from './in-force.ts'
import { type Invariant, latestEnd, toldEnd, tolerated } from './invariants.ts'
import type { Subject } from './subject.ts'

const restless: readonly RequestState[] = ['submitted', 'undecided', 'ending']
const restlessAtLast: readonly RequestState[] = [...restless, 'pending', 'granting', 'active']

/** What holds of a request whose disturbance is over; `last`: and which has had its time. */
export async function checkRequest(
  subject: Subject,
  issue: number,
  record: RequestRecord | undefined,
  last: boolean,
): Promise<void> {
  const { observation, world, clock } = subject
  const violated = (name: Invariant, what: string) => observation.violated(name, `#${issue}: ${what}`)
  const seen = world.issues.get(issue)?.versions.newest
  if (!record) {
    const isReached = world.place.newest.reach === 'there'
    const asks = seen?.isPull || startsLikeRequest(seen?.body ?? '')
    if (isReached && seen?.open && asks) violated('nothing-lost', 'nobody knows of it')
    return
  }
  observation.records.set(issue, { record, at: observation.records.get(issue)?.at ?? 0 })
  const isNew = clock - (observation.records.get(issue)?.at ?? 0) < tolerated
  const isRestless = (last ? restlessAtLast : restless).includes(record.state)
  // Where policy cannot be read, where everybody can read along, and in a lockdown, it waits, and says so.
  const { private: isPrivate } = world.place.newest
  const waits = record.state === 'undecided' && (!rulesIn(world.main.files) || !isPrivate || observation.isLockedDown)
  if (isRestless && !isNew && !waits) violated('nothing-stuck', `it is ${record.state}`)
  if (mustHaveEnded(subject, issue) && (record.state === 'active' || record.state === 'pending'))
    violated('taken-back-ends', `it is ${record.state}`)
  checkWaiting(subject, record)
  if (record.state === 'pending' && isAskedOtherwise(subject, issue, record))
    violated('asked', 'people vote on what is not asked for any more')
  if (record.grant && record.state === 'active' && isRefusedSince(subject, record.grant, record, clock - latestEnd))
    violated('governed', 'the rules in force refuse it, and it is active')
  if (seen && !isNew && !isTamperedUnheard(subject, issue)) await checkShown(subject, record, violated)
}

/** Whether its requester has long been asking for something else than what is voted on. */
function isAskedOtherwise({ world, clock }: Subject, issue: number, { request }: RequestRecord): boolean {
  const { requester, texts = [] } = world.issues.get(issue) ?? {}
  const last = texts.at(-1)
  if (!request || !last || last.by !== requester?.id || last.at > clock - latestEnd) return false
  return last.wish.resource !== request.resource || last.wish.minutes * 60 !== request.duration
}

const tamperings: readonly string[] = ['label-taken-away', 'status-edited-by-other', 'status-deleted', 'issue-reopened']

/** Whether somebody changed what stands in an issue that was over, or closed, and no webhook told in time: the sweep looks at what is open alone. */
function isTamperedUnheard({ observation, world }: Subject, issue: number): boolean {
  const isOpen = world.issues.get(issue)?.versions.newest?.open === true
  const isOver = (state: RequestState | undefined) => !isOpen || terminalStates.some((one) => one === state)
  const isLost = observation.unheard.has(issue)
  return observation.done.some(
    (one) => one.issue === issue && (isLost || !one.isTold) && tamperings.includes(one.kind) && isOver(one.state),
  )
}

/** In a run in which nothing goes wrong: what GitHub tells has ended what it has to. */
export async function checkToldEnds(subject: Subject): Promise<void> {
  const { observation, world, numbers, store, clock } = subject
  // Who cannot look at it any more looks again before it counts as gone.
  if (world.place.since(clock - toldEnd).some(({ reach }) => reach !== 'there')) return
  for (const issue of numbers.values()) {
    const record = await store.records.request({ repository: repository.id, issue })
    if (record?.state === 'active' && mustHaveEnded(subject, issue, clock - toldEnd))
      observation.violated('taken-back-ends', `#${issue}: GitHub told of its end a minute ago, and it is active`)
    if (record?.state === 'active' && record.grant && isRefusedSince(subject, record.grant, record, clock - toldEnd))
      observation.violated('governed', `#${issue}: the rules in force have refused it for a minute, and it is active`)
  }
}

/** Whether somebody who may has taken it back, or it is gone, all the time since then, and nobody has to wait for that any more. */
function mustHaveEnded({ observation, world, clock }: Subject, issue: number, since = clock): boolean {
  const found = world.issues.get(issue)
  if (!found?.versions.since(since).some((version) => version !== undefined)) return true
  const isShut = ({ archived, private: isPrivate, reach }: Place) => archived || !isPrivate || reach !== 'there'
  if (world.place.since(since).every(isShut)) return true
  if (!world.members.get(found.requester.id)?.since(since).includes(true)) {
    const { state } = observation.records.get(issue)?.record ?? {}
    return state === 'active'
  }
  // A word that is changed or deleted before it was read has not been heard.
  const edited = observation.done.some((one) => one.issue === issue && /^comment-(edited|deleted)/.test(one.kind))
  // Who has left owns nothing any more.
  const isOwner = (id: number, at: number) =>
    owners.some((owner) => owner.id === id) &&
    world.members
      .get(id)
      ?.since(at - tolerated)
      .includes(false) === false
  return observation.done.some(
    (one) =>
      one.issue === issue &&
      (one.by === found.requester.id || isOwner(one.by, one.at)) &&
      one.at <= since &&
      one.state === 'active' &&
      (((one.kind === 'command-done' || one.kind === 'command-revoke') && !edited) ||
        (one.kind === 'issue-closed' &&
          !observation.done.some((other) => other.issue === issue && other.kind === 'issue-reopened'))),
  )
}

const mostAnswers = 5

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
  // In a locked issue nothing new can be said; what waits for that is tried again.
  const { archived, reach } = world.place.newest
  if (issue?.locked || archived || reach !== 'there') return
  // What somebody else pushed could have been merged, too: whoever looks after the repository is to look.
  const isPushed = record.ownPull && record.findings.some(({ code }) => code === 'REQUEST_CHANGED_BY_OTHER')
  const wanted = state === 'invalid' && isPushed ? 'daypass:attention' : labelOf[state]
  if (wanted && !issue?.labels.includes(wanted)) violated('shown', `${state} is shown as ${issue?.labels.join()}`)
  const ours = world.commentsAt(key.issue, clock).filter((one) => one.ours)
  const statuses = ours.filter(({ body }) => findMarker(body)?.kind === 'status')
  // Answers to what cannot be read are given so often at most; nobody of a schedule asks for longer than an hour.
  const answers = ours.filter(({ body }) => body.includes(`\`${wrongDuration}`))
  if (answers.length > mostAnswers) violated('shown', `what cannot be read was answered ${answers.length} times`)
  if (statuses.length !== 1) violated('shown', `there are ${statuses.length} statuses`)
  const display = await store.displays.find(key)
  const file = await store.displays.wanted(key)
  if (!file) return
  const steps = decideDisplay({ ...file, display, live: true, cli: 'daypass', orders: { compare: 0, reopen: 0 } })
  if (steps.length > 0) violated('shown', `still to do: ${steps.map((step) => step.do).join()}`)
}
