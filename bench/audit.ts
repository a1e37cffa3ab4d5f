import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createChainCheck } from '../src/core/trail/check-chain.ts'
import type { VerifySignature } from '../src/core/trail/check-entry.ts'
import { beginning, type TrailEntry, trailBytes, trailHash } from '../src/core/trail/entry.ts'
import type { TrailEvent } from '../src/generated/trail-event.ts'
import { trailVerifier } from '../src/signing/trail-signatures.ts'
import type { Row } from './row.ts'
import { median, spreadOf } from './statistics.ts'

const million = 1_000_000
const sample = 50_000
const runs = 3
const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'daypass-trail+jws', kid: 'k' })).toString('base64url')

const seconds = (value: number): string => `${value.toFixed(1)} s`

/**
 * Checking a trail: the real million of entries by their hashes, and a sample with signatures, scaled to a million. Beside it what nobody can do
 * without: the hashes, or the signatures, of the same bytes and nothing else.
 */
export async function benchAudit(): Promise<Row[]> {
  return [hashes(), signatures()]
}

function hashes(): Row {
  const { ms: bare } = timed(() => {
    for (const event of events(sample)) trailHash(event)
  })
  const { ms } = timed(() => checked(entries(million)))
  // Making the entries is part of both; it is not what is measured.
  const making = timed(() => {
    for (const entry of entries(million)) if (entry.hash === '') throw new Error('an entry without a hash')
  }).ms
  const own = Math.max(0, ms - making) / 1000
  return {
    what: 'verifying 1 000 000 trail entries, hashes only',
    ours: seconds(own),
    rival: `${seconds((bare / 1000) * (million / sample))} (making and hashing them alone)`,
    ratio: own / ((bare / 1000) * (million / sample)),
    goal: '≤ 10 s',
    met: own <= 10,
    spread: '1 run over the whole million',
  }
}

function signatures(): Row {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const verify = trailVerifier([{ ...publicKey.export({ format: 'jwk' }), kid: 'k', daypass: 'trail' }])
  const signed = [...entries(sample, privateKey)]
  const ours: number[] = []
  const rival: number[] = []
  for (let run = 0; run < runs; run++) {
    ours.push((timed(() => checked(signed, verify)).ms / 1000) * (million / sample))
    rival.push(
      (timed(() =>
        signed.forEach(({ event, signature }) => {
          verify(trailBytes(event), signature)
        }),
      ).ms /
        1000) *
        (million / sample),
    )
  }
  return {
    what: 'verifying 1 000 000 trail entries with signatures (50 000 measured)',
    ours: seconds(median(ours)),
    rival: `${seconds(median(rival))} (the signatures alone)`,
    ratio: median(ours) / median(rival),
    goal: '≤ 120 s',
    met: median(ours) <= 120,
    spread: spreadOf(ours, seconds),
  }
}

function checked(of: Iterable<TrailEntry>, verify?: VerifySignature): void {
  const check = createChainCheck(verify ? { verify } : {})
  for (const entry of of) check.take(entry)
  const verdict = check.verdict()
  if (!verdict.ok) throw new Error(verdict.message)
}

const kinds = ['submitted', 'decided', 'granted', 'end-begun', 'ended'] as const

/** Events as requests make them, five each. */
function* events(count: number): Generator<TrailEvent> {
  for (let index = 0; index < count; index++) {
    const step = (index % kinds.length) + 1
    yield {
      version: 1,
      repository: 71,
      seq: index + 1,
      previous: beginning,
      issue: Math.floor(index / kinds.length) + 1,
      step,
      at: new Date(1_795_000_000_000 + index * 100).toISOString(),
      kind: kinds[step - 1] ?? 'ended',
      actor: step === 1 ? { kind: 'person', ref: 'a'.repeat(32) } : { kind: 'daypass' },
      digest: 'd'.repeat(64),
      facts: {
        grant: 'AAAAAAAAAAAAAAAAAAAAAA',
        ends: '2026-11-21T21:14:00.000Z',
        policy: 'e'.repeat(64),
        lateness_ms: index % 1000,
      },
    }
  }
}

/** An honest chain of them, made as it is read: a million at once would measure memory. */
function* entries(count: number, key?: KeyObject): Generator<TrailEntry> {
  let previous = beginning
  for (const one of events(count)) {
    const event = { ...one, previous }
    const hash = trailHash(event)
    const input = key && `${header}.${Buffer.from(trailBytes(event)).toString('base64url')}`
    const tag =
      key && input && sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    yield { event, hash, signature: tag ? `${header}..${tag}` : '' }
    previous = hash
  }
}

function timed(work: () => void): { ms: number } {
  const start = performance.now()
  work()
  return { ms: performance.now() - start }
}
