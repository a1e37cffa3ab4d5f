// What came into force did so by the rules, and nothing else decides.
import { isTerminal, type RequestRecord } from '../../../src/core/record.ts'
import { digestOf } from '../world/default-branch.ts'
import { type Files, rulesIn, scopesIn } from '../world/governed-files.ts'
import { decisive, isRefusedBy, settingsIn } from './in-force.ts'
import { latestEnd, sweepEvery, tolerated } from './invariants.ts'
import type { Put } from './observation.ts'
import type { Subject } from './subject.ts'
import { isApproved, isPusherTold } from './votes-on-proposal.ts'

type Grant = NonNullable<RequestRecord['grant']>

/** Looks at each set of files at the instant at which it comes into force. */
export function watchGoverned(subject: Subject): void {
  subject.observation.onPut = (before, put) => checkPut(subject, before, put)
}

function checkPut(subject: Subject, before: Put | undefined, put: Put): void {
  const { observation, world, clock } = subject
  const violated = (what: string) => observation.violated('governed', what)
  const digest = digestOf(put.files)
  if (!world.main.filesSince(clock - tolerated).some((files) => digestOf(files) === digest))
    violated('what comes into force is not what stands on the default branch')
  if (!rulesIn(put.files)) violated('what cannot be used comes into force')
  if (!before || observation.released.has(digest)) return
  const way = wayTo(subject, before.files, put.files)
  if (way === undefined && modeIn(subject, before.files) === 'hold')
    violated(`${put.verdict}: nobody in force has agreed to what comes into force`)
  const ends = refused(subject, put.files)
  const announced = way === undefined ? 0 : (observation.proposals.get(way)?.run?.ends ?? 0)
  if (ends.length > announced)
    violated(`it ends ${ends.map((issue) => `#${issue}`).join()}, and nobody has said so before`)
}

/** The merged pull request that leads from what was in force to this, and that owners in force have approved. */
function wayTo(subject: Subject, before: Files, after: Files): number | undefined {
  const { observation, world } = subject
  const { main } = world
  const tips = [...new Set(main.tip.since(0))]
  const from = tips.filter((commit) => digestOf(main.filesAt(commit)) === digestOf(before))
  return [...main.proposals.values()].find(({ pull: { number, versions } }) => {
    const { merged, head } = versions.newest
    // What was in force need not have stood there any more: then it was judged together with what was held.
    const run = observation.proposals.get(number)?.run
    const isJudged = run?.from === digestOf(before) && run.to === digestOf(after)
    const isThere = (isJudged ? tips : from).some((onto) => {
      const commit = main.mergeOf(number, onto, head)
      return commit !== 'conflict' && digestOf(main.filesAt(commit)) === digestOf(after)
    })
    const isGreen = [...main.checks.values()].some(
      (one) => one.head === head && one.conclusion.since(0).includes('success'),
    )
    return merged && isThere && isGreen && isApproved(subject, number, head, { before, after, count: 1 })
  })?.pull.number
}

/** At the end: what may come into force has. */
export function checkInForce(subject: Subject): void {
  const { observation, world } = subject
  const [last, newest] = [observation.inForce.at(-1), world.main.files]
  const digest = digestOf(newest)
  if (!last || world.place.newest.reach !== 'there' || digestOf(last.files) === digest || !rulesIn(newest)) return
  const way = wayTo(subject, last.files, newest)
  const run = way === undefined ? undefined : observation.proposals.get(way)?.run
  // Of who pushed webhooks alone tell: where none did, one more has to approve.
  const isReviewed = run?.conclusion === 'success' && run.from === digestOf(last.files) && run.to === digest
  const isTold = way !== undefined && isPusherTold(subject, way)
  const isDue = modeIn(subject, last.files) === 'alert' || observation.released.has(digest) || (isReviewed && isTold)
  if (isDue && !guardsAny(subject, newest))
    observation.violated(
      'governed',
      `what may come into force does not: it is ${observation.governance?.newest?.state}`,
    )
}

const modeIn = ({ world }: Subject, files: Files): 'hold' | 'alert' =>
  settingsIn(files).policy?.unreviewed ?? (world.main.isGuarded ? 'hold' : 'alert')

/** Access that has lived for a while, would go on for a while, and that these rules would refuse: so few live here that each is more than one of ten. */
function refused({ observation, clock, now }: Subject, files: Files): number[] {
  return [...observation.grants.values()].flatMap(({ issue, grant, at }) => {
    const record = observation.records.get(issue)?.record
    const lives = record?.state === 'active' && at < clock - tolerated && grant.ends.getTime() > now + tolerated
    // What needs more than it has is no refusal to the guard. What is left is told by the clock of the process, as the end was.
    const isRefused = isRefusedBy(files, grant, undefined, now)
    return issue !== 0 && lives && !observation.ended.has(grant.id) && isRefused ? [issue] : []
  })
}

/** Whether these rules would have refused anything that lived when the guard looked last, at the latest with the sweep before this one. */
function guardsAny({ observation, clock }: Subject, files: Files): boolean {
  const since = clock - sweepEvery - tolerated
  return [...observation.records.values()].some(({ record: { state, grant }, at }) => {
    if (!grant || grant.ends.getTime() <= since) return false
    const isOver = state === 'ending' || isTerminal(state)
    const asked = Math.max(since, observation.grants.get(grant.id)?.at ?? since)
    return (!isOver || at > since) && isRefusedBy(files, grant, undefined, asked)
  })
}

/** By a grant was decided what may not be: what has stood there unusable for too long, or what the newest catalog has lost. */
export function checkDecisive(subject: Subject, issue: number, grant: Grant): void {
  const { observation, world, clock } = subject
  const violated = (what: string) => observation.violated('governed', `#${issue}: ${what}`)
  const all = decisive(subject, clock - tolerated)
  const longest = Math.max(...all.map((files) => secondsOf(settingsIn(files).policy?.last_good_for) * 1000))
  // It grows old from when somebody sees what is newest: where no webhook told, that is the next sweep.
  const unseen = observation.isCalm ? 0 : sweepEvery
  const seen = clock - longest - unseen - tolerated
  // Nobody sees anything of a GitHub that does not answer.
  const down = observation.outages.reduce(
    (sum, { from, until }) => sum + Math.max(0, Math.min(until, clock) - Math.max(from, seen)),
    0,
  )
  const isOld = world.main.filesSince(seen - down).every((files) => !rulesIn(files))
  if (isOld && !observation.isClockWrong) violated('what was good last decides for too long')
  const scopes = grant.scope.split(' ')
  const isLost = world.main
    .filesSince(clock - tolerated)
    .every((files) => ![...scopesIn(files).keys()].some((name) => name.startsWith(`${grant.resource} `)))
  if (isLost) violated(`${scopes.join()} is given, and the newest catalog has lost it`)
}

function secondsOf(duration = '1h'): number {
  return Number(duration.slice(0, -1)) * (duration.endsWith('h') ? 3600 : duration.endsWith('m') ? 60 : 1)
}

/** What waits for votes is decided by what is in force, once that has had its time. */
export function checkWaiting(subject: Subject, { key, state, decision, findings }: RequestRecord): void {
  const { observation, clock } = subject
  const last = observation.inForce.at(-1)
  if (state !== 'pending' || !last || !decision || last.at > clock - latestEnd) return
  // Nobody votes where the votes are void: its requester has to say `/retry`, and is decided about by what is in force then.
  if (findings.some(({ code }) => code.startsWith('PULL_'))) return
  if (decision.policy !== digestOf(last.files))
    observation.violated('governed', `#${key.issue}: people vote on what other rules have decided`)
}
