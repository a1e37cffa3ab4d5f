import { requesterOf } from '../../../core/lifecycle/count-votes.ts'
import { isApproved } from '../../../core/lifecycle/decide-approval.ts'
import type { Reading, SeenPull, Voting } from '../../../core/lifecycle/plan.ts'
import type { SeenIssue } from '../../../core/lifecycle/steps.ts'
import { type Candidate, eligibleByTenure } from '../../../core/lifecycle/team-tenure.ts'
import type { RequestRecord } from '../../../core/record.ts'
import { grantPullOf } from '../../../core/rendering/grant-pull.ts'
import { aloneNote } from '../../../core/review/alone.ts'
import { type Approval, approvalOf, type VotedOn } from '../../../core/review/approval.ts'
import { keptOut, keptOutNote } from '../../../core/review/kept-out.ts'
import { type Slot, slotsOf } from '../../../core/review/slots.ts'
import type { Age } from '../../../core/review/tenure.ts'
import type { OpenTo } from '../../../core/review/votes.ts'
import type { PolicyOutput } from '../../../generated/policy-output.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { OwnerPeople } from '../../../ports/owners.ts'
import type { Pull } from '../../../ports/pull-requests.ts'
import type { Ports } from '../ports.ts'
import { ownersNow } from './owners-now.ts'
import { readAndDecide } from './read-and-evaluate.ts'

/** For a reading that wants reviewers: who they are, before anybody is asked. */
export async function votingFor(ports: Ports, record: RequestRecord, reading: Reading): Promise<{ voting?: Voting }> {
  if (reading.kind !== 'decided' || reading.decision.output.outcome !== 'review' || reading.forbidden.length > 0)
    return {}
  const { output } = reading.decision
  const wanted = { repository: record.key.repository, digest: reading.digest, resource: reading.request.resource }
  const by = { pinned: {}, requester: reading.request.requester, now: new Date(reading.decision.at) }
  return { voting: await peopleNow(ports, await slotsNow(ports, { ...wanted, output }), by) }
}

/**
 * `on`: it is more time that is voted on. `told`: the newest review that webhooks had told of when this look began. `retry`: the requester
 * has asked for the decision to be made once more, with their keys of now; `anew`: other rules are in force than those that decided.
 */
type Looking = {
  record: RequestRecord
  on?: VotedOn
  issue: Issue
  own?: Pull | undefined
  now: Date
  told: number
  retry?: boolean
  anew?: boolean
}

/**
 * The pull request, its votes, and who may cast them now. When they fill every slot, the decision is made once more with facts
 * of this instant; should it want other slots than before, people and votes are looked at by those.
 */
export async function observeVotes(
  ports: Ports,
  { record, on, issue, own, now, told, retry = false, anew = false }: Looking,
): Promise<Pick<SeenIssue, 'voting' | 'reading'>> {
  const approval = approvalOf(record, on)
  const { key, digest, request, decision, teams: pinned = {}, eligibleThen = {} } = approval
  if (!decision || !digest || !request) return {}
  const { repository } = key
  const wanted = { repository, digest, resource: request.resource, output: decision.output }
  const by = { pinned, requester: requesterOf(approval), now }
  const standing = slotsNow(ports, wanted)
  const decideNow = (approved = true) =>
    readAndDecide(ports, { record, issue, own, now, request: on && request, approved, keysAnew: retry })
  const finish = async (reading: Extract<Reading, { kind: 'decided' }>) => {
    const { output } = reading.decision
    const again = await slotsNow(ports, output.outcome === 'review' ? { ...wanted, output } : wanted)
    const [eligible, unguarded] = await Promise.all([peopleNow(ports, again, by, now), ports.guards.openTo(repository)])
    return { ...eligible, unguarded }
  }
  if (!retry && !anew && awaitsLastVote(approval, told)) {
    const early = await Promise.all([
      standing.then((slots) => peopleNow(ports, slots, by, now)),
      decideNow().then(async (reading) => ({ reading, ...(reading.kind === 'decided' ? await finish(reading) : {}) })),
      own ?? ports.pulls.read(key, approval.pull?.number ?? 0),
      // What goes wrong before anybody knows whether it is needed is asked again in the order in which it is.
    ]).catch(() => undefined)
    if (early) {
      const [people, { reading, ...rest }, shown] = early
      const pull = await seePull(ports, approval, own, shown)
      const voting = { ...people, ...(pull ? { pull } : {}) }
      if (!isApproved(approval, voting)) return { voting }
      // A vote that came since may have come after a change of policy that was not looked at yet: then it is decided once more.
      const isKnown = ({ id }: { id: number }) => id <= told || eligibleThen[id] !== undefined
      if (pull?.reviews.every(isKnown)) return { voting: { ...voting, ...rest, readLast: true }, reading }
    }
  }
  const [before, pull] = await Promise.all([
    standing.then((slots) => peopleNow(ports, slots, by)),
    seePull(ports, approval, own),
  ])
  // What counts is who may say yes when a vote is first seen: for that, an answer from an earlier look does not serve.
  const isNew = pull?.reviews.some(({ id }) => eligibleThen[id] === undefined) ?? false
  const people = isNew ? await peopleNow(ports, await standing, by, now) : before
  const voting = { ...people, ...(pull ? { pull } : {}) }
  const approved = isApproved(approval, voting)
  if (!approved && !retry && !anew) return { voting }
  const reading = await decideNow(approved)
  // What policy allows by now begins without anybody's vote.
  if (!approved && reading.kind === 'decided' && reading.decision.output.outcome === 'allow') return { reading }
  if (reading.kind !== 'decided') return { voting, reading }
  return { voting: { ...voting, ...(await finish(reading)) }, reading }
}

/**
 * Whether the vote that a webhook told of may be the last one. Then everything else is asked first, so that the reviews are read as the
 * last thing before the merge, and whoever waits for the credential waits for one call less.
 */
function awaitsLastVote({ pull, tally, eligibleThen = {} }: Approval, told: number): boolean {
  const isNews = told > Math.max(0, ...Object.keys(eligibleThen).map(Number))
  return isNews && !!pull && !pull.closed && !pull.merge && tally?.open.length === 1 && tally.blockedBy.length === 0
}

const unknown = { people: [], nobody: 'GitHub knows nobody of that name' } as const

type Wanted = { repository: number; digest: string; resource: string; output: PolicyOutput }

/** A name that stands for people; `from`: by what the policy asks for them. */
type Under = { name: string; from: string }

/**
 * The slots that a decision wants filled, with `code-owners` resolved to names; `closed`: why nobody owns the path; `age`: how long
 * somebody must have been in a team; `never`: whose votes count for nothing; `newer`: whose owners have to own the path as well.
 */
type Named = {
  repository: number
  age: Age
  never: ReadonlySet<number>
  slots: (Slot & { names: readonly Under[]; closed: readonly string[] })[]
  newer?: readonly string[] | undefined
}

export async function slotsNow(ports: Ports, { repository, digest, resource, output }: Wanted): Promise<Named> {
  const owners = await ownersNow(ports, repository, `requests/${resource}/${digest}.yml`)
  const slots = slotsOf(output.approvals ?? []).map((slot) => ({
    ...slot,
    names: slot.from.flatMap((from) =>
      (from === 'code-owners' ? owners.names : [from]).map((name) => ({ name, from })),
    ),
    closed: slot.from.includes('code-owners') ? owners.closed : [],
  }))
  const { age, never, newer } = owners
  return { repository, age, never, slots, newer }
}

const another = {
  people: [],
  nobody: 'this name stands for another team than when the request was made: cancel it and ask anew, or mend the name',
} as const

/** `pinned`: the teams that the names stood for before. */
type CountedBy = { pinned: Readonly<Record<string, number>>; requester: number; now: Date }

/**
 * Who can fill them. A name that was taken by another team is nobody's, and whoever is too new in a team does not count by it.
 * `since`: who was asked about before that is asked about anew.
 */
export async function peopleNow(
  ports: Ports,
  { repository, age, never, slots, newer }: Named,
  { pinned, requester, now }: CountedBy,
  since?: Date,
): Promise<{ slots: OpenTo[]; teams: Record<string, number> }> {
  const wanted = slots.flatMap(({ names, except = [] }) => [...names.map(({ name }) => name), ...except])
  const all = [...new Set([...wanted, ...(newer ?? [])])]
  const found = await ports.owners.peopleOf(repository, all, since)
  const teams: Record<string, number> = {}
  const standing = new Map(
    all.map((name) => {
      const one = found.get(name) ?? unknown
      const team = 'nobody' in one ? undefined : one.team
      if (team !== undefined) teams[name] = pinned[name] ?? team
      return [name, team !== undefined && teams[name] !== team ? another : one] as const
    }),
  )
  const behind = (name: string) => standing.get(name) ?? unknown
  const votersBehind = (name: string) => withoutNever(behind(name), never)
  const stillOwn = newer && new Set(newer.flatMap((name) => votersBehind(name).people.map(({ id }) => id)))
  const open = slots.map(({ names, closed, except = [], ...slot }) => {
    const { left, note: unclear } = keptOut(except, behind)
    const asked = names.map((under) => {
      const one = votersBehind(under.name)
      if (!stillOwn || under.from !== 'code-owners' || 'nobody' in one) return { ...under, ...one }
      return { ...under, ...one, people: one.people.filter(({ id }) => stillOwn.has(id)) }
    })
    const each = asked.map((one) => ('nobody' in one ? one : { ...one, people: left(one.people) }))
    const { eligible, note } = eligibleByTenure(each.flatMap(candidates), { age, now, requester })
    const nobody = [...closed, ...each.flatMap((one) => ('nobody' in one ? [`\`${one.name}\`: ${one.nobody}`] : []))]
    const none = unclear ?? keptOutNote(except, peopleIn(asked), peopleIn(each))
    const notes = [aloneNote(each, requester), none, ...nobody, note].filter((one) => one !== undefined)
    const kept = except.length > 0 ? { except } : {}
    return { ...slot, ...kept, eligible, ...(notes.length > 0 ? { note: notes.join(' ') } : {}) }
  })
  return { slots: open, teams: { ...teams, ...pinned } }
}

function peopleIn(each: readonly OwnerPeople[]): number {
  return each.reduce((sum, { people }) => sum + people.length, 0)
}

const silenced = { people: [], nobody: '`never_votes` in the settings names everybody behind it' } as const

/** Without those whose votes count for nothing. */
function withoutNever(one: OwnerPeople, never: ReadonlySet<number>): OwnerPeople {
  if ('nobody' in one) return one
  const people = one.people.filter(({ id }) => !never.has(id))
  return people.length === 0 && one.people.length > 0 ? silenced : { ...one, people }
}

function candidates(one: OwnerPeople & Under): Candidate[] {
  if ('nobody' in one) return []
  const { name, from, team, people } = one
  return people.map((person) => ({
    name,
    from,
    ...person,
    ...(team === undefined ? {} : { since: person.since ?? 'before' }),
  }))
}

/** `shown`: the pull request, where it was read already. */
export async function seePull(
  ports: Ports,
  approval: Approval,
  own: Pull | undefined,
  shown?: Pull,
): Promise<SeenPull | undefined> {
  const { key, pull: ours } = approval
  if (!ours || ours.closed) return undefined
  const [pull, reviews, notices] = await Promise.all([
    own ?? shown ?? ports.pulls.read(key, ours.number),
    ports.pulls.reviews(key, ours.number),
    ports.requests.notices(key),
  ])
  return {
    open: pull.open,
    merged: pull.merged,
    mergedByUs: pull.mergedByUs,
    closedBy: pull.closedBy,
    head: pull.head,
    baseRef: pull.baseRef,
    // Whoever asks by pull request words it as they like: what is voted on is the file at the head.
    textIntact: own !== undefined || isAsWritten(pull, approval),
    reviews,
    disturbances: notices.pull,
  }
}

function isAsWritten(pull: Pull, approval: Approval): boolean {
  const { title, body } = grantPullOf(approval)
  return pull.title === title && sameText(pull.body, body)
}

/** GitHub may keep other line ends than it was given, and trims. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim()
}
