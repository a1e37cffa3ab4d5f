import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { type ChainVerdict, createChainCheck } from '../src/core/trail/check-chain.ts'
import { beginning, type TrailEntry, trailBytes, trailHash, trailType } from '../src/core/trail/entry.ts'
import type { TrailEvent } from '../src/generated/trail-event.ts'
import { derSignature } from '../src/signing/der-signature.ts'
import { trailVerifier } from '../src/signing/trail-verifier.ts'
import { seconds } from './figures.ts'
import { compared, type Finding, type Pair } from './finding.ts'
import type { Progress } from './run.ts'

const million = 1_000_000
const hashRounds = 3
const signed = 20_000
const signedRounds = 5
/** Entries of one turn: some 30 ms of work on each side. */
const turn = { hashes: 5_000, signatures: 250 }
const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: trailType, kid: 'k' })).toString('base64url')

/**
 * Checking a trail: a million entries by their hashes, and a sample with signatures, scaled to a million. Beside it what nobody can
 * do without: making the entries and hashing them, or checking the signatures of the same bytes and nothing else, in
 * the quickest way that node:crypto has.
 */
export async function benchTrail(progress: Progress): Promise<Finding[]> {
  const steps = hashRounds + signedRounds
  const [byHash, bySignature]: [Pair[], Pair[]] = [[], []]
  for (let round = 0; round < hashRounds; round += 1) {
    byHash.push(hashes())
    progress(byHash.length, steps)
  }
  const sample = signedSample()
  for (let round = 0; round < signedRounds; round += 1) {
    bySignature.push(signatures(sample))
    progress(hashRounds + bySignature.length, steps)
  }
  return [
    compared({
      what: 'verifying 1 000 000 trail entries, hashes only',
      rival: 'making and hashing them',
      pairs: byHash,
      goal: { atMost: 1.5 },
      show: seconds,
    }),
    compared({
      what: `the same with signatures (${signed} measured, scaled up)`,
      rival: 'the signatures alone',
      pairs: bySignature,
      goal: { atMost: 1.2 },
      show: seconds,
    }),
  ]
}

/** One chain of a million entries, made a few at a time: all at once would measure memory. Milliseconds. */
function hashes(): Pair {
  const check = createChainCheck()
  const made = entries(million)
  const pair = { ours: 0, rival: 0 }
  for (let from = 0; from < million; from += turn.hashes) {
    const chunk: TrailEntry[] = []
    pair.rival += timed(() => {
      for (let index = 0; index < turn.hashes; index += 1) chunk.push(made.next().value as TrailEntry)
    })
    pair.ours += timed(() => {
      for (const entry of chunk) check.take(entry)
    })
  }
  expectAll(check.verdict(), million)
  return pair
}

type Sample = {
  entries: TrailEntry[]
  /** What each signature is over, and the signature as it is stored. */
  bare: { bytes: string; signature: string }[]
  key: KeyObject
}

function signedSample(): Sample {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const all = [...entries(signed, privateKey)]
  const bare = all.map(({ event, signature }) => ({ bytes: trailBytes(event), signature }))
  return { entries: all, bare, key: publicKey }
}

/** Milliseconds, scaled to a million entries. */
function signatures({ entries: all, bare, key }: Sample): Pair {
  const published = { ...key.export({ format: 'jwk' }), kid: 'k', daypass: 'trail' }
  const check = createChainCheck({ verify: trailVerifier([published]) })
  const pair = { ours: 0, rival: 0 }
  for (let from = 0; from < signed; from += turn.signatures) {
    pair.rival += timed(() => {
      for (const { bytes, signature } of bare.slice(from, from + turn.signatures)) {
        const tag = Buffer.from(signature.split('.')[2] ?? '', 'base64url')
        const right = verify('sha256', signingInput(bytes), key, derSignature(tag))
        if (!right) throw new Error('a wrong signature')
      }
    })
    pair.ours += timed(() => {
      for (const entry of all.slice(from, from + turn.signatures)) check.take(entry)
    })
  }
  expectAll(check.verdict(), signed)
  return { ours: pair.ours * (million / signed), rival: pair.rival * (million / signed) }
}

function expectAll(verdict: ChainVerdict, entries: number): void {
  if (!verdict.ok) throw new Error(verdict.message)
  if (verdict.entries !== entries) throw new Error(`${verdict.entries} of ${entries} entries were checked`)
}

const kinds = ['submitted', 'decided', 'granted', 'end-begun', 'ended'] as const

const digest = 'e'.repeat(64)
const old = { grant: 'AAAAAAAAAAAAAAAAAAAAAA', ends: '2026-11-21T21:14:00.000Z', policy: digest }
const now = { ...old, texts: digest, input: digest, rules: [], approvers: ['b'.repeat(32)], how_it_ends: 'probe' }

/** Events as requests make them, five each: as they are written now, and of before by turns. */
function* events(count: number): Generator<TrailEvent> {
  for (let index = 0; index < count; index++) {
    const step = (index % kinds.length) + 1
    const issue = Math.floor(index / kinds.length) + 1
    const version = issue % 2 === 0 ? 1 : 2
    yield {
      version,
      repository: 71,
      seq: index + 1,
      previous: beginning,
      issue,
      step,
      at: new Date(1_795_000_000_000 + index * 100).toISOString(),
      kind: kinds[step - 1] ?? 'ended',
      actor: step === 1 ? { kind: 'person', ref: 'a'.repeat(32) } : { kind: 'daypass' },
      digest: 'd'.repeat(64),
      facts: { ...(version === 1 ? old : now), lateness_ms: index % 1000 },
    }
  }
}

/** An honest chain of them, made as it is read. */
function* entries(count: number, key?: KeyObject): Generator<TrailEntry> {
  let previous = beginning
  for (const one of events(count)) {
    const event = { ...one, previous }
    const hash = trailHash(event)
    yield { event, hash, signature: key ? signatureOf(event, key) : '' }
    previous = hash
  }
}

function signatureOf(event: TrailEvent, key: KeyObject): string {
  return `${header}..${sign('sha256', signingInput(trailBytes(event)), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** What a detached JWS signs (RFC 7515, section 5.1). */
function signingInput(bytes: string): Buffer {
  return Buffer.from(`${header}.${Buffer.from(bytes).toString('base64url')}`)
}

/** Milliseconds. */
function timed(work: () => void): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}
