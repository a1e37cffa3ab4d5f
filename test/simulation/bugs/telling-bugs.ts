import { type Bug, inFile } from './bug.ts'

const sending = 'src/reconcile/notice/reconcile-notices.ts'

/** What is told twice, or never. */
export const tellingBugs: readonly Bug[] = [
  ...inFile(
    sending,
    {
      name: 'notice-without-intent',
      breaks: ['told-once'],
      from: "if (!isAgain) await tell('begun')",
      to: '',
    },
    {
      name: 'failed-notice-never-again',
      breaks: ['told-once'],
      from: 'return instants.length === 0 ? null : new Date(Math.min(...instants))',
      to: 'return null',
    },
    {
      name: 'one-place-is-enough',
      breaks: ['told-once'],
      from: 'places.every((place) => isSettled(told[place]))',
      to: 'places.some((place) => isSettled(told[place]))',
    },
  ),
  ...inFile('src/notices/issue-place.ts', {
    name: 'alert-told-again-unseen',
    breaks: ['told-once'],
    from: 'if (found !== undefined) return found',
    to: '',
  }),
]
