import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { CommentText } from '../../../../src/cli/github/reader.ts'
import { requestDigest } from '../../../../src/core/digest.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { renderReceipt } from '../../../../src/core/rendering/receipt.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { type Checkpoint, checkpointBytes, type SignedCheckpoint } from '../../../../src/core/trail/checkpoint.ts'
import { beginning, type TrailEntry, trailBytes, trailHash } from '../../../../src/core/trail/entry.ts'
import type { TrailEvent } from '../../../../src/generated/trail-event.ts'
import { type FakeRecords, fakeRecords } from '../../../fakes/audit-records.ts'
import { recordOf as membersAs } from '../../../record-of.ts'
import { granted } from '../../core/record-samples.ts'
import { ref } from '../../core/trail/trail-samples.ts'
import { byOurApp, comment, createIssuer, createWorld, issuer, type World } from '../world.ts'

export type TrailKey = { jwk: Record<string, unknown>; sign: (bytes: string) => string }

/** A trail key as the server has one, whose signatures anybody can check with node:crypto. */
export function trailKey(kid = 'trail-1'): TrailKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'daypass-trail+jws', kid })).toString('base64url')
  return {
    jwk: { ...pair.publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig', daypass: 'trail' },
    sign: (bytes) => `${header}..${signed(pair.privateKey, `${header}.${Buffer.from(bytes).toString('base64url')}`)}`,
  }
}

const signed = (key: KeyObject, input: string): string =>
  sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')

export function entryBy(key: TrailKey, event: TrailEvent): TrailEntry {
  return { event, hash: trailHash(event), signature: key.sign(trailBytes(event)) }
}

export function checkpointBy(key: TrailKey, checkpoint: Checkpoint): SignedCheckpoint {
  return { checkpoint, signature: key.sign(checkpointBytes(checkpoint)) }
}

const policy = `4f2c1d9${'0'.repeat(57)}`
type Told = Pick<TrailEvent, 'kind' | 'actor' | 'facts'> & { issue?: number; digest?: string }

/** Two requests, one after the other in one chain: #7 from its beginning to its proved end, #8 denied. */
const told: Told[] = [
  {
    kind: 'submitted',
    actor: { kind: 'person', ref: ref('a') },
    facts: { resource: 'orders-db', actions: ['read'], duration: 7200 },
  },
  { kind: 'decided', actor: { kind: 'daypass' }, facts: { outcome: 'review', policy, forbidden: [] } },
  {
    kind: 'submitted',
    actor: { kind: 'person', ref: ref('c') },
    facts: { resource: '=1+1', actions: ['dump'], duration: 60 },
    issue: 8,
  },
  { kind: 'decided', actor: { kind: 'daypass' }, facts: { outcome: 'deny', policy, forbidden: [] }, issue: 8 },
  { kind: 'approved', actor: { kind: 'daypass' }, facts: { by: [ref('b')], slots: ['owners'], reviews: [11], policy } },
  {
    kind: 'granted',
    actor: { kind: 'daypass' },
    facts: { grant: 'AAAAAAAAAAAAAAAAAAAAAA', ends: '2026-11-21T21:14:00.000Z', key: ref('e'), policy },
  },
  {
    kind: 'end-begun',
    actor: { kind: 'time' },
    facts: { cause: 'time', grant: 'AAAAAAAAAAAAAAAAAAAAAA', due: '2026-11-21T21:14:00.000Z' },
  },
  {
    kind: 'ended',
    actor: { kind: 'time' },
    facts: {
      grant: 'AAAAAAAAAAAAAAAAAAAAAA',
      cause: 'time',
      effective: '2026-11-21T21:14:00.400Z',
      lateness_ms: 400,
      proof: 'refused',
      attempts: 1,
    },
  },
]

export function recordOf(): RequestRecord {
  const record: RequestRecord = { ...granted('ended'), key: { repository: 99, issue: 7 } }
  if (!record.request) throw new TypeError('the sample has a request')
  record.request = { ...record.request, repository: 99, issue: 7, reason: 'incident 4711: customers see stale orders' }
  record.digest = requestDigest(record.request)
  return record
}

/** The request with an extension by an hour, for another reason, which two people agreed to. */
export function extendedRecordOf(): RequestRecord {
  const record = recordOf()
  if (!record.request) throw new TypeError('the sample has a request')
  const request = { ...record.request, duration: record.request.duration + 3600, reason: 'still debugging' }
  return membersAs({
    ...record,
    extended: [{ request, digest: requestDigest(request), ends: '2026-11-21T22:14:00.000Z' }],
  })
}

/** What happened where the grant was extended before it ended. */
function toldOf({ extended: [longer] = [] }: RequestRecord): Told[] {
  if (longer === undefined) return told
  const { digest } = longer
  const actor = { kind: 'daypass' } as const
  const grant = 'AAAAAAAAAAAAAAAAAAAAAA'
  const more: Told[] = [
    { kind: 'decided', actor, facts: { outcome: 'review', policy }, digest },
    { kind: 'approved', actor, facts: { by: [ref('b')], slots: ['owners'], reviews: [12], policy }, digest },
    {
      kind: 'extended',
      actor,
      facts: { grant, ends: longer.ends, before: '2026-11-21T21:14:00.000Z', policy },
      digest,
    },
  ]
  return told.toSpliced(6, 0, ...more)
}

export function chainBy(key: TrailKey, record = recordOf()): TrailEntry[] {
  const digest = record.digest ?? ''
  const steps = new Map<number, number>()
  const entries: TrailEntry[] = []
  for (const [index, { issue = 7, ...event }] of toldOf(record).entries()) {
    const step = (steps.get(issue) ?? 0) + 1
    steps.set(issue, step)
    const at = new Date(Date.parse('2026-11-21T19:14:00Z') + index * 60_000).toISOString()
    const previous = entries.at(-1)?.hash ?? beginning
    const own = issue === 7 ? digest : createHash('sha256').update('8').digest('hex')
    entries.push(
      entryBy(key, { version: 1, repository: 99, seq: index + 1, previous, issue, step, at, digest: own, ...event }),
    )
  }
  return entries
}

export type TrailWorld = {
  world: World
  key: TrailKey
  entries: TrailEntry[]
  records: FakeRecords
  comments(): CommentText[]
}

/** An auditor's machine, an issue that shows its trail, and the store behind it. */
export async function createTrailWorld(record = recordOf()): Promise<TrailWorld> {
  const key = trailKey()
  const { jwk } = await createIssuer()
  const world = await createWorld({ keys: [jwk, key.jwk] })
  const entries = chainBy(key, record)
  const records = fakeRecords(issuer, [jwk, key.jwk], entries)
  const last = entries.at(-1)
  if (last)
    records.kept.push(
      checkpointBy(key, { repository: 99, seq: last.event.seq, hash: last.hash, at: '2026-11-21T22:00:00.000Z' }),
    )
  records.requests.set('99#7', record)
  records.known.push({ ref: ref('a'), id: 7, login: 'requester' }, { ref: ref('b'), id: 8, login: '@SUM(A1)' })
  world.openRecords = async () => records
  world.issue = { open: false, labels: [] }
  const comments = (): CommentText[] => {
    const context = { cli: 'daypass', entries: entries.filter(({ event }) => event.issue === 7) }
    return [
      { ...comment(renderStatus(record, context), 1), ...byOurApp },
      { ...comment(renderReceipt(record, context), 2), ...byOurApp },
    ]
  }
  world.comments = comments()
  return { world, key, entries, records, comments }
}
