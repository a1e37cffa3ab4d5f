import { parseDuration } from '../core/duration.ts'
import type { CheckResult } from '../ports/check-result.ts'
import type { ConnectorTerms } from '../ports/connector.ts'
import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import { askGate, type Reader, type ReaderSettings, readerIn } from './opa-reader.ts'
import { ownScopes } from './token-terms.ts'

export type OpaSettings = { fresh_for?: string } & ReaderSettings

/** For how long (seconds) a reader judges by a list, where the deployment file says nothing, and at most. */
const usual = 60
export const longestFresh = 600
/** What clocks may differ by (seconds): the gate takes no list from further in the future. */
export const leeway = 5
/** How soon (seconds) a reader that waits for the next list has it. */
const followed = 2

/** For how long (seconds) a list of this connector may be judged by. */
export function freshFor({ fresh_for }: OpaSettings): number {
  return fresh_for === undefined ? usual : parseDuration(fresh_for)
}

/** What a connector of kind `opa` says by its settings alone. */
export function opaTerms(settings: OpaSettings, fetch: Fetch): ConnectorTerms {
  const reader = readerIn(settings)
  const worst = freshFor(settings) + leeway
  const how = reader
    ? `${new URL(reader.url).host} is asked, and must have a list of after the end without it`
    : 'proved when every list that had it is too old to be judged by'
  return {
    declare: () => ({
      effect: followed,
      worst,
      cutsSessions: false,
      proof: reader ? 'refused' : 'ran-out',
      words: `off the list within ${followed} s where gateways wait for it, and refused everywhere within ${worst} s; ${how}`,
    }),
    check: ownScopes,
    health: async () => [reader === undefined ? unprobed : await lookAtReader(fetch, reader)],
  }
}

const unprobed: CheckResult = {
  state: 'well',
  message: 'It names no probe: ends are proved when the lists that had them are too old to be judged by.',
}

/** The question of nobody: whether there is a gate with a fresh list. */
async function lookAtReader(fetch: Fetch, reader: Reader): Promise<CheckResult> {
  const answer = await askGate(fetch, reader, { subject: 'github|0', resource: 'daypass-drill' })
  const wrong = (message: string): CheckResult => ({
    state: 'wrong',
    code: 'CONNECTOR_FAILED',
    where: reader.url,
    message,
  })
  const until = 'Until this is mended, ends are proved only when every list that had them is too old.'
  if (typeof answer === 'string') return wrong(`${answer}. It shall be an OPA that reads a bundle of Daypass. ${until}`)
  if (!answer.fresh) return wrong(`Its list is missing or too old: it does not follow its bundle. ${until}`)
  return { state: 'well', message: `${new URL(reader.url).host} has the gate and a fresh list.` }
}
