import { asError } from '../core/error.ts'
import { addSeconds } from '../core/instant.ts'
import type { Grant } from '../core/record.ts'
import type { CheckResult } from '../ports/check-result.ts'
import type { Connector } from '../ports/connector.ts'

/** What a rehearsal is marked with in place of a store: no server takes that for its own. */
export const nobodysStore = '----------------------'
/** So long (seconds) it lives if it is left behind. */
const life = 120
/** So often the end is to be proved, with pauses, before that counts as a failure. */
const tries = 5

/** Begins a lease that is nobody's and may do nothing, uses it, ends it, and proves the end: what a drill does, without a ledger. Leaves nothing. */
export async function rehearseLease(
  connector: Connector,
  { id, now, pause }: { id: string; now: () => Date; pause: (seconds: number) => Promise<void> },
): Promise<CheckResult> {
  const wrong = (message: string): CheckResult => ({ state: 'wrong', code: 'CONNECTOR_FAILED', message })
  const begins = now()
  const grant: Grant = {
    ...{ id, connector: connector.name, connectorType: connector.type, resource: 'daypass-rehearsal', audience: '' },
    ...{ scope: '', requester: 0, digest: '', policy: '', requestUrl: '', begins, ends: addSeconds(begins, life) },
  }
  const end = async (): Promise<string | undefined> => {
    await connector.end(grant, null, now())
    for (let left = tries; ; left--) {
      const result = await connector.probe(grant, null, now())
      if (result.proved) return undefined
      if (left === 0) return `The end of a trial lease could not be proved: ${result.why}.`
      await pause(Math.max(0, (result.again.getTime() - now().getTime()) / 1000))
    }
  }
  try {
    const credential = await connector.begin(grant, await connector.prepare(grant))
    const used = await connector.drill?.use(grant, credential, now())
    const unproved = await end()
    if (unproved !== undefined) return wrong(unproved)
    if (used && (!used.works || used.control === 'kept-out'))
      return wrong(`A trial lease could not be used: ${used.words}.`)
    return { state: 'well', message: 'A trial lease was begun, used, ended, and its end proved.' }
  } catch (thrown) {
    const why = asError(thrown).message
    const left = await end().catch((error: unknown) => asError(error).message)
    return wrong(
      left === undefined ? why : `${why} What there is of the trial lease could not be ended either: ${left}`,
    )
  }
}
