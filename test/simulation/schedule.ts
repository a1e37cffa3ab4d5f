import type { Settings } from '../../src/generated/config.ts'
import { ambushOf, type Squall } from './ambushes.ts'
import type { OrderKind, WorldKind } from './events.ts'
import type { Ambush, Happening, Wish } from './happening.ts'
import { plotOf } from './plots.ts'
import { type PurposePart, purposePartOf } from './purpose-plots.ts'
import { type Random, randomOf } from './random.ts'
import { type RulesPart, rulesPartOf } from './rules-plots.ts'
import { targetPartOf } from './target-plots.ts'
import { type TargetKind, targetKinds } from './targets/target.ts'
import { calmWeather, type Weather } from './weather.ts'
import { owners, requesters, resources, security, zoe } from './world/setting.ts'

export type Schedule = {
  seed: number
  weather: Weather
  happenings: readonly Happening[]
  ambushes?: readonly Ambush[]
  squalls?: readonly Squall[]
  /** Seconds of a run: until then it is disturbed; from then on, all is calm; at the end everything has had its time. */
  disturbedFor: number
  lastsFor: number
  /** Seconds after the disturbance within which all that can be put right is. */
  rightAfter: number
  /** What the access repository sets otherwise than it is at first. */
  settings?: Settings
  /** Whether nothing is merged into the default branch without a green check of ours, but by an administrator. */
  isGuarded?: boolean
  /** The kind of the target that the vaults lie in; absent: a vault. */
  target?: TargetKind
}

const hour = 3600
const disturbedFor = 40 * 60
const settles = 3 * hour

/** What happens in the run of this seed. */
export function scheduleOf(seed: number): Schedule {
  const random = randomOf(seed)
  const happenings: Happening[] = []
  const requests = random.int(1, 3)
  for (let of = 0; of < requests; of += 1) happenings.push(...lifeOf(random, of))
  for (let count = random.int(0, 3); count > 0; count -= 1) happenings.push(disturbance(random))
  if (random.chance(0.4)) happenings.push(...turn(random))
  const weather = weatherOf(random)
  const { happenings: plotted, ...more } = turnOfPlot(random, requests)
  const { happenings: ofRules = [], ...rules } = turnOfRules(seed, 1 + Math.max(requests, ...placesOf(plotted)))
  const { happenings: meant = [], ...purpose } = turnOfPurpose(seed)
  const { target, ...inTarget } = turnOfTarget(seed)
  const settings = { ...more.settings, ...purpose.settings, ...rules.settings }
  return {
    ...{
      seed,
      weather,
      happenings: [...happenings, ...plotted, ...ofRules, ...meant, ...(inTarget.happenings ?? [])].sort(
        (a, b) => a.at - b.at,
      ),
    },
    ...{ ...more, ...rules, settings },
    ambushes: [more, rules, purpose, inTarget].flatMap((part) => part.ambushes ?? []),
    squalls: [more, rules, purpose, inTarget].flatMap((part) => part.squalls ?? []),
    ...{ disturbedFor, lastsFor: disturbedFor + settles, rightAfter: 27 * 60, target },
  }
}

const placesOf = (happenings: readonly Happening[]) => happenings.map(({ of = 0 }) => of)

/** Drawn apart, so that the rest of a schedule is the same whatever people do to the rules. `of`: the first free place of a request. */
function turnOfRules(seed: number, of: number): Partial<RulesPart> {
  const random = randomOf(seed, 3)
  return random.chance(0.4) ? rulesPartOf(random, of) : {}
}

/** Drawn apart as well. */
function turnOfPurpose(seed: number): Partial<PurposePart> {
  const random = randomOf(seed, 4)
  return random.chance(0.5) ? purposePartOf(random) : {}
}

/** And again: of which kind the target is, and what befalls access there. */
function turnOfTarget(seed: number): Partial<PurposePart> & { target: TargetKind } {
  const random = randomOf(seed, 5)
  const target = random.pick(targetKinds)
  return { target, ...(random.chance(0.3) ? targetPartOf(random) : {}) }
}

function turnOfPlot(random: Random, of: number): Pick<Schedule, 'happenings' | 'settings' | 'ambushes' | 'squalls'> {
  const turn = random.next()
  if (turn < 0.35) return plotOf(random, of)
  return turn < 0.75 ? ambushOf(random, of) : { happenings: [] }
}

/**
 * GitHub is away for so many hours, for us alone: people go on there, in the first minutes and in the last ones. Nothing is delivered that
 * it does not keep for its three days.
 */
export function outageOf(seed: number, hours: number): Schedule {
  const random = randomOf(seed)
  const away = 900
  const back = away + hours * hour
  const early = [0, 1].flatMap((of) => lifeOf(random, of))
  const late = [2, 3].flatMap((of) => lifeOf(random, of).map((one) => ({ ...one, at: one.at + back - 1500 })))
  const seconds = hours * hour
  const outage: Happening[] = [
    { at: away, kind: 'github-down', seconds },
    { at: away, kind: 'webhooks-lost', seconds },
  ]
  const happenings = [...early, ...late.filter(({ at }) => at < back), ...outage].sort((a, b) => a.at - b.at)
  return {
    ...{ seed, weather: calmWeather, happenings, disturbedFor: back },
    ...{ lastsFor: back + settles, rightAfter: 15 * 60 },
  }
}

/** The same without anything that goes wrong: what people do, and when, stays, and that a server does several things at once. */
export function undisturbed(
  { ambushes: _met, squalls = [], ...schedule }: Schedule,
  isPeoples: (happening: Happening) => boolean,
): Schedule {
  const calm = ({ overlap = 0 }: Partial<Weather>): Weather => ({ ...calmWeather, overlap })
  return {
    ...schedule,
    weather: calm(schedule.weather),
    squalls: squalls.map((one) => ({ ...one, weather: calm(one.weather) })),
    happenings: schedule.happenings.filter(isPeoples),
  }
}

function wishOf(random: Random): Wish {
  return {
    resource: random.chance(0.05) ? 'no-such-thing' : random.pick([...resources, 'orders-api', 'orders-vault']),
    actions: random.pick(['read', 'write', 'read, write']),
    minutes: random.pick([5, 10, 15, 30, 60, 120]),
    reason: `incident ${random.int(1000, 9999)}`,
  }
}

function lifeOf(random: Random, of: number): Happening[] {
  const by = random.pick(requesters).id
  const opened = random.int(0, 600)
  const later = (most: number) => Math.min(disturbedFor - 60, opened + random.int(1, most))
  const opening = random.chance(0.2) ? ('request-pull-opened' as const) : ('issue-opened' as const)
  const life: Happening[] = [{ at: opened, kind: opening, of, by, wish: wishOf(random) }]
  const voters = [...owners, ...security]
  for (let count = random.int(1, 6); count > 0; count -= 1) {
    const rare = ['vote-no', 'vote-comment', 'vote-dismissed', 'vote-yes-by-requester', 'vote-yes-by-stranger'] as const
    const kind = random.chance(0.7) ? 'vote-yes' : random.pick(rare)
    life.push({ at: later(400), kind, of, by: kind === 'vote-yes-by-stranger' ? zoe.id : random.pick(voters).id })
  }
  // Some things happen within the same second.
  const burst = random.chance(0.15) ? later(900) : undefined
  for (let count = random.int(0, 4); count > 0; count -= 1)
    life.push({ ...random.pick(acts(random, by)), at: burst ?? later(1500), of })
  return life
}

function acts(random: Random, requester: number): Omit<Happening, 'at' | 'of'>[] {
  const [owner, other] = [random.pick(owners).id, zoe.id]
  const wish = wishOf(random)
  const theirs = (
    [
      ...['issue-closed', 'issue-reopened', 'command-done', 'command-cancel', 'command-extend', 'command-retry'],
      random.pick(['command-extend-hidden', 'command-extend-nul', 'command-extend-wrong'] as const),
      random.pick(['comment-made-extend', 'comment-made-retry'] as const),
    ] as const
  ).map((kind) => ({ kind, by: requester }))
  const others = (
    [
      ...['issue-closed-by-other', 'command-revoke-by-stranger', 'comment-edited-by-other', 'comment-deleted'],
      ...['label-taken-away', 'status-edited-by-other', 'status-deleted', 'vote-yes-by-stranger', 'issue-locked'],
      ...['issue-unlocked', 'pull-closed-by-other', 'pull-text-changed', 'pull-pushed-by-other'],
      'branch-deleted-by-other',
    ] as const
  ).map((kind) => ({ kind, by: other }))
  return [
    ...theirs,
    ...others,
    { kind: 'command-explain', by: other },
    { kind: 'command-revoke', by: owner },
    { kind: random.pick(['issue-deleted', 'issue-transferred']), by: owner },
    { kind: random.pick(['pull-closed-by-other', 'pull-merged-by-other']), by: owner },
    { kind: 'issue-edited', by: requester, wish },
    { kind: 'issue-edited-by-other', by: other, wish },
    { kind: 'vote-yes-by-requester', by: requester },
    { kind: 'vote-dismissed', by: owner },
  ]
}

/** A turn of things that concerns every request, and that may be taken back. */
function turn(random: Random): Happening[] {
  const [requester, voter] = [random.pick(requesters).id, random.pick(security).id]
  const turns: [WorldKind | OrderKind, WorldKind | OrderKind | undefined, Partial<Happening>][] = [
    ['member-left', 'member-back', { by: requester }],
    ['member-left', 'member-back', { by: voter }],
    ['team-left', 'team-back', { by: voter }],
    ['team-back', 'team-left', { by: requester }],
    ['key-removed', 'key-back', { by: requester }],
    ['policy-changed', 'policy-changed', { wish: wishOf(random) }],
    ['repository-renamed', undefined, {}],
    ['repository-archived', 'repository-unarchived', {}],
    ['repository-published', 'repository-hidden', {}],
    ['app-suspended', 'app-unsuspended', {}],
    ['app-removed', 'app-added', {}],
    ['lockdown', 'lockdown-lifted', {}],
    ['grants-killed', undefined, {}],
  ]
  const [kind, back, more] = random.pick(turns)
  const at = random.int(60, disturbedFor - 600)
  const first: Happening = { at, kind, ...more }
  const mayLast = /^(member|team|key|policy|repository|app)-/.test(kind)
  const isLasting = mayLast && random.chance(0.4)
  return back === undefined || isLasting ? [first] : [first, { ...first, at: at + random.int(1, 500), kind: back }]
}

function disturbance(random: Random): Happening {
  const at = random.int(30, disturbedFor - 300)
  const seconds = random.int(10, 900)
  const kind = random.pick([
    ...(['crash', 'crash', 'process-stalls', 'github-down', 'webhooks-lost', 'target-refuses-end'] as const),
    ...(['target-loses-answer', 'target-restored', 'clock-forward', 'clock-wrong'] as const),
  ])
  const isShort = kind === 'process-stalls' || kind === 'clock-wrong'
  return { at, kind, seconds: Math.min(isShort ? Math.ceil(seconds / 4) : seconds, disturbedFor - at) }
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
    cut: rate(0.3),
    lost: random.pick([0, 0, 0.3, 0.9, 1]),
    doubled: rate(0.5),
    late: rate(0.5),
    jobLost: rate(0.1),
    overlap: rate(0.5),
  }
}
