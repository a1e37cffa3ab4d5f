import type { DisturbanceKind, PersonKind } from './events.ts'
import { type Random, randomOf } from './random.ts'
import { outcomes, owners, requesters, security, zoe } from './world/setting.ts'

export type Wish = { resource: string; actions: string; minutes: number; reason: string }

/** One thing that happens. `at`: seconds after the start; `of`: the how-manieth request; `by`: who; `seconds`: for how long. */
export type Happening = {
  at: number
  kind: PersonKind | DisturbanceKind
  of?: number
  by?: number
  wish?: Wish
  seconds?: number
}

/** How likely each thing is to go wrong, for each call, delivery or job. */
export type Weather = {
  behind: number
  notFound: number
  shutOut: number
  unavailable: number
  limited: number
  writtenAndUnavailable: number
  lost: number
  doubled: number
  late: number
  jobLost: number
  /** That something else happens in the middle of a call. */
  overlap: number
}

export type Schedule = { seed: number; weather: Weather; happenings: readonly Happening[] }

/** Seconds of a run: until then it is disturbed; from then on, all is calm; at the end everything has had its time. */
export const disturbedFor = 40 * 60
export const lastsFor = 3 * 3600 + 20 * 60

export const calmWeather: Weather = {
  ...{ behind: 0, notFound: 0, shutOut: 0, unavailable: 0, limited: 0, writtenAndUnavailable: 0 },
  ...{ lost: 0, doubled: 0, late: 0, jobLost: 0, overlap: 0 },
}

/** What happens in the run of this seed. */
export function scheduleOf(seed: number): Schedule {
  const random = randomOf(seed)
  const happenings: Happening[] = []
  const requests = random.int(1, 3)
  for (let of = 0; of < requests; of += 1) happenings.push(...lifeOf(random, of))
  for (let count = random.int(0, 3); count > 0; count -= 1) happenings.push(disturbance(random))
  if (random.chance(0.2)) happenings.push(...leaving(random))
  return { seed, weather: weatherOf(random), happenings: happenings.sort((a, b) => a.at - b.at) }
}

function wishOf(random: Random): Wish {
  return {
    resource: random.chance(0.05) ? 'no-such-thing' : random.pick(Object.keys(outcomes)),
    actions: random.pick(['read', 'write', 'read, write']),
    minutes: random.pick([5, 10, 15, 30]),
    reason: `incident ${random.int(1000, 9999)}`,
  }
}

function lifeOf(random: Random, of: number): Happening[] {
  const by = random.pick(requesters).id
  const opened = random.int(0, 600)
  const later = (most: number) => Math.min(disturbedFor - 60, opened + random.int(1, most))
  const life: Happening[] = [{ at: opened, kind: 'issue-opened', of, by, wish: wishOf(random) }]
  const voters = [...owners, ...security]
  for (let count = random.int(1, 5); count > 0; count -= 1) {
    const kind = random.chance(0.85) ? 'vote-yes' : 'vote-no'
    life.push({ at: later(400), kind, of, by: random.pick(voters).id })
  }
  for (let count = random.int(0, 4); count > 0; count -= 1)
    life.push({ ...random.pick(acts(random, by)), at: later(1500), of })
  return life
}

function acts(random: Random, requester: number): Omit<Happening, 'at' | 'of'>[] {
  const [owner, other] = [random.pick(owners).id, zoe.id]
  const wish = wishOf(random)
  const theirs = (
    ['issue-closed', 'issue-reopened', 'command-done', 'command-cancel', 'command-extend', 'command-retry'] as const
  ).map((kind) => ({ kind, by: requester }))
  const others = (
    [
      ...['issue-closed-by-other', 'command-revoke-by-stranger', 'comment-edited-by-other', 'label-taken-away'],
      ...['status-edited-by-other', 'vote-yes-by-stranger', 'pull-closed-by-other', 'pull-text-changed'],
    ] as const
  ).map((kind) => ({ kind, by: other }))
  return [
    ...theirs,
    ...others,
    { kind: 'command-explain', by: other },
    { kind: 'command-revoke', by: owner },
    { kind: 'issue-deleted', by: owner },
    { kind: 'issue-edited', by: requester, wish },
    { kind: 'issue-edited-by-other', by: other, wish },
    { kind: 'vote-yes-by-requester', by: requester },
    { kind: 'vote-dismissed', by: owner },
  ]
}

function leaving(random: Random): Happening[] {
  const by = random.pick(requesters).id
  const at = random.int(60, disturbedFor - 600)
  const left: Happening = { at, kind: 'member-left', by }
  return random.chance(0.3) ? [left, { at: at + random.int(1, 500), kind: 'member-back', by }] : [left]
}

function disturbance(random: Random): Happening {
  const at = random.int(30, disturbedFor - 300)
  const seconds = random.int(10, 900)
  const kind = random.pick([
    ...(['crash', 'crash', 'github-down', 'webhooks-lost', 'target-refuses-end'] as const),
    ...(['target-loses-answer', 'clock-forward'] as const),
  ])
  return { at, kind, seconds: Math.min(seconds, disturbedFor - at) }
}

/** Some runs are calm but for what is scheduled: they tell apart what a fault does from what people do. */
function weatherOf(random: Random): Weather {
  if (random.chance(0.2)) return calmWeather
  const rate = (most: number) => (random.chance(0.5) ? 0 : random.next() * most)
  return {
    behind: rate(0.3),
    notFound: rate(0.03),
    shutOut: rate(0.02),
    unavailable: rate(0.1),
    limited: rate(0.03),
    writtenAndUnavailable: rate(0.1),
    lost: random.pick([0, 0, 0.3, 0.9, 1]),
    doubled: rate(0.5),
    late: rate(0.5),
    jobLost: rate(0.1),
    overlap: rate(0.5),
  }
}
