import { expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import type { Log } from '../../../../src/ports/log.ts'
import type { LookEnd } from '../../../../src/ports/looks.ts'
import type { Claim } from '../../../../src/ports/request-store.ts'
import type { Ports } from '../../../../src/reconcile/request/ports.ts'
import { reconcile } from '../../../../src/reconcile/request/reconcile.ts'
import { silentLog } from '../../../open-test-store.ts'
import { begins, granted } from '../../core/record-samples.ts'

const record = granted('active')
const { key } = record
const away = new DaypassError('GITHUB_UNAVAILABLE', 'GitHub is away')

type Tried = {
  /** Absent: somebody else holds the request. */
  claim?: Claim
  /** Undefined: it is read, and nothing is to be done. */
  thrown?: unknown
  /** Whether somebody asked for another look, at each release. */
  again?: boolean[]
}

/** Looks until none is asked for. Returns how each look ended and what it wrote to the log. */
async function looksOf({ claim, thrown, again = [] }: Tried) {
  const ends: LookEnd[] = []
  const lines: object[] = []
  const log: Log = { ...silentLog, error: (facts) => void lines.push(facts) }
  const left = [...again]
  const ports = {
    requests: {
      claim: async () => claim,
      save: async (on: Claim, { set }: { set: object }) => ({ ...on, record: { ...on.record, ...set } }),
      release: async () => left.shift() ?? false,
    },
    grants: {
      find: async () => {
        if (thrown) throw thrown
        return { ended: begins }
      },
    },
    freshId: () => 'f'.repeat(22),
    now: () => begins,
    log,
  } as unknown as Ports
  let names = 0
  await reconcile(ports, key, { begin: () => `look-${++names}`, ended: (end) => void ends.push(end) })
  return { ends, lines, names }
}

const claim: Claim = { key, fence: 1, record }

test.each<[string, Tried, LookEnd[]]>([
  ['that another worker holds', {}, [{ outcome: 'busy' }]],
  ['that fails', { claim, thrown: away }, [{ outcome: 'failed', failure: 'unreachable' }]],
  ['that meets a fault', { claim, thrown: new TypeError('none') }, [{ outcome: 'failed', failure: 'unforeseen' }]],
  ['that another worker took', { claim, thrown: new DaypassError('FENCED_OFF', 'taken') }, [{ outcome: 'fenced' }]],
  [
    'that fails and is asked for again',
    { claim, thrown: away, again: [true] },
    Array.from({ length: 2 }, () => ({ outcome: 'failed', failure: 'unreachable' })),
  ],
])('a look at a request %s is told as it ended', async (_, tried, ends) => {
  expect((await looksOf(tried)).ends).toEqual(ends)
})

test('each look has a name, which is in the lines that it writes', async () => {
  const { lines, names } = await looksOf({ claim, thrown: away, again: [true, true] })
  expect(lines).toMatchObject([{ look: 'look-1' }, { look: 'look-2' }, { look: 'look-3' }])
  expect(names).toBe(3)
})
