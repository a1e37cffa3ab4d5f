// Things that people do one after the other on purpose, and that chance alone would hardly put together.

import type { Settings } from '../../src/generated/config.ts'
import type { Happening, Wish } from './happening.ts'
import type { Random } from './random.ts'
import { oona, otto, remy, rita, sid, zoe } from './world/setting.ts'

/** `settings`: what the access repository sets for it. */
export type Plot = { happenings: Happening[]; settings?: Settings }

/** Which request a plot begins with, and whose. `least`: seconds after the start at which it may begin. */
export type Stage = { random: Random; of: number; by: number; begins: number }

type Act = Omit<Happening, 'of'>

export const wish = (resource: string, minutes: number): Wish => ({
  resource,
  actions: 'read',
  minutes,
  reason: 'incident 4711',
})

/** One request for this, and what is done to it; `at` of an act: seconds after it was opened. */
export function life(
  { of, by, begins }: Stage,
  asked: Wish,
  acts: readonly Act[],
  more: Partial<Happening> = {},
): Happening[] {
  const opened: Happening = { at: begins, kind: 'issue-opened', of, by, wish: asked, ...more }
  return [opened, ...acts.map((act): Happening => ({ ...act, at: begins + act.at, of }))]
}

export const [alone, twoPlaces, onePlace, aloneInVault] = [
  'wiki-api',
  'orders-vault',
  'orders-api',
  'notes-vault',
] as const

/** Votes that do not add up to a yes, though each looks as if they did. */
const ofVotes: readonly ((stage: Stage) => Plot)[] = [
  // A yes is dismissed before the other place is filled.
  (stage) => ({
    happenings: life(stage, wish(twoPlaces, 30), [
      { at: 60, kind: 'vote-yes', by: oona.id },
      { at: 80, kind: 'vote-dismissed', by: otto.id },
      { at: 120, kind: 'vote-yes', by: sid.id },
    ]),
  }),
  // One who may say yes says no.
  (stage) => ({
    happenings: life(stage, wish(onePlace, 30), [
      { at: 60, kind: 'vote-no', by: oona.id },
      { at: 100, kind: 'vote-yes', by: otto.id },
    ]),
  }),
  // One person may fill either place, and fills one.
  (stage) => ({
    happenings: life(stage, wish(twoPlaces, 30), [
      { at: 60, kind: 'vote-yes', by: otto.id },
      { at: 90, kind: 'vote-yes', by: otto.id },
    ]),
  }),
  // What is said without a verdict is no yes.
  (stage) => ({
    happenings: life(stage, wish(twoPlaces, 30), [
      { at: 60, kind: 'vote-comment', by: oona.id },
      { at: 90, kind: 'vote-yes', by: sid.id },
    ]),
  }),
  // Somebody changes their mind before the other place is filled.
  (stage) => ({
    happenings: life(stage, wish(twoPlaces, 30), [
      { at: 60, kind: 'vote-yes', by: oona.id },
      { at: 85, kind: 'vote-no', by: oona.id },
      { at: 120, kind: 'vote-yes', by: sid.id },
    ]),
  }),
  // Who has said yes may say so no more when the other place is filled.
  (stage) => ({
    happenings: life(stage, wish(twoPlaces, 30), [
      { at: 60, kind: 'vote-yes', by: sid.id },
      { at: 80, kind: stage.random.pick(['team-left', 'member-left'] as const), by: sid.id },
      { at: 400, kind: 'vote-yes', by: oona.id },
    ]),
  }),
  // Policy says no by the time at which people say yes.
  (stage) => ({
    happenings: life(stage, wish(onePlace, 30), [
      { at: 60, kind: 'policy-changed', wish: wish(onePlace, 30) },
      { at: 300, kind: 'vote-yes', by: otto.id },
    ]),
  }),
]

/** A yes is taken back while it is acted upon. */
function lastMoment(stage: Stage): Plot {
  const { random } = stage
  const voter = random.pick([oona, otto]).id
  return {
    happenings: life(stage, wish(onePlace, 30), [
      { at: 60, kind: 'vote-yes', by: voter },
      { at: 60 + random.int(2, 20) / 4, kind: 'vote-no', by: voter },
    ]),
  }
}

/** Words of another in the requester's mouth. */
const ofWords: readonly ((stage: Stage) => Plot)[] = [
  (stage) => ({ happenings: life(stage, wish(alone, 60), [{ at: 60, kind: 'comment-made-extend', by: stage.by }]) }),
  (stage) => ({
    happenings: life(stage, wish(onePlace, 30), [
      { at: 60, kind: 'issue-edited-by-other', by: zoe.id, wish: wish(alone, 120) },
      { at: 120, kind: 'comment-made-retry', by: stage.by },
    ]),
  }),
]

/** More time is asked for, and nobody agrees. */
function moreWithoutVotes(stage: Stage): Plot {
  return {
    happenings: life(stage, wish(onePlace, 60), [
      { at: 60, kind: 'vote-yes', by: otto.id },
      { at: 200, kind: 'command-extend', by: stage.by },
    ]),
  }
}

/** What nobody sees in the words of a command. */
function hiddenWords(stage: Stage): Plot {
  return { happenings: life(stage, wish(alone, 60), [{ at: 60, kind: 'command-extend-hidden', by: stage.by }]) }
}

/** One request holds what the database cannot read, and then the whole repository has to end. */
function poisoned(stage: Stage): Plot {
  const other = { ...stage, of: stage.of + 1, by: stage.by === rita.id ? remy.id : rita.id }
  const ends = stage.begins + stage.random.int(150, 400)
  return {
    happenings: [
      ...life(stage, wish(alone, 120), [{ at: 60, kind: 'command-extend-nul', by: stage.by }]),
      ...life(other, wish(alone, 120), []),
      { at: ends, kind: stage.random.pick(['repository-published', 'repository-archived'] as const) },
    ],
  }
}

/** The same person leaves twice: GitHub tells both times in the same bytes. */
function leavesTwice(stage: Stage): Plot {
  const { by, begins, of } = stage
  return {
    happenings: [
      ...life(stage, wish(alone, 120), []),
      { at: begins + 90, kind: 'member-left', by },
      { at: begins + 200, kind: 'member-back', by },
      ...life({ ...stage, of: of + 1, begins: begins + 270 }, wish(alone, 120), []),
      { at: begins + 400, kind: 'member-left', by },
    ],
  }
}

/** Notes are made into requests from the highest number down, one after the other. */
function overQuota(stage: Stage): Plot {
  const { random, of, begins } = stage
  const notes = [0, 1, 2]
  return {
    settings: { open_requests_per_person: random.int(1, 2) },
    happenings: notes.flatMap((note) =>
      life(
        { ...stage, of: of + note, begins: begins + note },
        wish(alone, 120),
        [{ at: 60 + 180 * (notes.length - note), kind: 'issue-edited', by: stage.by, wish: wish(alone, 120) }],
        { kind: 'note-opened' },
      ),
    ),
  }
}

/** One who does not know how to ask asks again and again. */
function stammers(stage: Stage): Plot {
  const often = Array.from({ length: 9 }, (_, index) => 60 + 30 * index)
  return {
    happenings: life(
      stage,
      wish(alone, 60),
      often.map((at) => ({ at, kind: 'command-extend-wrong' as const, by: stage.by })),
    ),
  }
}

/** The kill switch is used while a credential is on its way. */
function killedAtOnce(stage: Stage): Plot {
  const at = stage.begins + stage.random.int(4, 32) / 4
  return { happenings: [...life(stage, wish(alone, 60), []), { at, kind: 'grants-killed' }] }
}

/** Access is asked for in a lockdown. */
function lockedOut(stage: Stage): Plot {
  const { begins } = stage
  return {
    happenings: [
      { at: begins, kind: 'lockdown' },
      ...life({ ...stage, begins: begins + 30 }, wish(alone, 60), []),
      { at: begins + 400, kind: 'lockdown-lifted' },
    ],
  }
}

/** More time is asked for in the very moment in which it ends. */
function atTheEnd(stage: Stage): Plot {
  const { random, by } = stage
  return {
    happenings: life(stage, wish(alone, 5), [{ at: random.int(592, 608) / 2, kind: 'command-extend', by }]),
  }
}

/** Somebody without a say closes what others vote on, or takes its branch away. */
function closedByAnybody(stage: Stage): Plot {
  const kind = stage.random.pick(['pull-closed-by-other', 'branch-deleted-by-other'] as const)
  return { happenings: life(stage, wish(onePlace, 30), [{ at: 60, kind, by: zoe.id }]) }
}

/** `of`: the place of its first request. */
export function plotOf(random: Random, of: number): Plot {
  const stage = { random, of, by: random.pick([rita, remy]).id, begins: random.int(0, 300) }
  const plot = random.pick([
    ...[random.pick(ofVotes), random.pick(ofVotes), random.pick(ofVotes), random.pick(ofWords), random.pick(ofWords)],
    ...[lastMoment, lastMoment, moreWithoutVotes, hiddenWords, poisoned, leavesTwice, overQuota, stammers],
    ...[killedAtOnce, lockedOut, atTheEnd, atTheEnd, closedByAnybody],
  ])
  return plot(stage)
}
