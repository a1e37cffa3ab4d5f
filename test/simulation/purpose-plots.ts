// What people do on purpose, each with what has to go wrong for it to matter. Drawn apart from everything else in a schedule.

import type { Squall } from './ambushes.ts'
import type { Ambush, Happening } from './happening.ts'
import { alone, aloneInVault, life, onePlace, type Plot, type Stage, twoPlaces, wish } from './plots.ts'
import type { Random } from './random.ts'
import { oona, otto, remy, rita, sid, zoe } from './world/setting.ts'

export type PurposePart = Plot & { ambushes?: Ambush[]; squalls?: Squall[] }
export type PurposePlot = (stage: Stage) => PurposePart

/** The place of the first of these requests: none of the others gets so far. */
const firstPlace = 50

const lost = (at: number, seconds: number): Happening => ({ at, kind: 'webhooks-lost', seconds })

/** All of them, by name. */
export const purposePlots = {
  // What people are to agree to is not asked for any more.
  asksOtherwise: (stage) => {
    const [resource, minutes] = stage.random.pick([
      [onePlace, 20],
      ['no-such-thing', 30],
    ] as const)
    return {
      settings: { lapse_after: '150m' },
      happenings: life(stage, wish(onePlace, 30), [
        { at: 60, kind: 'issue-edited', by: stage.by, wish: wish(resource, minutes) },
        ...(stage.random.chance(0.3) ? [{ at: 300, kind: 'vote-yes' as const, by: otto.id }] : []),
      ]),
    }
  },
  // What is over is asked for once more.
  asksOnceMore: (stage) => ({
    happenings: life(stage, wish(stage.random.pick([alone, onePlace, onePlace]), 60), [
      { at: 60, kind: 'command-cancel', by: stage.by },
      { at: 200, kind: 'command-retry', by: stage.by },
    ]),
  }),
  // Of a word of theirs, and what another has made of it, no webhook tells.
  wordInTheirMouth: (stage) => ({
    happenings: [
      ...life(stage, wish(alone, 60), [
        { at: 65, kind: 'command-explain', by: stage.by },
        { at: 70, kind: 'comment-edited-by-other', by: zoe.id },
      ]),
      lost(stage.begins + 60, 60),
    ],
  }),
  // Somebody leaves, and then asks.
  leavesAndAsks: (stage) => ({
    happenings: [
      { at: stage.begins, kind: 'member-left', by: stage.by },
      ...life({ ...stage, begins: stage.begins + 200 }, wish(alone, 60), []),
    ],
  }),
  // Somebody with access leaves, and no webhook tells.
  leavesUnheard: (stage) => ({
    happenings: [
      ...life(stage, wish(alone, 120), []),
      lost(stage.begins + 200, 30),
      { at: stage.begins + 210, kind: 'member-left', by: stage.by },
    ],
  }),
  // The target does not let go of what ends.
  keptByTheTarget: (stage) => ({
    happenings: [
      ...life(stage, wish(aloneInVault, 60), [{ at: 120, kind: 'command-done', by: stage.by }]),
      { at: stage.begins + 100, kind: 'target-refuses-end', seconds: stage.random.int(300, 900) },
    ],
  }),
  // The kill switch is used while the target is asked to let somebody in.
  killedAsItBegins: (stage) => ({
    happenings: life(stage, wish(aloneInVault, 60), []),
    ambushes: [{ in: 'granting', after: 0, kind: 'grants-killed', by: otto.id }],
    squalls: [{ in: 'granting', weather: { overlap: 0.9 } }],
  }),
  // Something is said while what was said before is being looked at.
  saidMeanwhile: (stage) => ({
    happenings: life(stage, wish(alone, 120), [
      { at: 60, kind: 'command-explain', by: stage.by },
      { at: 61, kind: 'command-done', by: stage.by },
    ]),
    squalls: [{ in: 'active', weather: { overlap: 0.9 } }],
  }),
  // All have agreed, and GitHub does not say that it has merged.
  mergedUnsaid: (stage) => ({
    happenings: life(stage, wish(stage.random.pick([onePlace, twoPlaces]), 30), [
      { at: 500, kind: 'vote-yes', by: oona.id },
      { at: 510, kind: 'vote-yes', by: sid.id },
    ]),
    squalls: [{ in: 'pending', weather: { writtenAndUnavailable: 0.35, unavailable: stage.random.pick([0, 0.2]) } }],
  }),
  // What waits is taken away, and no webhook tells.
  takenAwayUnheard: (stage) => ({
    settings: { lapse_after: '150m' },
    happenings: [
      ...life(stage, wish(onePlace, 30), [
        { at: 210, kind: stage.random.pick(['issue-deleted', 'issue-transferred'] as const), by: otto.id },
      ]),
      lost(stage.begins + 200, 30),
    ],
  }),
  // All have agreed, after they were reminded, and no webhook tells.
  agreedUnheard: (stage) => ({
    happenings: [
      ...life(stage, wish(onePlace, 30), [{ at: 1900, kind: 'vote-yes', by: otto.id }]),
      lost(stage.begins + 1890, 30),
    ],
  }),
  // Other rules come into force while people are to vote.
  otherRulesMeanwhile: (stage) => ({
    settings: { lapse_after: '150m', policy: { unreviewed: 'alert' } },
    happenings: [
      ...life(stage, wish(onePlace, 30), []),
      { at: stage.begins + 700, kind: 'rules-pushed', by: otto.id, change: { what: 'stricter', resource: onePlace } },
    ],
  }),
} satisfies Record<string, PurposePlot>

export function purposePartOf(random: Random): PurposePart {
  const stage = { random, of: firstPlace, by: random.pick([rita, remy]).id, begins: random.int(0, 300) }
  return random.pick<PurposePlot>(Object.values(purposePlots))(stage)
}
