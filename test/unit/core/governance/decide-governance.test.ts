import { describe, expect, it } from 'vitest'
import { decideGovernance, type GovernanceFile } from '../../../../src/core/governance/decide-governance.ts'
import { type GovernanceRecord, hasRunOut, nothingInForce } from '../../../../src/core/governance/governance-record.ts'

const now = new Date('2026-11-30T12:00:00Z')
const earlier = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString()
const [old, next] = ['1'.repeat(64), '2'.repeat(64)]
const inForce = { digest: old, commit: 'c'.repeat(40), since: earlier(86_400), verdict: 'first' } as const
const governed: GovernanceRecord = { inForce, tries: 0 }
const usable = { digest: next, commit: 'd'.repeat(40), problems: [] }
const brought = { pull: 12, approvers: [7] }
const reviewed = { is: 'reviewed', brought } as const
const unreviewed = { is: 'unreviewed', why: 'nobody agreed' } as const
const nothing = { ends: 0, live: 5, announced: false }

type Case = [name: string, file: Partial<GovernanceFile>, expected: string]

/** What is done, in a few words: what comes into force and how, or what is kept out, with what the trail is told. */
function said(file: Partial<GovernanceFile>): string {
  const steps = decideGovernance({ record: governed, newest: usable, unreviewed: 'hold', now, ...file })
  return steps
    .map((step) => {
      if (step.do === 'wake') return 'wake'
      const { inForce: put, newest } = step.record
      const told = step.event ? `, told ${step.event.facts.verdict} by ${step.event.actor.kind}` : ''
      if (step.do === 'put') return `put ${put?.verdict}${put?.brought ? ` #${put.brought.pull}` : ''}${told}`
      return `${newest ? `keep out ${newest.state}` : 'back'}${told}`
    })
    .join('; ')
}

const seen = (state: 'unread' | 'broken' | 'held' | 'guarded', seconds = 5, why: string[] = []) => ({
  record: {
    ...governed,
    newest: { digest: next, commit: usable.commit, state, seen: earlier(seconds), since: earlier(seconds), why },
  },
})

describe('what comes into force', () => {
  const cases: Case[] = [
    ['nothing has changed', { newest: { digest: old, problems: [] } }, ''],
    ['the first, as it is', { record: nothingInForce }, 'put first, told in-force by daypass; wake'],
    ['the first, and it cannot be used', { record: nothingInForce, newest: { ...usable, problems: ['x'] } }, ''],
    [
      'judged, approved and merged',
      { provenance: reviewed, ending: nothing },
      'put reviewed #12, told in-force by daypass; wake',
    ],
    ['nothing is known of how it came', {}, 'keep out unread'],
    ['its merge is not shown yet', { provenance: { is: 'awaited' } }, 'keep out unread'],
    ['its merge is not shown yet, and that was seen', { ...seen('unread'), provenance: { is: 'awaited' } }, ''],
    [
      'its merge is never shown',
      { ...seen('unread', 61), provenance: { is: 'awaited' } },
      'keep out held, told held by daypass',
    ],
    ['nobody agreed', { provenance: unreviewed, ending: nothing }, 'keep out held, told held by daypass'],
    ['nobody agreed, and that was said', { ...seen('held', 5, ['nobody agreed']), provenance: unreviewed }, ''],
    [
      'nobody had to agree',
      { provenance: unreviewed, ending: nothing, unreviewed: 'alert' },
      'put unreviewed, told in-force by daypass; wake',
    ],
    ['it cannot be used', { newest: { ...usable, problems: ['x'] } }, 'keep out broken, told refused by daypass'],
    [
      'it cannot be used, whoever agreed',
      { newest: { ...usable, problems: ['x'] }, provenance: reviewed },
      'keep out broken, told refused by daypass',
    ],
    [
      'it cannot be used, whoever lets it in',
      { record: { ...governed, released: next }, newest: { ...usable, problems: ['x'] } },
      'keep out broken, told refused by daypass',
    ],
    [
      'an operator lets it in',
      { record: { ...governed, released: next }, provenance: unreviewed, ending: nothing },
      'put released, told in-force by operator; wake',
    ],
    [
      'an operator has let in something else',
      { record: { ...governed, released: '3'.repeat(64) }, provenance: unreviewed },
      'keep out held, told held by daypass',
    ],
    [
      'it would end one of five',
      { provenance: reviewed, ending: { ...nothing, ends: 1 } },
      'keep out guarded, told held by daypass',
    ],
    [
      'it would end one of five, as its check has said',
      { provenance: reviewed, ending: { ...nothing, ends: 1, announced: true } },
      'put reviewed #12, told in-force by daypass; wake',
    ],
    [
      'it would end ten of a hundred',
      { provenance: reviewed, ending: { ends: 10, live: 100, announced: false } },
      'put reviewed #12, told in-force by daypass; wake',
    ],
    [
      'it would end eleven of many',
      { provenance: reviewed, ending: { ends: 11, live: 10_000, announced: false } },
      'keep out guarded, told held by daypass',
    ],
    [
      'nobody had to agree, and it would end much',
      { provenance: unreviewed, unreviewed: 'alert', ending: { ...nothing, ends: 5 } },
      'keep out guarded, told held by daypass',
    ],
    [
      'it would end much, and an operator lets it in',
      { record: { ...governed, released: next }, provenance: reviewed, ending: { ...nothing, ends: 5 } },
      'put reviewed #12, told in-force by operator; wake',
    ],
    ['it is taken back', { ...seen('held'), newest: { digest: old, problems: [] } }, 'back; wake'],
    [
      'those whom it concerns were not told',
      { record: { ...governed, untold: true }, newest: { digest: old, problems: [] } },
      'wake',
    ],
  ]
  it.each(cases)('%s', (_, file, expected) => expect(said(file)).toBe(expected))

  it('says in the trail what it came from and by whom', () => {
    const [put] = decideGovernance({
      record: governed,
      newest: usable,
      provenance: reviewed,
      ending: nothing,
      unreviewed: 'hold',
      now,
    })
    expect(put).toMatchObject({
      record: { inForce: { digest: next, commit: usable.commit, since: now.toISOString(), brought }, untold: true },
      event: { facts: { from: old, to: next, commit: usable.commit, pull: 12, approvers: [7] } },
    })
  })

  it('grows old since the first that was not in force, whatever was pushed after it', () => {
    const [keep] = decideGovernance({
      record: {
        ...governed,
        newest: { digest: '3'.repeat(64), state: 'broken', seen: earlier(900), since: earlier(900), why: ['y'] },
      },
      newest: { ...usable, problems: ['x'] },
      unreviewed: 'hold',
      now,
    })
    expect(keep).toMatchObject({
      record: { newest: { state: 'broken', since: earlier(900), seen: now.toISOString() } },
    })
  })
})

describe('what was good last', () => {
  it.each([
    ['broken', 3_599, false],
    ['broken', 3_600, true],
    ['unread', 3_600, true],
    ['held', 86_400, false],
    ['guarded', 86_400, false],
  ] as const)('%s for %i s: has run out: %s', (state, seconds, expected) =>
    expect(hasRunOut(seen(state, seconds).record, now, 3_600)).toBe(expected),
  )
  it('has not run out where it is what is newest', () => expect(hasRunOut(governed, now, 0)).toBe(false))
})
