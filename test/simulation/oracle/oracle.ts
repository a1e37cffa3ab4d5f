import { createHash } from 'node:crypto'
import { isDaypassError } from '../../../src/core/error.ts'
import type { RequestRecord } from '../../../src/core/record.ts'
import { checkChain } from '../../../src/core/trail/check-chain.ts'
import type { TrailEntry } from '../../../src/core/trail/entry.ts'
import { signOf } from '../store.ts'
import { repository, sealedWord } from '../world/setting.ts'
import { checkInForce } from './governed-oracle.ts'
import { latestEnd } from './invariants.ts'
import { checkJudged } from './judged-oracle.ts'
import { leasesOf } from './leases-of.ts'
import type { Observation } from './observation.ts'
import { checkRequest } from './request-oracle.ts'
import type { Subject } from './subject.ts'
import { checkTold } from './told-once.ts'

/** What holds after the disturbance (`last` false), and when everything has had its time. */
export async function check(subject: Subject, last: boolean): Promise<void> {
  const { observation, numbers, store } = subject
  await checkTrail(subject)
  await checkGrants(subject, last)
  checkJudged(subject)
  checkInForce(subject)
  if (last) await checkTold(subject)
  for (const issue of numbers.values()) {
    const record = await store.records.request({ repository: repository.id, issue })
    await checkRequest(subject, issue, record, last)
  }
  observation.lines.push(`checked: ${JSON.stringify(observation.violations)}`)
}

async function checkTrail({ observation, store }: Subject): Promise<void> {
  const entries = await store.records.trail(repository.id, 0, 10_000)
  const verdict = checkChain(entries, {
    repository: repository.id,
    verify: (bytes, signed) => signed === signOf(bytes),
  })
  if (entries.length > 0 && !verdict.ok) observation.violated('trail', `${verdict.code}: ${verdict.message}`)
  // Counted apart from the product's own check: each number once, each hash over what stands there.
  const numbersSeen = entries.map(({ event }) => event.seq)
  if (numbersSeen.some((seq, index) => seq !== index + 1)) observation.violated('trail', 'a gap, or a double')
  if (entries.some(({ hash }) => !/^[0-9a-f]{64}$/.test(hash))) observation.violated('trail', 'no hash')
  const granted = new Map<string, number>()
  for (const { record } of observation.records.values()) checkInTrail(observation, entries, record)
  for (const { event } of entries) {
    if (event.kind !== 'granted' && event.kind !== 'ended') continue
    const what = `${event.kind} ${String((event.facts as { grant?: string }).grant)}`
    granted.set(what, (granted.get(what) ?? 0) + 1)
  }
  for (const [what, count] of granted) if (count > 1) observation.violated('granted-once', `${what}: ${count} times`)
}

/** Milliseconds after which a sweep has found what a restored target brought back, though one failed. */
const sweepsTwice = 10 * 60_000

/** What a grant has come to stands in the trail, once it is so. */
function checkInTrail(
  observation: Observation,
  entries: readonly TrailEntry[],
  { key, state, grant }: RequestRecord,
): void {
  if (!grant) return
  const told = new Set(
    entries.flatMap(({ event }) => ((event.facts as { grant?: string }).grant === grant.id ? [event.kind] : [])),
  )
  const wanted = { active: ['granted'], ending: ['end-begun'], ended: ['end-begun', 'ended'] }[String(state)] ?? []
  for (const kind of wanted)
    if (!told.has(kind as never))
      observation.violated('trail', `#${key.issue} is ${state}, and nothing tells of ${kind}`)
}

/** What holds of grants at any time; `last`: and when all of them have had theirs. */
export async function checkGrants(subject: Subject, last: boolean): Promise<void> {
  const { observation, store, target, process, clock } = subject
  // Where GitHub is the target, nothing ends there while it is away.
  const away = target.kind === 'github' ? observation.outages.map(({ until }) => until) : []
  const open = new Map<number, number>()
  for (const [id, { issue, grant }] of observation.grants) {
    const lease = await store.grants.find(id)
    if (!lease) continue
    const isIn = leasesOf(subject, grant).some(({ open: { newest } }) => newest)
    const lives = lease.ended === null || isIn
    if (lease.ended !== null) observation.ended.add(id)
    else if (observation.ended.has(id)) observation.violated('stays-ended', `#${issue}: it lives again`)
    if (lives) open.set(issue, (open.get(issue) ?? 0) + 1)
    const isOver = clock > lease.ends.getTime() + latestEnd
    const isRefused = clock < Math.max(target.refusesUntil, target.restored + sweepsTwice, ...away) + latestEnd
    if (lives && isOver && !(isIn && isRefused))
      observation.violated(
        'ends-in-time',
        `#${issue} lives at ${new Date(clock).toISOString()}, due ${lease.ends.toISOString()}`,
      )
    if (!lives && (await process.lists.published((await store.leases.leaseOf(id))?.statusIndex ?? 0)) !== 'invalid')
      observation.violated('ended-is-refused', `#${issue}: the list says that it is valid`)
    if ((!lives || clock > lease.ends.getTime()) && (await isTokenGiven(subject, id)))
      observation.violated('ended-is-refused', `#${issue}: a token is given for what has ended`)
    if (lease.ended === null && (await tokenRunsOut(subject, id)) > lease.ends.getTime())
      observation.violated('ended-is-refused', `#${issue}: a token outlives its grant`)
    const state = observation.records.get(issue)?.record.state
    if (lease.ended && clock > lease.ended.getTime() + latestEnd && state === 'active')
      observation.violated('taken-back-ends', `#${issue} is active, and its grant has ended`)
    const delivered = deliveredAt(subject, issue, id)
    const posted = observation.isCalm ? 0 : latestEnd
    if (lease.ended && delivered.some((at) => at > (lease.ended?.getTime() ?? 0) + posted))
      observation.violated('delivered-alive', `#${issue}: a credential is posted of what has ended`)
    const record = observation.records.get(issue)?.record
    // A canary is nobody's request.
    if (last && issue !== 0 && !(record?.state === 'ended' && record.end?.proof && record.grant?.id === grant.id))
      observation.violated('proved', `#${issue} is ${record?.state}, and the end of its grant is not proved`)
  }
  for (const [key, lease] of target.leases)
    if (last && lease.open.newest) observation.violated('ends-in-time', `the target still has lease ${key}`)
  for (const { newest } of subject.secrets.held.values())
    if (last && newest) observation.violated('ends-in-time', `a secret still holds the credential of ${newest.grant}`)
  for (const [issue, count] of open)
    if (issue !== 0 && count > 1) observation.violated('one-lease', `#${issue} has ${count} grants`)
}

/** When the credential of this grant was posted, each time. */
function deliveredAt({ world }: Subject, issue: number, grant: string): number[] {
  const comments = [...(world.comments.get(issue)?.values() ?? [])]
  const posts = comments.filter((one) =>
    one.since(0).some((comment) => comment?.body.includes(`${sealedWord} ${grant}`)),
  )
  return posts.map(({ begun }) => begun)
}

/** When a token that was given now would run out (milliseconds); 0: none is given. */
async function tokenRunsOut({ store, process, clock }: Subject, id: string): Promise<number> {
  const lease = await store.leases.leaseOf(id)
  const tokens = lease && process.unnoted.tokensOf(lease)
  if (!lease || !tokens) return 0
  try {
    return (await tokens.accessToken(lease, new Date(clock))).expires.getTime()
  } catch (error) {
    if (isDaypassError(error, 'GRANT_ENDED')) return 0
    throw error
  }
}

async function isTokenGiven({ store, process, clock }: Subject, id: string): Promise<boolean> {
  const lease = await store.leases.leaseOf(id)
  const tokens = lease && process.connectors.tokensOf(lease)
  if (!lease || !tokens) return false
  try {
    await tokens.accessToken(lease, new Date(clock))
    return true
  } catch (error) {
    if (isDaypassError(error, 'GRANT_ENDED')) return false
    throw error
  }
}

/** Names a run by all that happened in it. */
export function fingerprintOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
