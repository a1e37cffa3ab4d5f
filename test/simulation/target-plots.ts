// What befalls access in a target outside of Daypass, of whichever kind. Drawn apart from everything else in a schedule.

import type { Squall } from './ambushes.ts'
import type { Ambush } from './happening.ts'
import { aloneInVault, life, type Plot, type Stage, wish } from './plots.ts'
import type { Random } from './random.ts'
import type { Weather } from './weather.ts'
import { intoSecret, otto, remy, rita } from './world/setting.ts'

type TargetPart = Plot & { ambushes?: Ambush[]; squalls?: Squall[] }
type TargetPlot = (stage: Stage) => TargetPart

/** The place of the first of these requests: none of the others gets so far. */
const firstPlace = 80

/** As long as access begins, lives or ends. */
const throughout = (weather: Partial<Weather>): Squall[] =>
  (['granting', 'active', 'ending', 'ended'] as const).map((state) => ({ in: state, weather }))

const plots: readonly TargetPlot[] = [
  // It ends right after it has begun, and the target may still show what was before.
  (stage) => ({
    happenings: life(stage, wish(aloneInVault, 60), []),
    ambushes: [
      {
        in: stage.random.pick(['granting', 'active', 'active'] as const),
        after: stage.random.int(0, 12) / 4,
        ...stage.random.pick([
          { kind: 'grants-killed' as const, by: otto.id },
          { kind: 'command-done' as const, by: stage.by },
          { kind: 'member-left' as const, by: stage.by },
        ]),
      },
    ],
    squalls: throughout({ behind: 0.9 }),
  }),
  // The same person has the same twice, and gives one back.
  (stage) => ({
    happenings: [
      ...life(stage, wish(aloneInVault, 60), [{ at: 300, kind: 'command-done', by: stage.by }]),
      ...life({ ...stage, of: stage.of + 1, begins: stage.begins + stage.random.int(0, 280) }, wish(aloneInVault, 30), [
        { at: stage.random.int(20, 600), kind: 'command-done', by: stage.by },
      ]),
    ],
    squalls: throughout({ behind: stage.random.pick([0, 0.5]), overlap: 0.5 }),
  }),
  // What it did is not heard.
  (stage) => ({
    happenings: life(stage, wish(aloneInVault, 10), [{ at: 300, kind: 'command-extend', by: stage.by }]),
    squalls: [
      { in: 'granting', weather: { writtenAndUnavailable: 0.5, unavailable: 0.2 } },
      { in: 'ending', weather: { writtenAndUnavailable: 0.5, unavailable: 0.2 } },
    ],
  }),
  // A credential goes into a secret, which another waits for.
  (stage) => ({
    happenings: [
      ...life(stage, wish(intoSecret, stage.random.pick([5, 10, 30])), [
        { at: stage.random.int(5, 400), kind: 'command-done', by: stage.by },
      ]),
      ...life(
        { ...stage, of: stage.of + 1, begins: stage.begins + stage.random.int(1, 300) },
        wish(intoSecret, 10),
        [],
      ),
    ],
    squalls: throughout({
      ...stage.random.pick([{ writtenAndUnavailable: 0.5 }, { behind: 0.9 }, { unavailable: 0.3 }, {}]),
      overlap: 0.5,
    }),
  }),
  // Somebody leaves, comes back, and asks for the same again.
  (stage) => ({
    happenings: [
      ...life(stage, wish(aloneInVault, 60), []),
      { at: stage.begins + 200, kind: 'member-left', by: stage.by },
      { at: stage.begins + 200 + stage.random.int(5, 300), kind: 'member-back', by: stage.by },
      ...life({ ...stage, of: stage.of + 1, begins: stage.begins + 700 }, wish(aloneInVault, 60), []),
    ],
  }),
]

export function targetPartOf(random: Random): TargetPart {
  const stage = { random, of: firstPlace, by: random.pick([rita, remy]).id, begins: random.int(0, 300) }
  return random.pick(plots)(stage)
}
