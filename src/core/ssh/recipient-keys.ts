import type { KeyLeftOut, KeySet, RecipientKey } from '../../generated/stored-request.ts'
import { addSeconds } from '../instant.ts'
import { parseSshPublicKey, type UnusableKey, type UsableKey } from './public-key.ts'

/**
 * A key as GitHub lists it: the line, and when it was added (RFC 3339) where GitHub says so. `seenSince`: when Daypass saw it first on
 * this account, which counts where GitHub does not say. `read`: what the line is, where somebody has read it already.
 */
export type ListedKey = { key: string; createdAt?: string; seenSince?: Date; read?: UsableKey | UnusableKey }

export type { KeyLeftOut, KeySet, RecipientKey }

/** Which keys an organisation lets count. Ages in seconds; `named`: the fingerprints that count, where only those do. */
export type KeyRule = { newestOnly?: boolean; named?: readonly string[]; maxAge?: number; minAge?: number }

/** So many recipients a sealed credential has at most. */
export const mostRecipients = 20

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/**
 * The keys of a person that can be sealed to: each once, ed25519 first, of these the one added first, those of unknown age last; at most
 * twenty. Whatever is left out is named with its cause, but nothing that a stranger wrote.
 */
export function keySet(listed: readonly ListedKey[], rule: KeyRule, at: Date): KeySet {
  if (Number.isNaN(at.getTime())) throw new TypeError('the instant at which keys were listed is not an instant')
  const usable = new Map<string, RecipientKey>()
  const left: KeyLeftOut[] = []
  for (const one of listed) {
    const key = recipientOf(one)
    if ('why' in key) left.push(key)
    else if (!usable.has(key.fingerprint)) usable.set(key.fingerprint, key)
  }
  const { keys, out } = ruledOut([...usable.values()], rule, at)
  const ordered = [...keys].sort(byPreference)
  const most = ordered
    .slice(mostRecipients)
    .map((key) => leftOut(key, 'rule', `${mostRecipients} other keys come first`))
  return { at: at.toISOString(), keys: ordered.slice(0, mostRecipients), left: [...left, ...out, ...most] }
}

function recipientOf({ key: line, createdAt, seenSince, read }: ListedKey): RecipientKey | KeyLeftOut {
  const key = read ?? parseSshPublicKey(line)
  if (!key.usable) return { type: key.type, cause: 'unusable', why: key.reason }
  const { type, fingerprint, blob } = key
  const named = { line: `${type} ${blob.toString('base64')}`, type, fingerprint }
  // Absent means that GitHub does not say.
  if (createdAt === undefined) {
    return seenSince === undefined ? named : { ...named, since: seenSince.toISOString(), seen: true }
  }
  if (rfc3339.test(createdAt) && !Number.isNaN(Date.parse(createdAt))) return { ...named, since: createdAt }
  return { fingerprint, type, cause: 'unusable', why: 'when it was added cannot be read' }
}

function leftOut({ fingerprint, type }: RecipientKey, cause: KeyLeftOut['cause'], why: string): KeyLeftOut {
  return { fingerprint, type, cause, why }
}

/** What the settings do not let count. Of a key of unknown age nobody can say that it is old enough, nor that it is not too old. */
function ruledOut(keys: readonly RecipientKey[], rule: KeyRule, at: Date): { keys: RecipientKey[]; out: KeyLeftOut[] } {
  const out: KeyLeftOut[] = []
  const kept = keys.filter((key) => {
    const flaw = flawBy(rule, key, at)
    if (flaw) out.push(leftOut(key, flaw.cause, flaw.why))
    return !flaw
  })
  if (!rule.newestOnly) return { keys: kept, out }
  const newest = kept.reduce<RecipientKey | undefined>((a, b) => (a && addedAt(a) > addedAt(b) ? a : b), undefined)
  const older = kept.filter((key) => key !== newest)
  return {
    keys: newest ? [newest] : [],
    out: [...out, ...older.map((key) => leftOut(key, 'rule', 'only your newest key counts here'))],
  }
}

function flawBy(rule: KeyRule, key: RecipientKey, at: Date): Pick<KeyLeftOut, 'cause' | 'why'> | undefined {
  if (rule.named && !rule.named.includes(key.fingerprint))
    return { cause: 'rule', why: 'the settings of this repository do not name it' }
  if (rule.minAge !== undefined && !isKnownFor(key, at, rule.minAge))
    return { cause: 'young', why: key.since === undefined ? 'its age is not known' : `added ${key.since}, too lately` }
  if (rule.maxAge !== undefined && (key.since === undefined || addSeconds(new Date(key.since), rule.maxAge) < at))
    return { cause: 'rule', why: key.since === undefined ? 'its age is not known' : `added ${key.since}, too long ago` }
  return undefined
}

/** Whether it was there so many seconds before that instant. GitHub's instants have no finer grain than seconds, so neither has this. */
function isKnownFor(key: RecipientKey, at: Date, seconds: number): boolean {
  return key.since !== undefined && whole(new Date(key.since)) + seconds <= whole(at)
}

/** Those that were there for so many seconds when the request was made: what came shortly before it may be a thief's. */
export function knownFor(keys: readonly RecipientKey[], asked: Date, seconds: number): RecipientKey[] {
  return keys.filter((key) => isKnownFor(key, asked, seconds))
}

/** Whole seconds since 1970. */
function whole(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

function addedAt({ since }: RecipientKey): number {
  return since === undefined ? Number.POSITIVE_INFINITY : whole(new Date(since))
}

/** Sorting is stable, so the order of the list decides the rest. */
function byPreference(a: RecipientKey, b: RecipientKey): number {
  if (a.type !== b.type) return a.type === 'ssh-ed25519' ? -1 : 1
  if (addedAt(a) === addedAt(b)) return 0
  return addedAt(a) < addedAt(b) ? -1 : 1
}

/** The age of the oldest key in whole seconds, where one is known. */
export function oldestAge(keys: readonly RecipientKey[], now: Date): number | undefined {
  const known = keys.map(addedAt).filter((at) => at !== Number.POSITIVE_INFINITY)
  return known.length === 0 ? undefined : Math.max(0, whole(now) - Math.min(...known))
}

/** Whether both name the same keys, in whatever order. */
export function isSameSet(a: readonly { fingerprint: string }[], b: readonly { fingerprint: string }[]): boolean {
  const names = (keys: readonly { fingerprint: string }[]) => keys.map(({ fingerprint }) => fingerprint).sort()
  return names(a).join() === names(b).join()
}
