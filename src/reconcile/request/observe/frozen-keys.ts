import { parseDuration } from '../../../core/duration.ts'
import { addSeconds } from '../../../core/instant.ts'
import { keysGone, noKey } from '../../../core/lifecycle/no-key.ts'
import type { KeyChoice } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import { type KeyRule, type KeySet, oldestAge } from '../../../core/ssh/recipient-keys.ts'
import type { Settings } from '../../../generated/config.ts'
import type { Issue } from '../../../ports/issues.ts'
import { keysOnAccount } from '../../keys-on-account.ts'
import type { Ports } from '../ports.ts'

/**
 * The requester's keys on GitHub as they are now, by the rules of the repository; `frozen`: of these alone, so that none of them has to
 * give way to a key that came since.
 */
function keysNow(
  ports: Ports,
  { record, issue, frozen }: Look & { frozen?: KeySet | undefined },
  settings: Settings,
): Promise<KeySet> {
  const among = frozen && new Set(frozen.keys.map(({ fingerprint }) => fingerprint))
  return keysOnAccount(ports, record.key.repository, issue.author, { rule: ruleOf(settings), among })
}

function ruleOf({ keys = {} }: Settings): KeyRule {
  return {
    ...(keys.which === 'newest' ? { newestOnly: true } : {}),
    ...(keys.which === 'named' ? { named: keys.named ?? [] } : {}),
    ...(keys.max_age === undefined ? {} : { maxAge: parseDuration(keys.max_age) }),
    ...(keys.min_age === undefined ? {} : { minAge: parseDuration(keys.min_age) }),
  }
}

/** A key must have been known so long (seconds) for a credential that nobody reviews. */
const keyMinAge = 86_400

/** The longer of what the repository and the deployment ask for. */
export function minAgeOf(settings: Settings, floors: { key_min_age?: string }): number {
  const own = settings.key_min_age === undefined ? keyMinAge : parseDuration(settings.key_min_age)
  return Math.max(own, floors.key_min_age === undefined ? 0 : parseDuration(floors.key_min_age))
}

/** What GitHub listed so lately (seconds) is not asked again: its own answers may be as old. */
const trusted = 10

/** The keys that are frozen with the request, or will be; `now`: which of them are still there, where that was looked at. */
export type Keys = { frozen: KeySet; now?: KeySet }

type Look = { record: RequestRecord; issue: Issue }

/**
 * The keys of a request of this digest. What was frozen with it stays, unless its requester asks for their keys of now (`keysAnew`); those
 * of a grant that lives are the ones that its credential was sealed to.
 */
export async function keysFor(
  ports: Ports,
  { record, issue, digest, approved, keysAnew }: Look & { digest: string; approved: boolean; keysAnew?: boolean },
  settings: Settings,
): Promise<Keys | undefined> {
  if (record.grant || record.extension) return record.keys && { frozen: record.keys }
  const kept = record.digest === digest && !keysAnew ? record.keys : undefined
  if (kept && !approved) return { frozen: kept }
  if (kept && ports.now() < addSeconds(new Date(kept.at), trusted)) return { frozen: kept, now: kept }
  const now = await keysNow(ports, { record, issue, frozen: kept }, settings)
  return { frozen: kept ?? now, now }
}

/** What policies are told of them. */
export function keyFacts({ frozen: { keys } }: Keys, now: Date): { usable: number; oldest_age?: number } {
  const oldest = oldestAge(keys, now)
  return { usable: keys.length, ...(oldest === undefined ? {} : { oldest_age: oldest }) }
}

/** What a grant that may begin now is sealed to; without keys, there is nothing to seal. */
export async function keyChoice(
  ports: Ports,
  { record, issue }: Look,
  settings: Settings,
  keys: Keys | undefined,
): Promise<KeyChoice> {
  if (!keys) return { ok: true, keys: [] }
  const { frozen, now = await keysNow(ports, { record, issue, frozen }, settings) } = keys
  return stillThere(frozen, now, false)
}

/** Of the keys that were frozen those that are still there: what was taken off the account is not sealed to. */
function stillThere(frozen: KeySet, now: KeySet, begun: boolean): KeyChoice {
  if (frozen.keys.length === 0) return { ok: false, finding: noKey(frozen) }
  const there = new Set(now.keys.map(({ fingerprint }) => fingerprint))
  const keys = frozen.keys.filter(({ fingerprint }) => there.has(fingerprint))
  return keys.length === 0 ? { ok: false, finding: keysGone(begun) } : { ok: true, keys }
}

/** For a grant that has begun and was not handed over, as after a crash. Without frozen keys there is nothing to seal. */
export async function keysToDeliver(ports: Ports, record: RequestRecord, issue: Issue): Promise<KeyChoice> {
  if (!record.keys) return { ok: true, keys: [] }
  return stillThere(record.keys, await keysNow(ports, { record, issue, frozen: record.keys }, {}), true)
}
