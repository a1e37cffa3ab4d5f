import { describe, expect, it } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { lookAtGovernance } from '../../../../src/core/governance/governance-look.ts'
import type { GovernanceRecord, Newest } from '../../../../src/core/governance/governance-record.ts'
import { Secret } from '../../../../src/core/secret.ts'
import { createAdmin } from '../../../../src/http/admin.ts'
import { noLevels } from '../../../fakes/levels.ts'
import { createFakeLockdowns } from '../../../fakes/lockdowns.ts'
import { createHealth, examine, now, repository } from './inspection-samples.ts'

const ago = (seconds: number): string => new Date(now.getTime() - seconds * 1000).toISOString()
const brought = { pull: 12, approvers: [7] }

const inForce = (over: Partial<GovernanceRecord['inForce'] & object> = {}): GovernanceRecord => ({
  inForce: { digest: 'a'.repeat(64), since: ago(7_200), verdict: 'reviewed', brought, ...over },
  tries: 0,
})

const behind = (state: Newest['state'], seconds: number, why: string[] = []): GovernanceRecord => ({
  ...inForce(),
  newest: { digest: 'b'.repeat(64), state, seen: ago(seconds), since: ago(seconds), why },
})

/** What the doctor says of it: from a store that it can open, and from the metrics of a server that has it open. */
async function said(record: GovernanceRecord, lastGoodFor = 3_600) {
  const governances = [lookAtGovernance(repository, record, lastGoodFor, now) ?? []].flat()
  const health = createHealth()
  const store = await health.looks.store()
  const found = async () =>
    (await examine(health))
      .filter(({ name }) => name === 'acme/access rules in force')
      .map(({ state, code, message }) => [state, ...(code === undefined ? [] : [code]), message].join(' '))
  health.looks.store = async () => store && { ...store, governances }
  const opened = await found()
  health.looks.store = async () => {
    throw new DaypassError('STORE_LOCKED', 'another Daypass uses this data directory')
  }
  const { open } = createAdmin(
    async () => ({ ...noLevels, governances }),
    async () => ({ revoked: 0, lockdown: undefined }),
    createFakeLockdowns(),
    new Secret('-'),
  )
  const metrics = await (await open.request('/metrics')).text()
  health.looks.metrics = async () => metrics
  return { opened, running: await found() }
}

const reviewed = 'well What decides came into force 2 h ago, reviewed'
const broken = 'wrong GOVERNANCE_BROKEN What the default branch says cannot be used, since 10 min'
const mend = 'Mend it, or take the change back, by pull request.'
const release = '`daypass policy release` shows it, and lets it in; or take it back.'

describe('what daypass doctor says of the rules in force', () => {
  it.each<[string, GovernanceRecord, opened: string[], running: string[]]>([
    ['nothing yet', { tries: 0 }, ['note No rules were put in force yet: the server does when it starts.'], []],
    ['in force', inForce(), [`${reviewed}, by #12.`], [`${reviewed}.`]],
    [
      'pushed past everybody',
      inForce({ verdict: 'unreviewed' }),
      ['note What decides came into force 2 h ago, without a review that counts, by #12.'],
      ['note What decides came into force 2 h ago, without a review that counts.'],
    ],
    ['just pushed', behind('unread', 59), [`${reviewed}, by #12.`], [`${reviewed}.`]],
    [
      'not looked at',
      behind('unread', 120),
      [
        `${reviewed}, by #12.`,
        'wrong GOVERNANCE_UNREAD What the default branch says is being looked at, since 2 min. Decisions stop in 58 min. If it stays so, look at the log of the server.',
      ],
      [
        `${reviewed}.`,
        'wrong GOVERNANCE_UNREAD What the default branch says is being looked at, since 2 min. Decisions stop in 58 min. If it stays so, look at the log of the server.',
      ],
    ],
    [
      'broken',
      behind('broken', 600, ['policies/decision.rego:3: no.', 'catalog/x.yml: no.']),
      [
        `${reviewed}, by #12.`,
        `${broken}: policies/decision.rego:3: no.; catalog/x.yml: no. Decisions stop in 50 min. ${mend}`,
      ],
      [`${reviewed}.`, `${broken}. Decisions stop in 50 min. ${mend}`],
    ],
    [
      'held',
      behind('held', 86_400, ['it came past review']),
      [
        `${reviewed}, by #12.`,
        `wrong GOVERNANCE_HELD What the default branch says is held, since 24 h: it came past review. ${release}`,
      ],
      [`${reviewed}.`, `wrong GOVERNANCE_HELD What the default branch says is held, since 24 h. ${release}`],
    ],
    [
      'guarded',
      behind('guarded', 7_000, ['it would end 12 of 12 grants that live, and its check has not said so']),
      [
        `${reviewed}, by #12.`,
        `wrong GOVERNANCE_HELD What the default branch says is held, since 117 min: it would end 12 of 12 grants that live, and its check has not said so. ${release}`,
      ],
      [`${reviewed}.`, `wrong GOVERNANCE_HELD What the default branch says is held, since 117 min. ${release}`],
    ],
  ])('%s', async (_, record, opened, running) => {
    const none = ['note No rules were put in force yet: the server does when it starts.']
    expect(await said(record)).toEqual({ opened, running: running.length > 0 ? running : none })
  })

  it('says from the instant on at which decisions stop that they have', async () => {
    const stopped = `${broken}. Nothing is decided any more; ends go on. ${mend}`
    expect((await said(behind('broken', 600), 601)).running[1]).toContain('Decisions stop in 1 s.')
    expect((await said(behind('broken', 600), 600)).running[1]).toBe(stopped)
    // Good rules that somebody only holds back decide for as long as it takes.
    expect((await said(behind('held', 600), 600)).running[1]).not.toContain('any more')
  })

  it('says nothing of a store that is too old to know', async () => {
    const health = createHealth()
    expect((await examine(health)).filter(({ name }) => name.endsWith('rules in force'))).toEqual([])
  })
})
