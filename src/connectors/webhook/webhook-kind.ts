import { addSeconds, showInstant } from '../../core/instant.ts'
import type { Grant } from '../../core/record.ts'
import { Secret } from '../../core/secret.ts'
import type { Credential } from '../../generated/sealed-payload.ts'
import type { GrantAsked, GrantStands } from '../../generated/webhook-message.ts'
import type { WebhookState } from '../../generated/webhook-state.ts'
import type { Connector, ControlCall, Marked, ProbeResult } from '../../ports/connector.ts'
import type { Fetch } from '../guarded-fetch/guarded-fetch.ts'
import { hostOf, type WebhookSettings } from './webhook-settings.ts'
import { askForGrants, failed, tellOf } from './webhook-target.ts'
import { webhookTerms } from './webhook-terms.ts'

export type WebhookConnectorOptions = {
  name: string
  settings: WebhookSettings
  /** Which store this is. */
  store: () => Promise<string>
  fetch: Fetch
  now: () => Date
  randomBytes: (count: number) => Uint8Array
}

/** All of what a target gives together is at most so long (bytes). */
const longestValues = 16 * 1024
/** A listing has at most so many parts. */
const mostParts = 1000

/**
 * Access that somebody else's program gives and takes, told by signed webhooks what shall be: for targets that Daypass does not know. What
 * comes of it is the target's word.
 */
export function createWebhookConnector(options: WebhookConnectorOptions): Connector {
  const { name, settings, store, now } = options
  /** What the target showed as in effect, and the question to which it did: an end after that is another one than before. */
  const shown = new Map<string, string>()
  const freshNonce = () => Buffer.from(options.randomBytes(16)).toString('base64url')
  const marker = async (grant: string) => ({ grant, connector: name, store: await store() })
  const stands = async (type: GrantStands['type'], grant: Grant) =>
    tellOf(options, { type, data: { ...(await marker(grant.id)), ...contentOf(grant) } }, String(grant.ends.getTime()))
  const ask = async (grant: Pick<Grant, 'id'>): Promise<WebhookState> => {
    const nonce = freshNonce()
    const question: GrantAsked = { type: 'grant.probe', data: { ...(await marker(grant.id)), nonce } }
    const state = await tellOf(options, question, nonce)
    // What was kept on the way says how it was.
    if (state.nonce !== nonce) throw failed(settings, 'answered grant.probe with what it has said before.')
    if (state.active) shown.set(grant.id, nonce)
    return state
  }
  const host = hostOf(settings)
  return {
    name,
    type: 'webhook',
    credential: settings.values !== undefined,
    ...webhookTerms(settings, options.fetch),
    audienceOf: () => new URL(settings.url).origin,
    prepare: async () => ({}),
    begin: async (grant) => {
      const state = await stands('grant.begin', grant)
      if (!state.active) throw failed(settings, 'says that what it was told to begin is not in effect.')
      return credentialOf(settings, state)
    },
    extend: async (grant) => {
      const state = await stands('grant.extend', grant)
      if (!state.active) throw failed(settings, 'says that what it was told to extend is not in effect.')
    },
    end: async ({ id }) => {
      const state = await tellOf(options, { type: 'grant.end', data: await marker(id) }, shown.get(id) ?? '0')
      if (state.active) throw failed(settings, 'says that what it was told to end is still in effect.')
      shown.delete(id)
      return { effective: now() }
    },
    probe: async (grant): Promise<ProbeResult> => {
      const { active } = await ask(grant)
      const at = now()
      if (active) return { proved: false, why: `${host} says that it is in effect`, again: addSeconds(at, 2) }
      const words = `the target says that it has ended; ${host} was asked at ${showInstant(at, 'tenth')}`
      return { proved: true, proof: { how: 'declared', at: at.toISOString(), words } }
    },
    listOurs: async function* (): AsyncIterable<Marked> {
      shown.clear()
      let after: string | undefined
      for (let part = 0; part < mostParts; part++) {
        const nonce = freshNonce()
        const of = { connector: name, store: await store(), nonce }
        const { grants, next } = await askForGrants(options, after === undefined ? of : { ...of, after })
        for (const marked of grants) {
          shown.set(marked.grant, nonce)
          yield marked
        }
        if (next === undefined) return
        after = next
      }
      throw failed(settings, `answered grant.list in more than ${mostParts} parts.`)
    },
    drill: {
      target: settings.url,
      use: async (grant): Promise<ControlCall> => {
        const { active } = await ask(grant)
        if (active) return { works: true, control: 'let-in', words: `${host} says that a live grant is in effect` }
        return { works: true, control: 'kept-out', words: `${host} says that a live grant is not in effect` }
      },
    },
  }
}

function contentOf({ resource, actions, scope, requester, requestUrl, operation, begins, ends }: Grant) {
  return {
    resource,
    ...(actions === undefined ? {} : { actions }),
    scopes: scope.split(' '),
    requester: { id: requester },
    request: requestUrl,
    ...(operation ? { operation } : {}),
    begins: begins.toISOString(),
    ends: ends.toISOString(),
  }
}

/** What it gave: each value that the deployment file names and no other, so that no target chooses names for the requester's machine. */
function credentialOf(settings: WebhookSettings, { values }: WebhookState): Secret<Credential> | undefined {
  const given = Object.keys(values ?? {}).sort()
  const named = [...(settings.values ?? [])].sort()
  if (given.join() !== named.join())
    throw failed(
      settings,
      `did not answer grant.begin with the values that the deployment file names (${named.join(', ') || 'none'}).`,
    )
  if (settings.values === undefined || values === undefined) return undefined
  if (Buffer.byteLength(JSON.stringify(values)) > longestValues)
    throw failed(settings, `answered grant.begin with values of more than ${longestValues} bytes.`)
  return new Secret<Credential>({ type: 'webhook', values: { ...values } })
}
