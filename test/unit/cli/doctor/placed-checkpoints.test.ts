import { describe, expect, test } from 'vitest'
import { judgePlace, trailsIn } from '../../../../src/cli/doctor/placed-checkpoints.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { Secret } from '../../../../src/core/secret.ts'
import { createAdmin } from '../../../../src/http/admin.ts'
import type { PlaceLook } from '../../../../src/ports/checkpoint-place.ts'
import { noLevels } from '../../../fakes/levels.ts'
import { createFakeLockdowns } from '../../../fakes/lockdowns.ts'
import { type Case, complaintsOf, type Health, keptRules, repository, ruleOf } from './inspection-samples.ts'

const there = (seq?: number, strange: string[] = []): PlaceLook => ({
  kind: 'there',
  newest:
    seq === undefined
      ? undefined
      : { checkpoint: { repository, seq, hash: 'a'.repeat(64), at: '2026-11-21T12:00:00.000Z' }, signature: '' },
  strange,
})
const remembers = ({ looks }: Health, placed?: number, ahead?: number) => {
  const trail = { repository, ...(placed === undefined ? {} : { placed }), ...(ahead === undefined ? {} : { ahead }) }
  looks.store = async () => ({
    counts: {},
    aside: 0,
    lockdowns: 0,
    stranded: [],
    trails: [trail],
    ends: [],
    unreadable: [],
  })
}
const without = (type: string) => keptRules.filter((rule) => rule.type !== type)

describe('daypass doctor finds, of the branch of checkpoints:', () => {
  const cases: Case[] = [
    [
      'no rules at all',
      ({ rules }) => {
        rules.checkpoints = []
      },
      'wrong acme/access checkpoints: BRANCH_UNPROTECTED checkpoints No rule forbids moving it back (block force pushes) or deleting it (restrict deletions). Add a ruleset',
    ],
    [
      'a force push that nothing forbids',
      ({ rules }) => {
        rules.checkpoints = without('non_fast_forward')
      },
      'No rule forbids moving it back (block force pushes). Add a ruleset',
    ],
    [
      'a deletion that only a rule with a bypass for the app forbids',
      ({ rules }) => {
        rules.checkpoints = keptRules.filter(({ type, bypassed }) => type !== 'deletion' || bypassed === true)
      },
      'The app may pass over `deletion`, and so may whoever steals its key. Empty the bypass list',
    ],
    [
      'rules of which GitHub does not say whom they bind',
      ({ rules }) => {
        rules.checkpoints = [...without('non_fast_forward'), ruleOf('non_fast_forward', undefined)]
      },
      'note acme/access checkpoints: GitHub does not say whether the app may pass over `non_fast_forward`',
    ],
    [
      'rules under which the app cannot add',
      ({ rules }) => {
        rules.checkpoints = [...keptRules, ruleOf('pull_request', false)]
      },
      'The app cannot add checkpoints: `pull_request` bind it.',
    ],
    [
      'everybody with write access adding there',
      ({ rules }) => {
        rules.checkpoints = without('update')
      },
      'note acme/access checkpoints: Everybody with write access can add commits to checkpoints.',
    ],
    [
      'a branch that is gone',
      (health) => remembers(health, 120),
      'wrong acme/access checkpoints: CHECKPOINTS_REMOVED checkpoints The branch is gone, although a checkpoint of trail entry 120 was placed there.',
    ],
    [
      'a checkpoint that is gone',
      (health) => {
        remembers(health, 120)
        health.looks.checkpoints = async () => there(90)
      },
      'CHECKPOINTS_REMOVED checkpoints It does not show that a checkpoint of trail entry 120 was placed there.',
    ],
    [
      'a place that is ahead of the store',
      (health) => {
        remembers(health, 90, 120)
        health.looks.checkpoints = async () => there(120)
      },
      `wrong acme/access checkpoints: TRAIL_TRUNCATED checkpoints It has a signed checkpoint of trail entry 120, which the store does not have`,
    ],
    [
      'the same, of a server that runs',
      ({ looks }) => {
        looks.store = async () => {
          throw new DaypassError('STORE_LOCKED', 'another Daypass uses this data directory')
        }
        looks.metrics = async () => `daypass_trail_truncated{repository="${repository}"} 120\n`
      },
      `run \`daypass adopt --trail ${repository}\``,
    ],
    [
      'files of others',
      ({ looks }) => {
        looks.checkpoints = async () => there(3, ['trail/41/9.json', 'trail/41/x'])
      },
      'note acme/access checkpoints: On checkpoints lie files that no key of this Daypass signed, and that do not count: trail/41/9.json, trail/41/x. Ask',
    ],
  ]
  test.each(cases)('%s', async (_what, change, expected) => {
    expect(await complaintsOf(change)).toContain(expected)
  })

  const well: [string, (health: Health) => void][] = [
    ['no checkpoint yet', () => undefined],
    [
      'checkpoints as remembered',
      (health) => {
        remembers(health, 90)
        health.looks.checkpoints = async () => there(90)
      },
    ],
    [
      'an archived repository',
      (health) => {
        remembers(health, 90)
        health.looks.checkpoints = async () => ({ kind: 'shut' })
      },
    ],
    [
      'no keys yet',
      ({ looks }) => {
        looks.checkpoints = async () => undefined
      },
    ],
  ]
  test.each(well)('nothing, of %s', async (_what, change) => {
    expect(await complaintsOf(change)).toBe('')
  })
})

test('says up to where they lie', () => {
  expect(judgePlace(repository, there(90), undefined)).toEqual([
    { state: 'well', message: 'Checkpoints lie on checkpoints, up to trail entry 90.' },
  ])
})

test('reads what the metrics of a server tell of trails', async () => {
  const trails = [
    { repository: 7, placed: 12 },
    { repository: 8, placed: 3, ahead: 9 },
    { repository: 9, ahead: 1 },
  ]
  const { open } = createAdmin(
    async () => ({ ...noLevels, trails }),
    async () => ({ revoked: 0, lockdown: undefined }),
    createFakeLockdowns(),
    new Secret('-'),
  )
  const told = trailsIn(await (await open.request('/metrics')).text())
  expect(told.toSorted((a, b) => a.repository - b.repository)).toEqual(trails)
})
