import { type Bug, inFile } from './bug.ts'

const reconcile = 'src/reconcile/request/reconcile.ts'
const sweep = 'src/reconcile/sweep.ts'

/** What is lost where a look fails, a process dies, or a webhook does not come. */
export const losingBugs: readonly Bug[] = [
  ...inFile(
    reconcile,
    {
      name: 'failed-look-never-again',
      breaks: ['ends-in-time', 'nothing-stuck', 'proved', 'taken-back-ends', 'same-end'],
      from: 'wakeAt: retryAt(told.record, ports.now(), failure), show, failure',
      to: 'wakeAt: null, show, failure',
    },
    {
      name: 'failure-forgets-what-was-saved',
      breaks: ['granted-once', 'trail', 'nothing-stuck', 'same-end', 'shown', 'asked'],
      from: '        held = await ports.requests.save(on, change)\n',
      to: '        const saved = await ports.requests.save(on, change)\n        if (saved.record.tries === 0) held = saved\n        return saved\n',
    },
  ),
  {
    // The store and the queue both hear of it: either would do.
    name: 'again-is-not-heard',
    breaks: ['nothing-stuck', 'same-end', 'shown', 'taken-back-ends'],
    replace: [
      {
        file: reconcile,
        from: 'ports.requests.release(held, wakeAt, show),',
        to: 'ports.requests.release(held, wakeAt, show).then(() => false),',
      },
      { file: 'src/queue/looker.ts', from: 'known.again = true', to: '' },
    ],
  },
  ...inFile(
    sweep,
    {
      name: 'sweep-sees-no-change',
      breaks: ['nothing-lost', 'taken-back-ends', 'nothing-stuck', 'same-end'],
      from: "else if (!isQuiet) await enqueue(before ? { ...wake, notice: 'comments' } : wake)",
      to: '',
    },
    {
      name: 'sweep-forgets-what-is-not-listed',
      breaks: ['taken-back-ends', 'nothing-stuck', 'same-end'],
      from: 'if (!seen.has(formatKey(key))) await enqueue({ key, repository, looksLikeRequest: false })',
      to: '',
    },
    {
      name: 'sweep-compares-no-votes',
      breaks: ['same-end', 'nothing-stuck', 'shown'],
      from: 'if (found?.changed === false) return',
      to: 'if (found) return',
    },
    {
      name: 'one-part-stops-the-sweep',
      breaks: ['nothing-lost', 'taken-back-ends', 'same-end'],
      from: 'for (const repository of await parts.lost.enrolledRepositories()) found.set(repository.id, repository)',
      to: '',
    },
  ),
  ...inFile('src/core/lifecycle/decide.ts', {
    name: 'command-is-read-twice',
    breaks: ['asked', 'nothing-stuck', 'shown', 'same-end'],
    from: '...{ comments, labels, url, ...compared, ...seenAgain },',
    to: '...{ labels, url, ...compared, ...seenAgain },',
  }),
  ...inFile(
    'src/core/lifecycle/decide-end.ts',
    {
      name: 'end-is-not-told',
      breaks: ['trail'],
      from: "return [save({ set, clear: ['doubt', 'foreign'], events: [begun] }), { do: 'end' }, { do: 'probe' }, show, ...tidy]",
      to: "return [save({ set, clear: ['doubt', 'foreign'], events: begun && [] }), { do: 'end' }, { do: 'probe' }, show, ...tidy]",
    },
    {
      name: 'end-begins-before-it-is-stored',
      breaks: ['proved', 'nothing-stuck', 'trail', 'ends-in-time'],
      from: "return [save({ set, clear: ['doubt', 'foreign'], events: [begun] }), { do: 'end' }, { do: 'probe' }, show, ...tidy]",
      to: "return [{ do: 'end' }, save({ set, clear: ['doubt', 'foreign'], events: [begun] }), { do: 'probe' }, show, ...tidy]",
    },
  ),
  ...inFile('src/reconcile/request/apply/apply.ts', {
    name: 'delivered-again-and-again',
    breaks: ['granted-once', 'nothing-stuck'],
    from: "      state: 'active',\n",
    to: "      state: 'granting',\n",
  }),
  ...inFile('src/reconcile/request/apply/review.ts', {
    name: 'merge-without-intent',
    breaks: ['nothing-stuck', 'same-end', 'shown'],
    from: 'const intended = await ports.requests.save(claim, { set: intent })',
    to: 'const intended = { ...claim, record: changedRecord(claim.record, { set: intent }) }',
  }),
  ...inFile('src/reconcile/governance/apply-governance.ts', {
    name: 'policy-change-wakes-nobody',
    breaks: ['governed', 'same-end'],
    from: '  await ports.wakeWaiting(repository)\n',
    to: '',
  }),
]
