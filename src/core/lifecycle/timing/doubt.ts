import { addSeconds } from '../../instant.ts'
import type { Doubt, RequestRecord } from '../../record.ts'

/**
 * Not seen is not gone. GitHub delivers webhooks before its replicas have the row, and on its bad days it answers 404 for what is
 * there. So what a read does not find is in doubt first; it is gone when an event said so too, or when enough reads over enough time
 * did not find it. An answer that GitHub gives for nothing else (410, or moved to another repository) needs no patience.
 */

/** How many reads must not have found it, and over how many seconds. */
const reads = 3
const seconds: Record<Doubt['of'], number> = {
  // Its repository was seen each time.
  issue: 60,
  // Tokens are refused for minutes when an installation's permissions change, and when GitHub has an incident.
  access: 300,
  member: 60,
}

/** Pauses (seconds) before the second, third … read; the last one goes on. */
const pauses = [1, 3, 10, 30]

/**
 * The doubt after one more read that did not find it. Another doubt than before begins anew; but where reads now find nothing and
 * now are refused, all of them are one doubt, which has the longer patience.
 */
export function doubted(before: Doubt | undefined, of: Doubt['of'], now: Date): Doubt {
  if (before?.of === of) return { ...before, reads: before.reads + 1 }
  const isMixed = before !== undefined && before.reads > 0 && before.of !== 'member' && of !== 'member'
  return isMixed ? { ...before, of: 'access', reads: before.reads + 1 } : { of, since: now, reads: 1 }
}

/** Whether it has been looked for often and long enough to say that it is gone. */
export function isGone({ of, since, reads: made }: Doubt, now: Date): boolean {
  return made >= reads && now >= addSeconds(since, seconds[of])
}

/**
 * What a read that found the issue leaves in doubt; `said`: how many events have said that it is gone. Reads may be behind events, so
 * such an event is refuted only when the issue is still found a minute later; what then does not find it starts from nothing.
 */
export function found(
  { doubt, refuted = 0 }: Pick<RequestRecord, 'doubt' | 'refuted'>,
  said: number,
  now: Date,
): Pick<RequestRecord, 'doubt' | 'refuted'> {
  if (said <= refuted) return {}
  const since = doubt?.of === 'issue' && doubt.reads === 0 ? doubt.since : now
  return now >= addSeconds(since, seconds.issue) ? { refuted: said } : { doubt: { of: 'issue', since, reads: 0 } }
}

/** So many looks find a read behind a webhook before it is let be: the next event, or the sweep, goes on. */
const mostBehind = 5

/** How often in a row reads were behind; undefined: they are not, or have been for so long that nobody waits for them. */
export function behindNow({ behind = 0 }: Pick<RequestRecord, 'behind'>, isBehind: boolean): number | undefined {
  return isBehind && !hasWaited({ behind }) ? behind + 1 : undefined
}

/** Whether reads were behind for so long that what is still missing is let be. */
export function hasWaited({ behind = 0 }: Pick<RequestRecord, 'behind'>): boolean {
  return behind >= mostBehind
}

/** When to look again at what was behind. */
export function behindLook({ behind }: Pick<RequestRecord, 'behind'>, now: Date): Date | undefined {
  return behind ? addSeconds(now, pauses[Math.min(behind, pauses.length) - 1] ?? 1) : undefined
}

/** When to look again while something is in doubt; never later than the read that settles it. */
export function doubtLook({ doubt }: RequestRecord, now: Date): Date | undefined {
  if (!doubt) return undefined
  const place = doubt.reads === 0 ? 2 : Math.min(doubt.reads, pauses.length) - 1
  const pause = addSeconds(now, pauses[place] ?? 1)
  const settled = addSeconds(doubt.since, seconds[doubt.of])
  const mayBeLast = doubt.reads === 0 || doubt.reads >= reads - 1
  return mayBeLast && settled > now && settled < pause ? settled : pause
}
