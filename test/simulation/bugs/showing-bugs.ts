import { type Bug, inFile } from './bug.ts'

const display = 'src/reconcile/display/reconcile-display.ts'
const applying = 'src/reconcile/display/apply-display.ts'
const deciding = 'src/core/display/decide-display.ts'

/** What people are shown that is not so, or twice, or not at all. */
export const showingBugs: readonly Bug[] = [
  ...inFile('src/reconcile/request/reconcile.ts', {
    name: 'nothing-shown',
    breaks: ['shown'],
    from: 'nextLook(held.record, ports.now()), show: isShown ? showing(held.record, seen) : undefined }',
    to: 'nextLook(held.record, ports.now()), show: undefined }',
  }),
  ...inFile(
    applying,
    {
      name: 'status-written-twice',
      breaks: ['shown'],
      from: 'before?.intended && before.comment === undefined ? await findOurs(ports, claim, part) : undefined',
      to: 'undefined',
    },
    {
      name: 'status-without-intent',
      breaks: ['shown'],
      from: ': await displays.save(claim, { set: { [part]: { ...before, intended: true } } })',
      to: ': claim',
    },
  ),
  ...inFile(display, {
    name: 'failed-display-never-again',
    breaks: ['shown'],
    from: 'return { held: noted, wakeAt: until && until > soon ? until : soon, failure }',
    to: 'return { held: noted, wakeAt: null, failure }',
  }),
  {
    // The store and the queue both hear of it: either would do.
    name: 'display-hears-nothing-meanwhile',
    breaks: ['shown'],
    replace: [
      {
        file: display,
        from: 'ports.displays.release(held, wakeAt),',
        to: 'ports.displays.release(held, wakeAt).then(() => false),',
      },
      { file: 'src/queue/looker.ts', from: 'known.again = true', to: '' },
    ],
  },
  ...inFile(
    deciding,
    {
      name: 'ended-credential-is-posted',
      breaks: ['delivered-alive', 'shown'],
      from: "const isHeldBack = record.state === 'active' && !file.live",
      to: "const isHeldBack = record.state === 'denied' && !file.live",
    },
    {
      name: 'tampering-stays',
      breaks: ['shown'],
      from: 'for (const part of differences.changed) delete shown[part]',
      to: '',
    },
  ),
  ...inFile('src/reconcile/display/observe-display.ts', {
    name: 'nothing-is-compared',
    breaks: ['shown'],
    from: 'const isOrdered = orders.compare > (display.compared ?? 0)',
    to: 'const isOrdered = orders.compare < 0',
  }),
]
