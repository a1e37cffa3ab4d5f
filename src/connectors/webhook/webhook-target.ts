import { DaypassError } from '../../core/error.ts'
import { noConnectionIn } from '../../core/no-connection.ts'
import { isWebhookListing, isWebhookState } from '../../generated/validators.js'
import type { WebhookListing } from '../../generated/webhook-listing.ts'
import type { WebhookMessage } from '../../generated/webhook-message.ts'
import type { WebhookState } from '../../generated/webhook-state.ts'
import type { Fetch } from '../guarded-fetch/guarded-fetch.ts'
import { allowed } from '../token-target.ts'
import { signMessage } from './standard-webhook.ts'
import { hostOf, secretsIn, type WebhookSettings } from './webhook-settings.ts'

export type TargetParts = { settings: WebhookSettings; fetch: Fetch; now: () => Date }

/** That the target has not done what it was told: `why` follows the name of its host. */
export function failed(settings: WebhookSettings, why: string): DaypassError {
  return new DaypassError('CONNECTOR_FAILED', `${hostOf(settings)} ${why}`)
}

/** Says something to the target, and returns its answer. Throws CONNECTOR_FAILED, without a word of what was answered. */
async function tell({ settings, fetch, now }: TargetParts, id: string, message: WebhookMessage): Promise<unknown> {
  const signed = signMessage(secretsIn(settings), id, now(), JSON.stringify(message))
  let response: Response
  try {
    response = await fetch(settings.url, { method: 'POST', ...signed, ...allowed(settings) })
  } catch (cause) {
    const more = noConnectionIn(cause)?.message
    throw failed(settings, `was unreachable.${more === undefined ? '' : ` ${more}`}`)
  }
  if (!response.ok) throw failed(settings, `answered ${response.status} to ${message.type}.`)
  try {
    return await response.json()
  } catch {
    throw failed(settings, `answered ${message.type} with what is no JSON.`)
  }
}

/** Says something of one grant, and returns how it is now in the target. `revision`: the same for the same words. Throws CONNECTOR_FAILED. */
export async function tellOf(
  parts: TargetParts,
  message: Exclude<WebhookMessage, { type: 'grant.list' }>,
  revision: string,
): Promise<WebhookState> {
  const { grant } = message.data
  const verb = message.type.replace('grant.', '')
  const answer = await tell(parts, `${grant}.${verb}.${revision}`, message)
  if (!isWebhookState(answer)) throw failed(parts.settings, `answered ${message.type} in another form than it must.`)
  if (answer.grant !== grant) throw failed(parts.settings, `answered ${message.type} of another grant than was asked.`)
  return answer
}

/** Asks for a part of all that is in effect. Throws CONNECTOR_FAILED. */
export async function askForGrants(
  parts: TargetParts,
  data: Extract<WebhookMessage, { type: 'grant.list' }>['data'],
): Promise<WebhookListing> {
  const answer = await tell(parts, `all.list.${data.nonce}`, { type: 'grant.list', data })
  if (!isWebhookListing(answer)) throw failed(parts.settings, 'answered grant.list in another form than it must.')
  if (answer.nonce !== data.nonce) throw failed(parts.settings, 'answered grant.list with what it has said before.')
  return answer
}
