import { DaypassError } from '../core/error.ts'
import { addSeconds, showInstant } from '../core/instant.ts'
import type { Grant } from '../core/record.ts'
import type { Connector, ControlCall, Drillable, ProbeResult } from '../ports/connector.ts'
import type { GrantStore, StoredGrant } from '../ports/grants.ts'
import type { LeaseState } from '../ports/lease-state.ts'
import type { LiveLists } from '../ports/live-lists.ts'
import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import { opaType } from './live-lists.ts'
import { askGate, type Reader, readerIn } from './opa-reader.ts'
import { freshFor, leeway, longestFresh, type OpaSettings, opaTerms } from './opa-terms.ts'

export type OpaConnectorOptions = {
  name: string
  publicUrl: string
  /** Undefined: the deployment does not have the connector any more. */
  settings: OpaSettings | undefined
  /** The ledger: it is the target, and readers get what stands there. */
  ledger: Pick<GrantStore, 'find'>
  live: LiveLists
  fetch: Fetch
  now: () => Date
  /** Waits for so many seconds: until a reader has followed, in a drill. */
  pause: (seconds: number) => Promise<void>
}

/** How often (seconds apart) a drill looks whether its reader has followed. */
const looks = 10

/**
 * Access that gateways decide about at run time: a lease is an entry of the live list in the bundles of readers, its end the absence of that
 * entry, or the entry's own end where no newer list arrives. There is no credential: whoever is asked for access must know by itself who
 * asks, by the subject `github|<id>`.
 */
export function createOpaConnector(options: OpaConnectorOptions): Connector {
  const { name, settings = {}, ledger, live, fetch } = options
  const base = options.publicUrl.replace(/(?<!\/)\/+$/, '')
  return {
    name,
    type: opaType,
    credential: false,
    ...opaTerms(settings, fetch),
    audienceOf: (resource) => `${base}/resources/${resource}`,
    // How long a reader may go on by what it has, whatever the settings say by then.
    prepare: async () => ({ fresh_for: freshFor(settings) }),
    begin: async () => {
      live.changed()
      return undefined
    },
    extend: async () => live.changed(),
    end: async ({ id }) => {
      const { ended } = await grantOf(ledger, id)
      if (!ended) throw new DaypassError('CONNECTOR_FAILED', `Grant ${id} lives in the ledger, so it is on the list.`)
      live.changed()
      return { effective: ended }
    },
    endedInLedger: async () => live.changed(),
    probe: (grant, lease) => probe(options, grant, lease),
    drill: drillable(options),
  }
}

/** Shows that nobody can judge by a list that has the grant. */
async function probe(
  options: OpaConnectorOptions,
  { id }: Pick<Grant, 'id'>,
  lease: LeaseState | null,
): Promise<ProbeResult> {
  const { ledger, live, settings, now } = options
  const grant = await grantOf(ledger, id)
  const { ended } = grant
  const soon = () => addSeconds(now(), 2)
  if (!ended) return { proved: false, why: 'the grant has not ended', again: soon() }
  const list = await live.newest(grant.key.repository)
  // None where no connector of this kind is left: then nothing is published at all.
  if (list && list.published < ended)
    return { proved: false, why: 'no list has been made since the end', again: soon() }
  if (list?.grants.some((one) => one.id === id))
    return { proved: false, why: 'the newest list still has the grant', again: soon() }
  const reader = readerIn(settings ?? {})
  const answer = reader === undefined ? 'no reader is asked' : await askReader(options, reader, grant)
  const at = now()
  if (typeof answer !== 'string') return { proved: true, proof: { how: 'refused', at: at.toISOString(), ...answer } }
  const dead = gone(grant, ended, lease, settings)
  const when = showInstant(dead, 'second')
  if (at >= dead) {
    const words = `every list that had it is too old to be judged by since ${when}; ${answer}`
    return { proved: true, proof: { how: 'ran-out', at: at.toISOString(), words } }
  }
  const again = reader === undefined ? dead : earlier(dead, addSeconds(at, pauseSince(ended, at)))
  return { proved: false, why: `${answer}; the last list that had it is too old at ${when}`, again }
}

/** When nobody judges by the grant any more: the lists that had it are old, or its own end, which stands in them, has passed. */
function gone({ ends }: StoredGrant, ended: Date, lease: LeaseState | null, settings: OpaSettings | undefined): Date {
  const kept = typeof lease?.fresh_for === 'number' ? lease.fresh_for : 0
  const fresh = settings ? Math.max(kept, freshFor(settings)) : longestFresh
  return addSeconds(earlier(ends, addSeconds(ended, fresh)), leeway)
}

/** What shows the end: a reader that has a fresh list of after the end, without the grant. A text: why there is none. */
async function askReader(
  { fetch, now }: OpaConnectorOptions,
  reader: Reader,
  { id, requester, resource, ended }: StoredGrant,
): Promise<{ words: string } | string> {
  const { host } = new URL(reader.url)
  const answer = await askGate(fetch, reader, { subject: `github|${requester}`, resource })
  if (typeof answer === 'string') return answer
  if (answer.grants.includes(id)) return `${host} still answers yes`
  if (!answer.fresh || answer.published === undefined) return `${host} has no fresh list, so its no shows nothing`
  if (ended && answer.published < ended.getTime()) return `${host} does not have a list of after the end yet`
  const made = showInstant(new Date(answer.published), 'tenth')
  return { words: `refused by ${host} at ${showInstant(now(), 'tenth')}, by the list of ${made}` }
}

function drillable(options: OpaConnectorOptions): Drillable {
  const { settings, ledger, live, pause } = options
  const reader = readerIn(settings ?? {})
  return {
    target: reader?.url ?? '',
    use: async ({ id, begins }): Promise<ControlCall> => {
      const grant = await grantOf(ledger, id)
      if (grant.ended) throw new DaypassError('GRANT_ENDED', 'The grant of the drill has ended.')
      const list = await live.newest(grant.key.repository, begins)
      if (!list?.grants.some((one) => one.id === id)) return { works: false, words: 'the list does not have it' }
      if (reader === undefined) return { works: true, words: 'the list has it; no reader is asked' }
      const { host } = new URL(reader.url)
      const question = { subject: `github|${grant.requester}`, resource: grant.resource }
      for (let look = 0; look < looks; look++) {
        if (look > 0) await pause(1)
        const answer = await askGate(options.fetch, reader, question)
        if (typeof answer === 'string') return { works: true, control: 'kept-out', words: answer }
        if (answer.grants.includes(id))
          return { works: true, control: 'let-in', words: `${host} answered yes to a live grant` }
      }
      return { works: true, control: 'kept-out', words: `${host} answered no to a live grant, asked for ${looks} s` }
    },
  }
}

async function grantOf(ledger: Pick<GrantStore, 'find'>, id: string): Promise<StoredGrant> {
  const grant = await ledger.find(id)
  if (grant) return grant
  throw new DaypassError('GRANT_UNKNOWN', `No lease of grant ${id} is in the ledger; it was never opened.`)
}

/** Half of the time since the end, within 2 and 30 s: quick at first, patient later. */
function pauseSince(ended: Date, now: Date): number {
  return Math.min(30, Math.max(2, (now.getTime() - ended.getTime()) / 2000))
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}
