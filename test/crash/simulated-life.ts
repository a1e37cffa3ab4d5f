import type { Happening, Wish } from '../simulation/happening.ts'
import { firstProposal } from '../simulation/rules-plots.ts'
import type { Schedule } from '../simulation/schedule.ts'
import { calmWeather } from '../simulation/weather.ts'
import { oona, otto, remy, rita, sid, zoe } from '../simulation/world/setting.ts'

const wish = (resource: string, minutes = 10): Wish => ({ resource, actions: 'read', minutes, reason: 'incident 4711' })

/** What people do to one request, after it was opened. `after`: seconds. */
type Act = Omit<Happening, 'of'>

const lives: readonly (readonly Act[])[] = [
  // A token by what policy allows, which ends by time.
  [{ at: 0, kind: 'issue-opened', by: rita.id, wish: wish('wiki-api', 5) }],
  // Two say yes to access in a target, and to more time; an owner takes it back.
  [
    { at: 5, kind: 'issue-opened', by: remy.id, wish: wish('orders-vault') },
    { at: 340, kind: 'vote-yes', by: oona.id },
    { at: 360, kind: 'vote-yes', by: sid.id },
    { at: 420, kind: 'command-extend', by: remy.id },
    { at: 460, kind: 'vote-yes', by: oona.id },
    { at: 480, kind: 'vote-yes', by: sid.id },
    { at: 700, kind: 'command-revoke', by: oona.id },
  ],
  // Its text is changed after a vote; then it is taken back.
  [
    { at: 10, kind: 'issue-opened', by: rita.id, wish: wish('orders-vault') },
    { at: 350, kind: 'vote-yes', by: oona.id },
    { at: 380, kind: 'pull-text-changed', by: zoe.id },
    { at: 420, kind: 'command-explain', by: zoe.id },
    { at: 450, kind: 'command-cancel', by: rita.id },
  ],
  // Nobody may have it.
  [{ at: 15, kind: 'issue-opened', by: remy.id, wish: wish('root-api') }],
  // Handed back, and somebody writes over what Daypass said.
  [
    { at: 20, kind: 'issue-opened', by: remy.id, wish: wish('notes-vault', 30) },
    { at: 500, kind: 'status-edited-by-other', by: zoe.id },
    { at: 600, kind: 'command-done', by: remy.id },
  ],
  // Its credential goes into a secret, and is handed back.
  [
    { at: 22, kind: 'issue-opened', by: rita.id, wish: wish('build-api', 30) },
    { at: 520, kind: 'command-done', by: rita.id },
  ],
  // Voted on when the requester leaves.
  [
    { at: 25, kind: 'issue-opened', by: otto.id, wish: wish('orders-api', 30) },
    { at: 355, kind: 'policy-changed', wish: wish('root-api') },
    { at: 370, kind: 'vote-yes', by: oona.id },
    { at: 650, kind: 'member-left', by: otto.id },
  ],
]

/** Other rules are proposed, judged, approved and merged, and nothing that lives is touched by them. */
const ofRules: readonly Happening[] = [
  {
    at: 30,
    kind: 'proposal-opened',
    of: firstProposal,
    by: oona.id,
    change: { what: 'shorter', resource: 'notes-vault', minutes: 45 },
  },
  { at: 560, kind: 'proposal-approved', of: firstProposal, by: otto.id },
  { at: 900, kind: 'proposal-merged', of: firstProposal, by: otto.id },
]

/**
 * Some lives, side by side, in calm weather: nothing goes wrong but what is made to. People act once there is something to act on, even
 * where two claims of processes that died had to run out before.
 */
export const simulatedLife: Schedule = {
  seed: 2,
  weather: calmWeather,
  disturbedFor: 25 * 60,
  lastsFor: 80 * 60,
  rightAfter: 27 * 60,
  isGuarded: true,
  settings: { policy: { unreviewed: 'alert' } },
  happenings: [...lives.flatMap((life, of) => life.map((act): Happening => ({ ...act, of }))), ...ofRules].sort(
    (a, b) => a.at - b.at,
  ),
}
