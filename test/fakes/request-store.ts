import { DaypassError } from '../../src/core/error.ts'
import { changedRecord } from '../../src/core/lifecycle/plan.ts'
import { isTerminal, isVotedInRequestPull, type RequestRecord } from '../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../src/core/request-key.ts'
import type { Change, Claim, CommentWriter, RequestStore } from '../../src/ports/request-store.ts'
import type { Enqueue, Notice, Wake, WakeEnded } from '../../src/ports/wake.ts'
import { endsAt, isUrgent, newRecord } from '../../src/store/requests/request-rows.ts'
import { readRecord, writeRecord } from '../../src/store/requests/stored-record.ts'
import type { FakeDisplays } from './display-store.ts'
import type { FakeGrantStore } from './grant-store.ts'
import { createFakeTrail } from './trail.ts'

type Row = {
  key: RequestKey
  /** As the store keeps it: JSON that was checked against the schema. */
  record: string
  created: Date
  wakeAt: Date | null
  endsAt: Date | null
  wanted: number
  seen: number
  fence: number
  claimedUntil: Date | null
  notices: Record<Notice, number>
  review: number
  changed: Date | undefined
  writers: { person: number; body: string }[]
}

type Spoken = { at: RequestKey; id: number; person?: number; body?: string; edited: boolean }

export type RequestCall = 'claim' | 'save' | 'release'

/**
 * The requests in memory, with the trail of each. `before` runs before a claim, a save or a release is done, and `after` when it is, with
 * its name; both may throw: nothing is written then, or the answer is lost.
 */
export type FakeRequests = RequestStore & {
  enqueue: Enqueue
  wakeEnded: WakeEnded
  calls: RequestCall[]
  before: (call: RequestCall) => void
  after: (call: RequestCall) => void
  /** As it was saved last. */
  record(key: RequestKey): RequestRecord | undefined
}

export type FakeRequestsParts = {
  now: () => Date
  ledger: FakeGrantStore
  displays: Pick<FakeDisplays, 'order' | 'follow'>
}

const claimSeconds = 60
const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)
/** What is not there is no instant, as in SQL. */
const earliest = (one: Date | null, other: Date) => (one !== null && one < other ? one : other)

export function createFakeRequests({ now, ledger, displays }: FakeRequestsParts): FakeRequests {
  const rows = new Map<string, Row>()
  const repositories = new Map<number, Wake['repository']>()
  const comments = new Map<string, Spoken>()
  const requestsOfPulls = new Map<string, RequestKey>()
  const trail = createFakeTrail()
  const row = (key: RequestKey) => rows.get(formatKey(key))
  const read = (one: Row, wakeAt = one.wakeAt) => readRecord(one.key, JSON.parse(one.record), wakeAt)

  async function call<Result>(name: RequestCall, work: () => Result | Promise<Result>): Promise<Result> {
    fake.calls.push(name)
    fake.before(name)
    const result = await work()
    fake.after(name)
    return result
  }
  /** Whoever began before an end was due is overtaken by it. */
  const isFree = ({ claimedUntil, endsAt: ends }: Row, at: Date) =>
    claimedUntil === null ||
    claimedUntil <= at ||
    (ends !== null && ends <= at && later(claimedUntil, -claimSeconds) < ends)
  const wake = (one: Row, at: Date) => {
    one.wanted += 1
    one.wakeAt = earliest(one.wakeAt, at)
  }
  const taken = (one: Row, at: Date): Claim => {
    const record = read(one)
    one.fence += 1
    one.seen = one.wanted
    one.claimedUntil = later(at, claimSeconds)
    one.wakeAt = earliest(one.wakeAt, at)
    return { key: one.key, fence: one.fence, record }
  }
  const fenced = ({ key, fence }: Claim): Row => {
    const found = row(key)
    if (found?.fence !== fence) throw new DaypassError('FENCED_OFF', 'Another worker looks after it.')
    return found
  }
  const show = (one: Row, order: Parameters<FakeDisplays['order']>[1]) =>
    displays.order(read(one), { ...order, entries: trail.of(one.key) })

  function write(claim: Claim, change: Change): Claim {
    const record = changedRecord(claim.record, change)
    const written = writeRecord(record)
    const found = fenced(claim)
    trail.append(claim.key, change.events ?? [])
    Object.assign(found, { record: written, endsAt: endsAt(record) })
    const pulls = [isVotedInRequestPull(record) ? undefined : record.pull?.number, record.extension?.pull?.number]
    for (const pull of pulls) {
      const place = formatKey({ ...claim.key, issue: pull ?? 0 })
      if (pull && !requestsOfPulls.has(place)) requestsOfPulls.set(place, claim.key)
    }
    const { say, compare } = change
    displays.follow(read(found), trail.of(claim.key))
    if (say || compare) show(found, { ...(say ? { say } : {}), ...(compare ? { compare } : {}) })
    return { ...claim, record }
  }

  function noteComment({ key, comment }: Wake): void {
    if (!comment) return
    const place = `${formatKey(key)} ${comment.id}`
    const known = comments.get(place)
    comments.set(place, {
      ...{ at: key, id: comment.id, ...comment.written, ...known },
      edited: comment.written === undefined || known?.edited === true,
    })
  }

  function begin({ key, changed }: Wake, at: Date): Row {
    const nothing = {
      wakeAt: at,
      endsAt: null,
      wanted: 1,
      seen: 0,
      fence: 0,
      claimedUntil: null,
      review: 0,
      writers: [],
    }
    const begun: Row = {
      ...{ ...nothing, key, record: writeRecord(newRecord(key, at)), created: at },
      notices: { pull: 0, comments: 0, person: 0, words: 0, gone: 0 },
      changed: changed ? new Date(changed) : undefined,
    }
    rows.set(formatKey(key), begun)
    return begun
  }

  function wakeKnown(known: Row, { review, changed, notice }: Wake): void {
    wake(known, now())
    if (review) known.review = Math.max(known.review, review)
    if (changed) known.changed = new Date(Math.max(Date.parse(changed), known.changed?.getTime() ?? 0))
    if (notice) known.notices[notice] += 1
  }

  const fake: FakeRequests = {
    calls: [],
    before: () => undefined,
    after: () => undefined,
    record: (key) => {
      const found = row(key)
      return found && read(found)
    },
    async wakeEnded(keys = []) {
      for (const known of keys.flatMap((key) => row(key) ?? [])) {
        wake(known, now())
        known.endsAt = earliest(known.endsAt, now())
      }
      return keys.length
    },
    async enqueue(told) {
      repositories.set(told.repository.id, told.repository)
      const known = row(told.key)
      if (known) wakeKnown(known, told)
      const about = known ?? (told.looksLikeRequest ? begin(told, now()) : undefined)
      if (about) {
        const { writtenBy } = told
        const isKnown = about.writers.some((one) => one.person === writtenBy?.person && one.body === writtenBy.body)
        if (writtenBy && !isKnown) about.writers.push(writtenBy)
        return noteComment(told)
      }
      const key = requestsOfPulls.get(formatKey(told.key))
      if (!told.comment || !key) return
      noteComment(told)
      await fake.enqueue({ key, repository: told.repository, looksLikeRequest: false, notice: 'words' })
    },
    claim: (key, at) =>
      call('claim', () => {
        const found = row(key)
        if (!found || isFree(found, at)) return found && taken(found, at)
        wake(found, at)
        return undefined
      }),
    save: (claim, change) => call('save', () => write(claim, change)),
    release: (claim, wakeAt, shown) =>
      call('release', () => {
        wakeAt?.toISOString()
        const found = row(claim.key)
        if (found && shown) show(found, shown)
        if (found?.fence !== claim.fence) return false
        found.claimedUntil = null
        const again = found.wanted !== found.seen
        if (!again) found.wakeAt = wakeAt
        return again
      }),
    async endDue(types, at, begins) {
      const due = [...rows.values()].filter((one) => {
        const { state, grant } = read(one)
        const lease = ledger.all().find(({ id }) => id === grant?.id)
        const isDue = one.endsAt !== null && one.endsAt <= at && lease && lease.ended === null && lease.ends <= at
        return state === 'active' && grant && isDue && types.includes(grant.connectorType) && isFree(one, at)
      })
      return Promise.all(
        due.map((one) => {
          const claim = write(taken(one, at), begins(read(one)))
          Object.assign(one, { claimedUntil: null, wakeAt: at })
          return ledger.end(claim.record.grant?.id ?? '', at)
        }),
      )
    },
    async writerOf(key, body) {
      const writers = row(key)?.writers ?? []
      if (writers.length === 0) return 'unheard'
      const wrote = writers.filter((one) => one.body === body)
      return wrote.length === 1 ? (wrote[0]?.person ?? 'unknown') : 'unknown'
    },
    async commentWriters(key, ids) {
      const found = ids.flatMap((id): [number, CommentWriter][] => {
        const one = comments.get(`${formatKey(key)} ${id}`)
        if (!one) return []
        const { person, body, edited } = one
        return [[id, edited || person === undefined || body === undefined ? 'changed' : { person, body }]]
      })
      return new Map(found)
    },
    async told(key, after) {
      const found = row(key)
      const said = [...comments.values()].filter(({ at, edited }) => formatKey(at) === formatKey(key) && !edited)
      const ids = said.map(({ id }) => id).filter((id) => id > after.comment)
      return { comments: ids.sort((a, b) => a - b), review: found?.review ?? 0, changed: found?.changed }
    },
    notices: async (key) => ({ ...(row(key)?.notices ?? { pull: 0, comments: 0, person: 0, words: 0, gone: 0 }) }),
    async countsFor({ repository, issue }, person, resource, since) {
      const isOther = (key: RequestKey) => key.repository === repository && key.issue !== issue
      const grants = ledger.all().filter((one) => isOther(one.key) && one.requester === person)
      const asked = [...rows.values()].map((one) => read(one)).filter(({ key }) => isOther(key))
      return {
        openGrants: grants.filter((one) => one.resource === resource && one.ended === null).length,
        requests: asked.filter((one) => one.requester?.id === person && one.submittedAt && one.submittedAt >= since)
          .length,
      }
    },
    async earlierRequests(key, person, since) {
      const own = row(key)
      const counted = [...rows.values()].flatMap((one) => {
        const record = read(one)
        const { requester } = record
        const isTheirs = requester ? requester.id === person : one.writers.some((writer) => writer.person === person)
        if (one.key.repository !== key.repository || one.key.issue === key.issue || !isTheirs) return []
        const ahead = own ? one.created.getTime() - own.created.getTime() : -1
        const earlier = ahead < 0 || (ahead === 0 && one.key.issue < key.issue)
        const lives = ledger.all().some((lease) => formatKey(lease.key) === formatKey(one.key) && lease.ended === null)
        const isNew = (record.submittedAt ?? one.created) >= since
        return [{ open: (earlier && !isTerminal(record.state)) || lives, lastDay: (earlier || lives) && isNew }]
      })
      return {
        open: counted.filter(({ open }) => open).length,
        lastDay: counted.filter(({ lastDay }) => lastDay).length,
      }
    },
    trailOf: async (key) => trail.of(key),
    repository: async (id) => repositories.get(id),
    due: async (at, limit) =>
      [...rows.values()]
        .filter((one) => one.wakeAt !== null && one.wakeAt <= at && isFree(one, at))
        .map((one) => ({ ...one, urgent: isUrgent(read(one)) }))
        .sort((a, b) => Number(b.urgent) - Number(a.urgent) || Number(a.wakeAt) - Number(b.wakeAt))
        .slice(0, limit)
        .map(({ key }) => key),
  }
  return fake
}
