// What befalls a request in a state that it may be in for a moment only: chance alone would hardly meet it there.

import type { RequestState } from '../../src/core/record.ts'
import { disturbanceKinds, orderKinds, personKinds, worldKinds } from './events.ts'
import type { Ambush, Happening } from './happening.ts'
import { type ProposalState, requestStates } from './pairs.ts'
import { alone, aloneInVault, life, onePlace, type Plot, type Stage, twoPlaces, wish } from './plots.ts'
import type { Random } from './random.ts'
import { calmWeather, type Weather } from './weather.ts'
import { oona, otto, remy, requesters, resources, rita, security, sid, zoe } from './world/setting.ts'

/** How things go wrong for a request, or a pull request against the default branch, as long as it is in this state. */
export type Squall = { in: RequestState | ProposalState; weather: Partial<Weather> }

type Way = (stage: Stage) => Plot

const opening = ({ random }: Stage): Partial<Happening> => (random.chance(0.4) ? { kind: 'request-pull-opened' } : {})

const asks =
  (resource: string, minutes: number, acts: Parameters<typeof life>[2] = [], before: Happening[] = []): Way =>
  (stage) => ({
    happenings: [
      ...before.map((one) => ({ ...one, at: stage.begins + one.at })),
      ...life(stage, wish(resource, minutes), acts, opening(stage)),
    ],
  })

/** Asked for and voted on, and then asked for otherwise. */
const asksAnew =
  (resource: string): Way =>
  (stage) =>
    asks(onePlace, 30, [{ at: 90, kind: 'issue-edited', by: stage.by, wish: wish(resource, 30) }])(stage)

const byRequester =
  (resource: string, minutes: number, kind: Happening['kind'], at = 90, before: Happening[] = []): Way =>
  (stage) =>
    asks(resource, minutes, [{ at, kind, by: stage.by }], before)(stage)

const vaultLoses: Happening = { at: 0, kind: 'target-loses-answer', seconds: 400 }
const vaultRefuses: Happening = { at: 60, kind: 'target-refuses-end', seconds: 600 }
const votes = [
  { at: 60, kind: 'vote-yes', by: oona.id },
  { at: 70, kind: 'vote-yes', by: sid.id },
] as const

/** What was good last decides for no longer than this. */
const soonTooOld = { policy: { last_good_for: '1m' } }

/** How a request comes into each state, and stays there for a while where it can. */
const ways: Record<RequestState, readonly Way[]> = {
  submitted: [asks(alone, 30), asks(onePlace, 30)],
  invalid: [asks('no-such-thing', 30), asksAnew('no-such-thing')],
  undecided: [
    (stage) => ({
      ...asks(
        alone,
        30,
        [{ at: 500, kind: 'policy-mended', by: otto.id }],
        [{ at: 0, kind: 'policy-broken', by: otto.id }],
      )(stage),
      settings: soonTooOld,
    }),
    (stage) => ({
      ...asks(onePlace, 30, [
        { at: 80, kind: 'policy-broken', by: otto.id },
        { at: 160, kind: 'issue-edited', by: stage.by, wish: wish(onePlace, 20) },
        { at: 600, kind: 'policy-mended', by: otto.id },
      ])(stage),
      settings: soonTooOld,
    }),
  ],
  pending: [
    asks(onePlace, 30),
    asks(twoPlaces, 30),
    asks(onePlace, 30, [{ at: 60, kind: 'pull-text-changed', by: zoe.id }]),
  ],
  granting: [
    asks(aloneInVault, 60, [], [vaultLoses]),
    asks(twoPlaces, 60, votes, [vaultLoses]),
    asks(alone, 60),
    asks(onePlace, 60, votes),
  ],
  active: [
    asks(alone, 60),
    asks(aloneInVault, 60),
    (stage) => asks(onePlace, 60, [...votes, { at: 200, kind: 'command-extend', by: stage.by }])(stage),
  ],
  ending: [
    byRequester(aloneInVault, 60, 'command-done', 90, [vaultRefuses]),
    byRequester(twoPlaces, 60, 'issue-closed', 120, [vaultRefuses]),
    byRequester(alone, 60, 'command-done'),
  ],
  denied: [asks('root-api', 30), asksAnew('root-api')],
  ended: [byRequester(alone, 60, 'command-done'), byRequester(aloneInVault, 60, 'issue-closed'), asks(alone, 5)],
  rejected: [asks(onePlace, 30, [{ at: 90, kind: 'pull-closed-by-other', by: otto.id }])],
  cancelled: [byRequester(onePlace, 30, 'command-cancel'), byRequester(onePlace, 30, 'issue-closed')],
  lapsed: [(stage) => ({ ...asks(onePlace, 30)(stage), settings: { lapse_after: '10m' } })],
  failed: [
    (stage) => ({
      happenings: life(stage, wish(onePlace, 30), [{ at: 90, kind: 'pull-merged-by-other', by: otto.id }], {
        kind: 'request-pull-opened',
      }),
    }),
  ],
}

const kinds = [...personKinds, ...worldKinds, ...orderKinds, ...disturbanceKinds].filter(
  (kind) => !kind.endsWith('-opened'),
)

/** A request that comes into a state, and what waits for it there. */
export function ambushOf(random: Random, of: number): Plot & { ambushes: Ambush[]; squalls: Squall[] } {
  const stage = { random, of, by: random.pick([rita, remy]).id, begins: random.int(0, 300) }
  const state = random.pick(requestStates)
  const way = random.pick(ways[state])
  const ambushes = Array.from({ length: random.int(1, 4) }, (): Ambush => {
    const after = random.chance(0.6) ? 0 : random.next() * 20
    return { in: state, after, ...actOf(random, random.pick(kinds), stage.by) }
  })
  return { ...way(stage), ambushes, squalls: random.chance(0.6) ? [squallIn(random, state)] : [] }
}

/** Somebody who does this, and what they do it with. */
function actOf(random: Random, kind: (typeof kinds)[number], requester: number): Omit<Ambush, 'in' | 'after'> {
  const seconds = random.int(10, 300)
  const asked = { ...wish(random.pick([...resources, 'no-such-thing']), random.pick([10, 30, 60])) }
  if (/^(crash|clock-|judging-|process-|github-|webhooks-|target-)/.test(kind)) return { kind, seconds }
  if (kind === 'rules-pushed')
    return {
      kind,
      by: otto.id,
      change: { what: random.pick(['stricter', 'looser', 'unlisted', 'rescoped'] as const), resource: asked.resource },
    }
  if (/^(policy-|rules-|repository-|app-|lockdown|grants-)/.test(kind)) return { kind, by: otto.id, wish: asked }
  if (/^(member|key)-/.test(kind)) return { kind, by: random.pick([requester, ...security.map(({ id }) => id)]) }
  if (/^team-/.test(kind)) return { kind, by: random.pick(security).id }
  if (/by-(stranger|other)$|^(label|status|comment-deleted)/.test(kind))
    return { kind, by: /^(pull|issue-closed)-/.test(kind) ? random.pick([zoe, otto]).id : zoe.id, wish: asked }
  if (/^(vote-|command-revoke|issue-(deleted|transferred|locked|unlocked))/.test(kind))
    return { kind, by: random.pick([oona, otto, sid]).id }
  return { kind, by: kind === 'command-explain' ? random.pick(requesters).id : requester, wish: asked }
}

/** Weather in which some things go wrong as long as that state lasts. */
export function squallIn(random: Random, state: Squall['in']): Squall {
  // What fails in many ways fails often, and so does what lets something else come between.
  const often = ['unavailable', 'unavailable', 'unavailable', 'overlap', 'overlap'] as const
  const names = [...(Object.keys(calmWeather) as (keyof Weather)[]), ...often]
  const weather = Object.fromEntries(
    [random.pick(names), random.pick(names)].map((name) => [name, 0.3 + random.next() / 2]),
  )
  return { in: state, weather }
}
