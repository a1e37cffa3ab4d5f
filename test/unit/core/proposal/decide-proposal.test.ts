import { describe, expect, test } from 'vitest'
import { decideProposal, type ProposalSeen } from '../../../../src/core/proposal/decide-proposal.ts'
import type { ProposalRecord } from '../../../../src/core/proposal/proposal-record.ts'

const [head, other] = ['a'.repeat(40), 'b'.repeat(40)]
type Touching = Extract<ProposalSeen, { kind: 'open'; touches: true }>
const base = 'e'.repeat(40)
const tried = { merge: 'c'.repeat(40), judgedBy: 'test' }
const votes = { key: 'none' }
const judging = {
  ...{ merge: tried.merge, onto: 'd'.repeat(40), voting: { head, author: 1, paths: ['policies/a.rego'] } },
  repository: { id: 7, fullName: 'acme/access', private: true },
}
const open = (more: Partial<Touching> = {}): ProposalSeen => ({
  ...{ kind: 'open', head, base, tried, identity: 'one', touches: true, ...judging, votes },
  ...more,
})
const harmless: ProposalSeen = { kind: 'open', head, base, tried, identity: 'one', touches: false }
const run = { head, identity: 'one', attempt: 1, id: 7 }
const steps = (record: Partial<ProposalRecord>, seen: ProposalSeen, reruns = 0) =>
  decideProposal({ record: { tries: 0, base, ...tried, ...record }, seen, reruns }).map((step) =>
    step.do === 'note' ? `note ${JSON.stringify(step.set)}` : `${step.do} ${step.run.identity}.${step.run.attempt}`,
  )
const set = { over: false, base, ...tried }
const noted = `note ${JSON.stringify({ ...set, rerun: 0 })}`

describe('a pull request against the default branch', () => {
  test.each<[string, Partial<ProposalRecord>, ProposalSeen, string[]]>([
    ['is new', {}, open(), ['begin one.1', 'judge one.1', noted]],
    ['changes nothing that governs', {}, harmless, ['conclude one.1', noted]],
    ['conflicts', {}, { kind: 'conflict', head, base, tried, identity: 'two' }, ['conclude two.1', noted]],
    ['is as it was', {}, { kind: 'same' }, []],
    ['was not tried to merge yet', {}, { kind: 'untried' }, []],
    ['is under way', { run }, open(), ['begin one.1', 'judge one.1', noted]],
    ['is judged', { run: { ...run, conclusion: 'failure' } }, open(), []],
    [
      'was opened again',
      { over: true, run: { ...run, conclusion: 'failure' } },
      open(),
      [`note ${JSON.stringify(set)}`],
    ],
    [
      'may have been told in part',
      { run: { ...run, sent: true } },
      open(),
      ['cancel one.1', 'begin one.2', 'judge one.2', noted],
    ],
    [
      'was pushed to while judged',
      { run },
      open({ head: other, identity: 'two' }),
      ['cancel one.1', 'begin two.2', 'judge two.2', noted],
    ],
    [
      'was pushed to',
      { run: { ...run, conclusion: 'success' } },
      open({ head: other, identity: 'two' }),
      ['begin two.2', 'judge two.2', noted],
    ],
    [
      'meets another base',
      { run: { ...run, conclusion: 'success' } },
      open({ identity: 'two' }),
      ['begin two.2', 'judge two.2', noted],
    ],
    ['is closed', { run: { ...run, conclusion: 'success' } }, { kind: 'closed' }, ['note {"over":true}']],
    ['is closed while judged', { run }, { kind: 'closed' }, ['cancel one.1', 'note {"over":true}']],
    ['was turned to another branch', { run }, { kind: 'elsewhere' }, ['cancel one.1', 'note {"over":true}']],
    [
      'got another vote where it is looser',
      { run: { ...run, votes: 'before', conclusion: 'action_required' } },
      open(),
      ['begin one.2', 'judge one.2', noted],
    ],
    ['got no other vote since', { run: { ...run, votes: 'none', conclusion: 'action_required' } }, open(), []],
    [
      'got a vote where nothing is looser',
      { run: { ...run, conclusion: 'success' } },
      open({ votes: { ...votes, key: 'x' } }),
      [],
    ],
    [
      'was not judged in a public repository, which is private again',
      { run: { ...run, public: true, conclusion: 'failure' } },
      open(),
      ['begin one.2', 'judge one.2', noted],
    ],
    [
      'was not judged in a public repository, which still is one',
      { run: { ...run, public: true, conclusion: 'failure' } },
      open({ public: true }),
      [],
    ],
    [
      'meets a base that changes nothing for it',
      { run: { ...run, conclusion: 'success' }, base: 'older' },
      open(),
      [`note ${JSON.stringify(set)}`],
    ],
    [
      'was closed while judged, and is open again',
      { over: true, run: { ...run, conclusion: 'cancelled' } },
      open(),
      ['begin one.2', 'judge one.2', noted],
    ],
    [
      'is judged by another engine, to which nothing differs',
      { run: { ...run, conclusion: 'success' }, judgedBy: 'older' },
      open(),
      [`note ${JSON.stringify(set)}`],
    ],
    [
      'is closed while it stands in a merge queue',
      { run: { ...run, conclusion: 'success' }, queued: [{ ...run, identity: 'queue.one', queue: true }] },
      { kind: 'closed' },
      ['cancel queue.one.1', 'note {"over":true}'],
    ],
    ['is over', { over: true }, { kind: 'closed' }, []],
    [
      'is over, and was judged meanwhile',
      { over: true, run },
      { kind: 'closed' },
      ['cancel one.1', 'note {"over":true}'],
    ],
  ])('that %s', (_what, record, seen, expected) => {
    expect(steps(record, seen)).toStrictEqual(expected)
  })

  test('is judged once more when somebody asks, and once for each time', () => {
    const judged = { run: { ...run, conclusion: 'failure' as const } }
    expect(steps(judged, open(), 1)).toStrictEqual([
      'begin one.2',
      'judge one.2',
      `note ${JSON.stringify({ ...set, rerun: 1 })}`,
    ])
    expect(steps({ ...judged, rerun: 1 }, open(), 1)).toStrictEqual([])
  })
})
