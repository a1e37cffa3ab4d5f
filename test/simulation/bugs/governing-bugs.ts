import { type Bug, inFile } from './bug.ts'

const judging = 'src/reconcile/proposal/observe-proposal.ts'

/** Rules that come into force, or go on, as they must not, and checks that say what is not so. */
export const governingBugs: readonly Bug[] = [
  ...inFile(
    'src/core/governance/decide-governance.ts',
    {
      name: 'hold-is-ignored',
      breaks: ['governed'],
      from: "if (provenance.is !== 'reviewed' && file.unreviewed === 'hold') return [...keep(file, 'held', [why]), ...wake]",
      to: '',
    },
    {
      name: 'guard-is-skipped',
      breaks: ['governed'],
      from: "if (guarded) return [...keep(file, 'guarded', [guarded]), ...wake]",
      to: '',
    },
  ),
  ...inFile('src/core/governance/governance-record.ts', {
    name: 'last-good-for-ever',
    breaks: ['governed'],
    from: 'return now.getTime() >= Date.parse(newest.since) + lastGoodFor * 1000',
    to: 'return false',
  }),
  ...inFile(
    'src/reconcile/governance/in-force.ts',
    {
      name: 'newest-catalog-with-last-good',
      breaks: ['asked', 'governed'],
      from: 'resources: contents.resources && inBoth(contents.resources, newest.resources),',
      to: 'resources: newest.resources ?? contents.resources,',
    },
    {
      name: 'lost-in-the-newest-is-given',
      breaks: ['governed'],
      from: 'resources: contents.resources && inBoth(contents.resources, newest.resources),',
      to: 'resources: contents.resources,',
    },
    {
      name: 'newest-decides',
      breaks: ['allowed', 'asked'],
      from: 'if (record?.inForce?.digest === newest.digest) return newest',
      to: 'if (record) return newest',
    },
  ),
  ...inFile(
    'src/reconcile/governance/observe-governance.ts',
    {
      name: 'unmerged-is-reviewed',
      breaks: ['governed'],
      from: 'if (!shown.merged || shown.head !== run.head) {',
      to: 'if (shown.head !== run.head) {',
    },
    {
      name: 'way-begins-anywhere',
      breaks: ['governed'],
      from: 'judged.filter(({ run }) => run.from === inForce.digest)',
      to: 'judged',
    },
  ),
  ...inFile('src/core/policy/standing-question.ts', {
    name: 'time-that-is-left-is-not-asked',
    breaks: ['ended-by-right', 'same-end'],
    from: 'Math.min(left, Math.max(asked.request.duration, 1))',
    to: 'asked.request.duration',
  }),
  ...inFile('src/core/lifecycle/decide-standing.ts', {
    name: 'access-is-not-asked-about-again',
    breaks: ['governed', 'same-end'],
    from: 'if (!standing) return undefined',
    to: 'if (!standing || standing.refused) return undefined',
  }),
  ...inFile(
    'src/core/rendering/proposal-check.ts',
    {
      name: 'broken-is-green',
      breaks: ['judged'],
      from: "conclusion: !isGood ? 'failure' : waits",
      to: 'conclusion: waits',
    },
    {
      name: 'unjudged-is-green',
      breaks: ['judged'],
      from: "conclusion: 'failure',\n    output: {\n      title: 'Could not be judged',",
      to: "conclusion: 'success',\n    output: {\n      title: 'Could not be judged',",
    },
    {
      name: 'looser-waits-for-nobody',
      breaks: ['judged'],
      from: 'const waits = isGood && isLooser(judgement) && !votes.complete',
      to: 'const waits = false',
    },
  ),
  ...inFile(
    'src/core/proposal/loosening-votes.ts',
    {
      name: 'whoever-pushed-approves',
      breaks: ['judged', 'governed'],
      from: 'const own = people.filter(({ id }) => !pushers.includes(id))',
      to: 'const own = people',
    },
    {
      name: 'another-head-is-approved',
      breaks: ['judged', 'governed'],
      from: 'return countVotes({ reviews, head,',
      to: 'return countVotes({ reviews: reviews.map((one) => ({ ...one, commit: head })), head,',
    },
    {
      name: 'one-owner-is-enough',
      breaks: ['judged'],
      from: "count('owners', everybody, 1 + rule.further + spare)",
      to: "count('owners', everybody, 1 + spare)",
    },
  ),
  ...inFile(
    'src/reconcile/proposal/apply-proposal.ts',
    {
      name: 'new-owners-approve',
      breaks: ['judged'],
      from: 'const votes = await votesOn(ports, key, voting, governance)',
      to: "const votes = await votesOn(ports, key, voting, { ...governance, codeowners: proposed.texts.get('.github/CODEOWNERS') })",
    },
    {
      name: 'runs-are-not-looked-for',
      breaks: ['judged'],
      from: '(wasIntended(claim, run) ? await find(ports, claim, run) : undefined) ?? (await create(ports, claim, run))',
      to: 'await create(ports, claim, run)',
    },
  ),
  ...inFile(
    'src/core/proposal/decide-proposal.ts',
    {
      name: 'votes-are-counted-once',
      breaks: ['judged'],
      from: "const isVoted = seen.kind === 'open' && seen.touches && same?.votes !== undefined && same.votes !== seen.votes?.key",
      to: 'const isVoted = false',
    },
    {
      name: 'superseded-runs-go-on',
      breaks: ['judged'],
      from: "run && run.conclusion === undefined ? [{ do: 'cancel', run }] : []",
      to: '[]',
    },
  ),
  {
    name: 'head-is-judged-for-the-merge',
    breaks: ['judged', 'governed'],
    replace: [
      {
        file: judging,
        from: 'listing(merge.commit)])',
        to: 'listing(head)])',
      },
      {
        file: judging,
        from: '...looked, merge: merge.commit, onto: standing ?? merge.onto, voting }',
        to: '...looked, merge: head, onto: merge.onto, voting }',
      },
    ],
  },
]
