import { calmWeather, type Happening, type Schedule, type Wish } from '../simulation/schedule.ts'
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
    { at: 40, kind: 'vote-yes', by: oona.id },
    { at: 60, kind: 'vote-yes', by: sid.id },
    { at: 120, kind: 'command-extend', by: remy.id },
    { at: 160, kind: 'vote-yes', by: oona.id },
    { at: 180, kind: 'vote-yes', by: sid.id },
    { at: 400, kind: 'command-revoke', by: oona.id },
  ],
  // Its text is changed after a vote; then it is taken back.
  [
    { at: 10, kind: 'issue-opened', by: rita.id, wish: wish('orders-vault') },
    { at: 50, kind: 'vote-yes', by: oona.id },
    { at: 80, kind: 'pull-text-changed', by: zoe.id },
    { at: 120, kind: 'command-explain', by: zoe.id },
    { at: 150, kind: 'command-cancel', by: rita.id },
  ],
  // Nobody may have it.
  [{ at: 15, kind: 'issue-opened', by: remy.id, wish: wish('root-api') }],
  // Handed back, and somebody writes over what Daypass said.
  [
    { at: 20, kind: 'issue-opened', by: remy.id, wish: wish('notes-vault', 30) },
    { at: 200, kind: 'status-edited-by-other', by: zoe.id },
    { at: 300, kind: 'command-done', by: remy.id },
  ],
  // Voted on when the requester leaves.
  [
    { at: 25, kind: 'issue-opened', by: otto.id, wish: wish('orders-api', 30) },
    { at: 55, kind: 'policy-changed', wish: wish('root-api') },
    { at: 70, kind: 'vote-yes', by: oona.id },
    { at: 350, kind: 'member-left', by: otto.id },
  ],
]

/** Some lives, side by side, in calm weather: nothing goes wrong but what is made to. */
export const simulatedLife: Schedule = {
  seed: 1,
  weather: calmWeather,
  disturbedFor: 12 * 60,
  lastsFor: 60 * 60,
  happenings: lives.flatMap((life, of) => life.map((act): Happening => ({ ...act, of }))).sort((a, b) => a.at - b.at),
}
