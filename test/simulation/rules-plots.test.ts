import { afterAll, expect, test } from 'vitest'
import { play } from './play.ts'
import { randomOf } from './random.ts'
import { rulesPlots } from './rules-plots.ts'
import { openMemory } from './store.ts'
import { calmWeather } from './weather.ts'
import { rita } from './world/setting.ts'

const store = await openMemory()
afterAll(() => store.close())

type Row = [name: string, seed: number, rules: string, checks: string, requests: string]

/** How rules came into force, what checks say in the end, and what requests have come to, where nothing goes wrong. */
const rows: Row[] = [
  ['announced', 1, 'first reviewed', 'success', 'ended revoked'],
  ['announced', 7, 'first reviewed', 'success', 'ended revoked'],
  ['unannounced', 1, 'first reviewed', 'success', 'ended expired'],
  ['unannounced', 7, 'first reviewed', 'success', 'ended revoked'],
  ['pushedAndTold', 1, 'first unreviewed', '', 'ended expired'],
  ['pushedAndTold', 7, 'first unreviewed', '', 'ended expired'],
  ['littleLeft', 1, 'first reviewed', 'success', 'ended expired'],
  ['needsMore', 1, 'first reviewed', 'success', 'ended expired'],
  ['needsMore', 2, 'first reviewed', 'success', 'ended expired'],
  ['needsMore', 10, 'first reviewed', 'success', 'ended revoked'],
  ['voteRefused', 1, 'first reviewed', 'success', 'denied'],
  ['oneOfTwo', 1, 'first', 'action_required', 'denied'],
  ['byPusher', 1, 'first', 'action_required', 'denied'],
  ['byNewOwner', 1, 'first', 'action_required', 'lapsed'],
  ['otherHead', 1, 'first', 'action_required', 'denied'],
  ['takenBack', 1, 'first', 'action_required', 'denied'],
  ['takenBack', 7, 'first', 'action_required', 'denied'],
  ['asItShouldBe', 1, 'first reviewed', 'success', 'lapsed'],
  ['pastItsPull', 1, 'first', 'success', 'denied'],
  ['held', 1, 'first released', '', 'lapsed, lapsed'],
  ['held', 2, 'first', '', 'lapsed, lapsed'],
  ['held', 3, 'first', '', 'lapsed, lapsed'],
  ['held', 4, 'first', '', 'lapsed, lapsed'],
  ['held', 8, 'first', '', 'lapsed, lapsed'],
  ['held', 10, 'first', '', 'lapsed, denied'],
  ['held', 11, 'first released', '', 'lapsed, ended expired'],
  ['held', 13, 'first', '', 'lapsed, denied'],
  ['moreBehindTheName', 1, 'first', '', 'lapsed, ended expired'],
  ['lostInTheNewest', 1, 'first', '', 'lapsed, invalid none'],
  ['onWhatIsHeld', 1, 'first reviewed', 'success', 'lapsed, lapsed'],
  ['unusable', 1, 'first', '', 'lapsed, ended expired, ended expired'],
  ['unusable', 2, 'first', '', 'lapsed, ended expired, ended expired'],
  ['unjudged', 1, 'first', 'success', ''],
  ['unjudged', 7, 'first', 'action_required', ''],
  ['broken', 1, 'first', 'failure', ''],
  ['movedOn', 1, 'first unreviewed', 'success success', ''],
  ['sameFile', 1, 'first reviewed', 'success failure', ''],
]

test.each(rows)('%s (%i)', async (name, seed, rules, checks, requests) => {
  const plot = rulesPlots[name]?.({ random: randomOf(seed), of: 0, by: rita.id, begins: 60 })
  const happenings = [...(plot?.happenings ?? [])].sort((a, b) => a.at - b.at)
  const calm = { seed, weather: calmWeather, disturbedFor: 2_400, lastsFor: 13_200, rightAfter: 1_620 }
  const { violations, story } = await play(store, { ...calm, ...plot, happenings })
  const ends = [...story.ends.values()].map(({ state, outcome }) => (outcome === state ? state : `${state} ${outcome}`))
  expect(violations).toEqual([])
  expect([story.verdicts.join(' '), [...story.checks.values()].join(' '), ends.join(', ')]).toEqual([
    ...[rules, checks, requests],
  ])
})

test('every plot is played', () => {
  expect(new Set(rows.map(([name]) => name))).toEqual(new Set(Object.keys(rulesPlots)))
})
