import { sha256 } from '../digest.ts'
import { addSeconds } from '../instant.ts'
import type { Grant, Proof } from '../record.ts'
import type { NewFacts } from '../trail/entry.ts'

/** What a target did with a live lease: what it refuses later means something only where it lets such a one in. */
export type Control = 'let-in' | 'kept-out'

/** The lease of a drill: nobody's, sealed to nobody, good for nothing. */
export type Canary = {
  grant: string
  /** In which repository it stands in the ledger, as a grant of no request. */
  repository: number
  resource: string
  begun: Date
  /** When its use had worked. */
  used: Date | null
  /** When its end was asked for. */
  asked: Date | null
  /** What has failed so far. */
  why: string | null
  /** Whoever began it died, or access was ended from outside: it tells nothing of the target. */
  cut: boolean
  /** It was reported as failed before its end was proved. */
  told: boolean
}

/** How a drill came out. `used`, `proved`: after how many seconds its use had worked, and its end was proved. */
export type DrillResult = { at: Date; passed: boolean; used: number | null; proved: number | null; why: string | null }

/** What the deployment wants of one connector. `every`: seconds; `target`: what its control call asks, empty: nothing. */
export type DrillWanted = { connector: string; connectorType: string; target: string; every: number }

/** The row of a connector: what is wanted of it, the drill that runs, and what the last ones found. */
export type Drill = Omit<DrillWanted, 'every'> & {
  /** Null: it is not drilled any more; a canary that is still there has to end. */
  every: number | null
  wakeAt: Date | null
  /** The code of what keeps a drill that is due from beginning. */
  held: string | null
  canary: Canary | null
  control: { is: Control; at: Date } | null
  last: DrillResult | null
}

/** What a canary is of where no access was given by its connector yet. */
export const nobodysResource = 'daypass-drill'

const intervals = { hourly: 3_600, daily: 86_400 } as const

/** After a drill that failed the next one comes this soon (seconds). */
const soon = 3_600
/** What is kept from beginning is tried again after this (seconds). */
const heldPause = 60
/** So long (seconds) a canary lives if nobody ends it. */
const life = 120
/** So much later (seconds) than the connector declares, an end may be proved. */
const tolerance = 60

/** Seconds between two drills; undefined: there are none. Where the deployment file says nothing, they are daily. */
export function drillEvery(setting: 'hourly' | 'daily' | 'off' = 'daily'): number | undefined {
  return setting === 'off' ? undefined : intervals[setting]
}

/** The grant of a canary, the same each time. Its requester is nobody and its scope lets it do nothing. */
export function canaryGrant(
  { connector, connectorType }: Pick<Drill, 'connector' | 'connectorType'>,
  { grant: id, resource, begun }: Pick<Canary, 'grant' | 'resource' | 'begun'>,
  { audience, issuer }: { audience: string; issuer: string },
): Grant {
  return {
    id,
    connector,
    connectorType,
    resource,
    audience,
    scope: 'daypass:probe',
    requester: 0,
    digest: sha256(`daypass-drill-v1\n${id}`),
    policy: sha256('daypass-drill-v1'),
    requestUrl: issuer,
    begins: begun,
    ends: addSeconds(begun, life),
  }
}

/**
 * What of a row is to be changed so that it is what the deployment wants; undefined: nothing. `isStart`: the server has just started,
 * and whoever has put something right need not wait.
 */
export function planDrill(
  row: Drill | undefined,
  wanted: DrillWanted | undefined,
  now: Date,
  isStart: boolean,
): Partial<Drill> | undefined {
  // What runs is ended as it began.
  if (row?.canary) return wanted || row.every === null ? undefined : { every: null }
  if (!wanted) return row && row.every !== null ? { every: null, wakeAt: null, held: null } : undefined
  // What was found about one target says nothing of another.
  if (row?.connectorType !== wanted.connectorType || row.target !== wanted.target)
    return { ...wanted, wakeAt: now, held: null, control: null, last: null }
  const isDue = !row.last || (isStart && !row.last.passed)
  const isPlanned = row.every === wanted.every && row.wakeAt !== null
  if (isPlanned && !(isStart && isDue && (row.wakeAt ?? now) > now)) return undefined
  return { ...wanted, wakeAt: isDue || !row.last ? now : nextDrill(row.last, wanted.every) }
}

/** When the next drill is due after this one. */
export function nextDrill({ at, passed }: DrillResult, every: number): Date {
  return addSeconds(at, passed ? every : Math.min(every, soon))
}

/** When what is kept from beginning is tried again. */
export function afterHold(now: Date): Date {
  return addSeconds(now, heldPause)
}

/** What a proof of a canary's end leaves to be desired; undefined: it is what the connector declares. */
export function flawOf(proof: Proof, declared: Proof['how']): string | undefined {
  const isWeaker = declared !== proof.how && (declared === 'refused' || declared === 'absent')
  return isWeaker ? `the target did not show the end: ${proof.words}` : undefined
}

/** Whether the end of a canary should have been proved by now, if the connector keeps what it declares. */
export function isDrillOverdue({ asked }: Canary, worst: number, now: Date): boolean {
  return asked !== null && now > addSeconds(asked, worst + tolerance)
}

/** The result of a drill whose end is proved, or, without a proof, overdue. */
export function drillResult({ begun, used, asked, why }: Canary, now: Date, proof?: Proof): DrillResult {
  const since = (from: Date | null, to: Date) => (from ? Math.max(0, to.getTime() - from.getTime()) / 1000 : null)
  return {
    at: now,
    passed: why === null && proof !== undefined,
    used: used && since(begun, used),
    proved: proof ? since(asked, new Date(proof.at)) : null,
    why,
  }
}

/** What the trail says of a drill. */
export function drillFacts(
  { connector, connectorType: type, control }: Drill,
  { grant }: Canary,
  { passed, used, proved, why }: DrillResult,
  proof?: Proof,
): NewFacts {
  return {
    connector,
    type,
    grant,
    outcome: passed ? 'passed' : 'failed',
    control: control?.is ?? 'none',
    ...(used === null ? {} : { seconds_to_use: used }),
    ...(proved === null ? {} : { seconds_to_proof: proved }),
    ...(proof ? { proof: proof.how } : {}),
    ...(why === null ? {} : { why }),
  }
}
