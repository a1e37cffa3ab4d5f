// What people do to the files that govern: on purpose, one after the other, and by chance.

import type { Settings } from '../../src/generated/config.ts'
import { type Squall, squallIn } from './ambushes.ts'
import type { Ambush, Happening } from './happening.ts'
import { alone, aloneInVault, life, onePlace, type Stage, wish } from './plots.ts'
import type { Random } from './random.ts'
import type { Change } from './world/governed-files.ts'
import { oona, otto, remy, resources, rita, sid, zoe } from './world/setting.ts'

/** What the rules of a run are about. `isGuarded`: our check is required. */
export type RulesPart = {
  happenings: Happening[]
  settings?: Settings
  isGuarded?: boolean
  ambushes?: Ambush[]
  squalls?: Squall[]
}

type Act = Omit<Happening, 'of'>
type Policy = NonNullable<Settings['policy']>

/** The places of proposals begin here, so that none is taken for a request. */
export const firstProposal = 100

/** A pull request with this change, opened then, and what is done to it; `at` of an act: seconds after that. */
function proposal(at: number, by: number, change: Change, acts: readonly Act[], of = firstProposal): Happening[] {
  const opened: Happening = { at, kind: 'proposal-opened', of, by, change }
  return [opened, ...acts.map((act): Happening => ({ ...act, at: at + act.at, of }))]
}

const approves = (at: number, ...people: { id: number }[]): Act[] =>
  people.map(({ id }, index) => ({ at: at + index, kind: 'proposal-approved', by: id }))
const merges = (at: number, by = otto.id): Act => ({ at, kind: 'proposal-merged', by })
const forces = (at: number, by = otto.id): Act => ({ at, kind: 'proposal-merged-by-admin', by })
const pushes = (at: number, change: Change): Happening => ({ at, kind: 'rules-pushed', by: otto.id, change })

const held: Policy = { unreviewed: 'hold' }
const looserRoot: Change = { what: 'looser', resource: 'root-api' }

/** One thing that people do to the rules. */
export type RulesPlot = (stage: Stage) => RulesPart

/** Rules that take access away come into force while it lives. */
const strict = {
  // Announced by the check: it ends.
  announced: (stage) => {
    const change = stage.random.pick<Change>([
      { what: 'shorter', resource: alone, minutes: 5 },
      { what: 'unlisted', resource: alone },
    ])
    return {
      isGuarded: true,
      settings: { policy: held },
      happenings: [
        ...life(stage, wish(alone, 60), []),
        ...proposal(stage.begins + 240, oona.id, change, [...approves(60, otto), merges(150)]),
      ],
    }
  },
  // Not announced, since nothing lived when it was judged: it waits for a word.
  unannounced: (stage) => ({
    isGuarded: true,
    happenings: [
      ...proposal(stage.begins, oona.id, { what: 'unlisted', resource: alone }, [...approves(60, otto), merges(700)]),
      ...life({ ...stage, begins: stage.begins + 200 }, wish(alone, 60), []),
      ...(stage.random.chance(0.5) ? [{ at: stage.begins + 1300, kind: 'rules-released' as const }] : []),
    ],
  }),
  // Pushed past review where that is only told.
  pushedAndTold: (stage) => ({
    settings: { policy: { unreviewed: 'alert' } },
    happenings: [
      ...life(stage, wish(stage.random.pick([alone, aloneInVault]), 60), []),
      pushes(stage.begins + 300, { what: 'shorter', resource: stage.random.pick([alone, aloneInVault]), minutes: 5 }),
    ],
  }),
  // What is left of its time is little enough.
  littleLeft: (stage) => ({
    isGuarded: true,
    happenings: [
      ...life(stage, wish(alone, 15), []),
      ...proposal(stage.begins + 60, oona.id, { what: 'shorter', resource: alone, minutes: 12 }, [
        ...approves(60, otto),
        merges(stage.random.int(400, 550)),
      ]),
    ],
  }),
  // It would need a yes now.
  needsMore: (stage) => ({
    isGuarded: true,
    settings: { policy: { on_stricter: stage.random.pick(['end', 'warn', 'keep'] as const) } },
    happenings: [
      ...life(stage, wish(alone, 60), []),
      ...proposal(stage.begins + 240, oona.id, { what: 'stricter', resource: alone }, [
        ...approves(60, otto),
        merges(150),
      ]),
    ],
  }),
  // What people are to vote on is refused by then.
  voteRefused: (stage) => ({
    isGuarded: true,
    happenings: [
      ...life(stage, wish(onePlace, 30), [{ at: 700, kind: 'vote-yes', by: oona.id }]),
      ...proposal(stage.begins + 60, oona.id, { what: 'stricter', resource: onePlace }, [
        ...approves(60, otto),
        merges(150),
      ]),
    ],
  }),
} satisfies Record<string, RulesPlot>

const asksForRoot = (stage: Stage, at: number): Happening[] =>
  life({ ...stage, begins: stage.begins + at }, wish('root-api', 30), [{ at: 60, kind: 'vote-yes', by: zoe.id }])

/** Rules that give more, and that too few have agreed to. */
const loose = {
  // One owner of two.
  oneOfTwo: (stage) => ({
    isGuarded: true,
    settings: { policy: held },
    happenings: [
      ...proposal(stage.begins, rita.id, looserRoot, [...approves(60, sid), merges(200), forces(300)]),
      ...asksForRoot(stage, 500),
    ],
  }),
  // Whoever has pushed is one of them.
  byPusher: (stage) => ({
    isGuarded: true,
    settings: { policy: held },
    happenings: [
      ...proposal(stage.begins, rita.id, { what: 'words' }, [
        { at: 60, kind: 'proposal-pushed', by: oona.id, change: looserRoot },
        ...approves(120, oona, otto),
        merges(250),
      ]),
      ...asksForRoot(stage, 500),
    ],
  }),
  // Whom it would make an owner is one of them.
  byNewOwner: (stage) => ({
    isGuarded: true,
    settings: { policy: held },
    happenings: [
      ...proposal(stage.begins, rita.id, { what: 'owner', login: zoe.login }, [
        ...approves(60, zoe, otto),
        merges(250),
      ]),
      ...life({ ...stage, begins: stage.begins + 400 }, wish(onePlace, 30), [{ at: 60, kind: 'vote-yes', by: zoe.id }]),
    ],
  }),
  // They have approved what stood there before.
  otherHead: (stage) => ({
    isGuarded: true,
    settings: { policy: held },
    happenings: [
      ...proposal(stage.begins, rita.id, { what: 'looser', resource: onePlace }, [
        ...approves(60, otto, sid),
        { at: 150, kind: 'proposal-forced', by: remy.id, change: looserRoot },
        merges(300),
      ]),
      ...asksForRoot(stage, 500),
    ],
  }),
  // One has taken it back, or somebody asks for changes.
  takenBack: (stage) => ({
    isGuarded: true,
    settings: { policy: held },
    happenings: [
      ...proposal(stage.begins, rita.id, looserRoot, [
        ...approves(60, otto, sid),
        { at: 150, kind: stage.random.pick(['proposal-dismissed', 'proposal-rejected'] as const), by: oona.id },
        merges(300),
      ]),
      ...asksForRoot(stage, 500),
    ],
  }),
  // As it should be.
  asItShouldBe: (stage) => ({
    isGuarded: true,
    settings: { policy: held },
    happenings: [
      ...proposal(stage.begins, rita.id, looserRoot, [...approves(60, otto, sid), merges(250)]),
      ...asksForRoot(stage, 500),
    ],
  }),
  // The same is pushed past its pull request.
  pastItsPull: (stage) => ({
    isGuarded: true,
    happenings: [
      ...proposal(stage.begins, rita.id, looserRoot, approves(60, otto, sid)),
      pushes(stage.begins + 200, looserRoot),
      ...asksForRoot(stage, 500),
    ],
  }),
} satisfies Record<string, RulesPlot>

/** What comes to the default branch without anybody's word. */
const past = {
  held: (stage) => {
    const [resource, change] = stage.random.pick<[string, Change]>([
      ['root-api', looserRoot],
      [onePlace, { what: 'looser', resource: onePlace }],
      [onePlace, { what: 'owner', login: zoe.login }],
    ])
    const after = stage.random.pick<Happening[]>([
      [],
      [{ at: stage.begins + 900, kind: 'rules-reverted', by: otto.id }],
      [{ at: stage.begins + 900, kind: 'rules-released' }],
    ])
    return {
      settings: { policy: held },
      happenings: [
        // Something is in force before that.
        ...life(stage, wish('orders-vault', 10), []),
        pushes(stage.begins + 200, change),
        ...life({ ...stage, of: stage.of + 1, begins: stage.begins + 400 }, wish(resource, 30), [
          { at: 60, kind: 'vote-yes', by: zoe.id },
        ]),
        ...after,
      ],
    }
  },
  // More lies behind the name of what is asked for.
  moreBehindTheName: (stage) => ({
    settings: { policy: held },
    happenings: [
      ...life(stage, wish('orders-vault', 10), []),
      pushes(stage.begins + 200, { what: 'rescoped', resource: alone }),
      ...life({ ...stage, of: stage.of + 1, begins: stage.begins + 400 }, wish(alone, 30), []),
    ],
  }),
  // What it is about is not there any more.
  lostInTheNewest: (stage) => ({
    settings: { policy: held },
    happenings: [
      ...life(stage, wish('orders-vault', 10), []),
      pushes(stage.begins + 200, { what: 'unlisted', resource: alone }),
      ...life({ ...stage, of: stage.of + 1, begins: stage.begins + 400 }, wish(alone, 30), []),
    ],
  }),
  // On top of it something else is judged and merged.
  onWhatIsHeld: (stage) => ({
    settings: { policy: held },
    happenings: [
      ...life(stage, wish('orders-vault', 10), []),
      pushes(stage.begins + 200, looserRoot),
      ...proposal(stage.begins + 260, oona.id, { what: 'unlisted', resource: aloneInVault }, [
        ...approves(60, otto, sid),
        merges(200),
      ]),
      ...asksForRoot({ ...stage, of: stage.of + 1 }, 700),
    ],
  }),
  // What cannot be used: what was good last decides, and then nothing.
  unusable: (stage) => {
    const minutes = stage.random.int(2, 8)
    const asks = (of: number, at: number) =>
      life(
        { ...stage, of: stage.of + of, begins: stage.begins + at, by: of === 1 ? rita.id : remy.id },
        wish(alone, 5),
        [],
      )
    return {
      settings: { policy: { last_good_for: `${minutes}m` } },
      happenings: [
        ...life(stage, wish('orders-vault', 10), []),
        pushes(stage.begins + 200, { what: 'broken' }),
        ...asks(1, 260),
        ...asks(2, 200 + minutes * 60 + 200),
        { at: stage.begins + 1500, kind: stage.random.pick(['policy-mended', 'rules-reverted'] as const), by: otto.id },
      ],
    }
  },
} satisfies Record<string, RulesPlot>

/** What cannot be judged, or is not what it looks like. */
const judged = {
  unjudged: (stage) => ({
    isGuarded: true,
    happenings: [
      { at: stage.begins, kind: 'judging-fails', seconds: 900 },
      ...proposal(stage.begins + 5, rita.id, stage.random.pick<Change>([looserRoot, { what: 'words' }]), [
        merges(400),
        { at: 1100, kind: 'proposal-rerun', by: otto.id },
      ]),
    ],
  }),
  broken: (stage) => ({
    isGuarded: true,
    happenings: [
      ...proposal(stage.begins, rita.id, { what: 'broken' }, [...approves(60, otto, sid), merges(200), forces(300)]),
      { at: stage.begins + 900, kind: 'rules-reverted', by: otto.id },
    ],
  }),
  // What stands on the default branch by now is not what it left from.
  movedOn: (stage) => ({
    settings: { policy: { unreviewed: 'alert' } },
    happenings: [
      ...proposal(stage.begins, rita.id, { what: 'words' }, []),
      pushes(stage.begins + 120, { what: 'stricter', resource: onePlace }),
      ...proposal(stage.begins + 200, remy.id, { what: 'note' }, [], firstProposal + 1),
    ],
  }),
  // Two change the same.
  sameFile: (stage) => ({
    isGuarded: true,
    happenings: [
      ...proposal(stage.begins, rita.id, { what: 'stricter', resource: onePlace }, [
        ...approves(60, otto),
        merges(200),
      ]),
      ...proposal(
        stage.begins + 10,
        remy.id,
        { what: 'stricter', resource: alone },
        approves(60, sid),
        firstProposal + 1,
      ),
    ],
  }),
} satisfies Record<string, RulesPlot>

/** All that is done on purpose, by name. */
export const rulesPlots: Readonly<Record<string, RulesPlot>> = { ...strict, ...loose, ...past, ...judged }

function changeOf(random: Random): Change {
  const resource = random.pick(resources)
  return random.pick<Change>([
    ...([
      { what: 'stricter', resource },
      { what: 'looser', resource },
      { what: 'looser', resource },
      { what: 'shorter', resource, minutes: random.pick([2, 5, 20]) },
      { what: 'rescoped', resource },
      { what: 'unlisted', resource },
    ] as const),
    ...([{ what: 'owner', login: zoe.login }, { what: 'words' }, { what: 'note' }, { what: 'broken' }] as const),
  ])
}

/** Proposals, pushes and words of operators as they come. */
function byChance({ random }: Stage): RulesPart {
  const happenings: Happening[] = []
  const at = (from: number, most = 900) => Math.min(2200, from + random.int(1, most))
  for (let of = firstProposal; of < firstProposal + random.int(1, 2); of += 1) {
    const by = random.pick([rita, remy, oona, zoe]).id
    const opened = random.int(30, 900)
    const acts: Act[] = []
    for (const { id } of [oona, otto, sid])
      if (random.chance(0.6)) acts.push({ at: at(0, 300), kind: 'proposal-approved', by: id })
    const rare = (
      ['pushed', 'forced', 'rejected', 'dismissed', 'closed', 'reopened', 'rerun', 'merged', 'merged-by-admin'] as const
    ).map((name) => `proposal-${name}` as const)
    for (let count = random.int(0, 3); count > 0; count -= 1)
      acts.push({
        at: at(0),
        kind: random.pick(rare),
        by: random.pick([by, oona.id, otto.id, sid.id]),
        change: changeOf(random),
        seconds: count,
      })
    if (random.chance(0.7)) acts.push(merges(at(200)))
    happenings.push(...proposal(opened, by, changeOf(random), acts, of))
  }
  if (random.chance(0.4)) {
    const pushed = at(60)
    happenings.push(pushes(pushed, changeOf(random)))
    if (random.chance(0.5)) happenings.push({ at: at(pushed, 600), kind: 'rules-reverted', by: otto.id })
  }
  if (random.chance(0.3)) happenings.push({ at: at(600), kind: 'rules-released' })
  if (random.chance(0.1)) happenings.push({ at: at(60), kind: 'judging-fails', seconds: 300 })
  const policy: Policy = {
    ...(random.chance(0.5) ? { unreviewed: random.pick(['hold', 'alert'] as const) } : {}),
    ...(random.chance(0.5) ? { last_good_for: random.pick(['2m', '10m']) } : {}),
    ...(random.chance(0.6) ? { on_stricter: random.pick(['warn', 'end', 'keep'] as const) } : {}),
  }
  return { happenings, settings: { policy }, isGuarded: random.chance(0.6) }
}

/** `of`: the place of the first request that is still free. */
export function rulesPartOf(random: Random, of: number): RulesPart {
  const stage = { random, of, by: random.pick([rita, remy]).id, begins: random.int(0, 300) }
  const plots = Object.values<RulesPlot>(random.pick([strict, strict, loose, loose, past, past, past, judged]))
  const part = random.chance(0.35) ? byChance(stage) : random.pick(plots)(stage)
  const trouble = random.chance(0.4) ? troubleOf(random) : {}
  return { ...part, ...trouble, happenings: part.happenings.filter(({ at }) => at < 2340) }
}

const acts = [
  ...(['proposal-pushed', 'proposal-forced', 'proposal-rejected', 'proposal-dismissed', 'proposal-merged'] as const),
  ...(['proposal-approved', 'proposal-closed', 'proposal-rerun', 'rules-pushed', 'rules-reverted'] as const),
  ...(['crash', 'crash', 'process-stalls', 'judging-fails', 'webhooks-lost', 'rules-released'] as const),
]

/** What waits for a pull request in a state that may last a moment only, and what goes wrong as long as it does. */
function troubleOf(random: Random): Pick<RulesPart, 'ambushes' | 'squalls'> {
  const state = random.pick(['judging', 'judging', 'green', 'waits', 'red'] as const)
  const ambushes = Array.from({ length: random.int(0, 2) }, (): Ambush => {
    const after = random.chance(0.6) ? 0 : random.next() * 20
    const by = random.pick([oona, otto, sid]).id
    return { in: state, after, kind: random.pick(acts), by, change: changeOf(random), seconds: random.int(10, 200) }
  })
  return { ambushes, squalls: random.chance(0.6) ? [squallIn(random, state)] : [] }
}
