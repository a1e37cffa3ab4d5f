import { describe, expect, test } from 'vitest'
import type { Flip } from '../../../../src/core/lint/effect-flips.ts'
import type { Judgement } from '../../../../src/core/lint/judgement.ts'
import type { PolicyFinding } from '../../../../src/core/policy/policy-finding.ts'
import type { LooseningVotes } from '../../../../src/core/proposal/loosening-votes.ts'
import {
  becamePublic,
  behindWhatFailed,
  conflicting,
  judged,
  notJudged,
  notWhatWasJudged,
  superseded,
  untouched,
  type Verdict,
} from '../../../../src/core/rendering/proposal-check.ts'

const people = (count: number) => Array.from({ length: count }, (_, at) => ({ id: at, login: `owner-${at}` }))
const votes = (more: Partial<LooseningVotes> = {}): LooseningVotes => ({
  ...{ complete: false, missing: 2, canSay: people(2), blockedBy: [], approvedBy: [], key: '' },
  ...more,
})
const flip = (more: Partial<Flip> = {}): Flip => ({
  ...{ comparison: 'looser', role: 'member', kind: 'plain', actions: ['read'], resources: ['orders-db'], issues: [] },
  ...{ before: 'after 1 of code-owners, up to 2h', after: 'at once, up to 12h' },
  ...more,
})
const finding = (line: number): PolicyFinding => ({
  ...{ path: 'policies/a.rego', line, column: 1, severity: 'error', code: 'POLICY_INVALID' },
  message: 'is wrong',
})
const tested = {
  tests: { passed: 12, failed: 0, skipped: 0, findings: [] },
  coverage: [{ path: 'policies/a|b.rego', percent: 91.7, missing: [] }],
}
const many = Array.from({ length: 60 }, (_, at) =>
  flip({ actions: [`act-${at}`], resources: people(5).map(({ login }) => login) }),
)

const judgements: [name: string, judgement: Judgement, votes: LooseningVotes][] = [
  [
    'looser',
    {
      findings: [],
      flips: [
        flip({ kind: 'together', actions: ['dump', 'read'] }),
        flip({ kind: 'recorded', issues: [42, 57, 58, 60] }),
        flip(),
        flip({ comparison: 'stricter', role: 'bot' }),
      ],
      ...tested,
      recorded: 1_234,
    },
    votes(),
  ],
  ['looser-approved', { findings: [], flips: [flip()] }, votes({ complete: true, missing: 0, canSay: [] })],
  ['looser-blocked', { recorded: 0, findings: [], flips: [flip()] }, votes({ blockedBy: people(1) })],
  ['looser-nobody-left', { findings: [], flips: [flip()] }, votes({ canSay: [] })],
  [
    'looser-unknown-pusher',
    { findings: [], flips: [flip()] },
    votes({ missing: 3, canSay: people(3), unknownPusher: true }),
  ],
  ['looser-much', { findings: [], flips: many }, votes({ canSay: people(14) })],
  [
    'widened',
    {
      findings: [],
      flips: [],
      widened: [
        'Who may change the rules: `/policies/` is owned by `@a`, and now by `@b`.',
        'The setting `policy` changes.',
      ],
    },
    votes(),
  ],
  ['stricter', { findings: [], flips: [flip({ comparison: 'stricter' })], ...tested }, votes()],
  ['other-words', { findings: [], flips: [flip({ comparison: 'words' })] }, votes()],
  ['wrong', { findings: [finding(3)], flips: [] }, votes()],
  ['wrong-much', { findings: Array.from({ length: 260 }, (_, at) => finding(at + 1)) }, votes()],
  [
    'hostile',
    { findings: [], flips: [flip({ actions: ['`|<b>'], resources: ['x`|y'], before: '|', after: '`' })] },
    votes({ canSay: [{ id: 1, login: 'a`@everyone' }] }),
  ],
]

const textOf = ({ conclusion, output: { title, summary, text = '' }, findings }: Verdict) =>
  [`${conclusion}: ${title} (${findings.length} annotations)`, summary, text].join('\n\n').trimEnd()

describe('what a check run says', () => {
  test.each<[string, Verdict]>([
    ['untouched', untouched],
    ['conflicting', conflicting],
    ['superseded', superseded],
    ['not-what-was-judged', notWhatWasJudged],
    ['behind-what-failed', behindWhatFailed],
    ['became-public', becamePublic],
    [
      'with-what-is-held',
      judged({ findings: [], flips: [flip()] }, { votes: votes(), held: ['policies/a`b.rego', 'catalog/orders.yml'] }),
    ],
    ['not-judged', notJudged('There is no `opa` here. <b>Run</b> `daypass opa fetch`.')],
    ...judgements.map(([name, judgement, said]): [string, Verdict] => [
      name,
      judged(judgement, said && { votes: said }),
    ]),
  ])('%s', async (name, verdict) => {
    await expect(textOf(verdict)).toMatchFileSnapshot(`../../../golden/check-${name}.md`)
    expect(verdict.output.summary.length).toBeLessThanOrEqual(65_535)
    // GitHub lets these pass a required check.
    expect(['neutral', 'skipped']).not.toContain(verdict.conclusion)
  })

  test('never calls files good in which something is wrong, whoever approves', () => {
    const all = votes({ complete: true, missing: 0 })
    expect(judged({ findings: [finding(1)], flips: [flip()] }, { votes: all }).conclusion).toBe('failure')
  })
})
