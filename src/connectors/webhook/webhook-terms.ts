import { formatDuration, parseDuration } from '../../core/duration.ts'
import { noConnectionIn } from '../../core/no-connection.ts'
import type { WebhookMessage } from '../../generated/webhook-message.ts'
import type { CheckResult } from '../../ports/check-result.ts'
import type { ConnectorTerms } from '../../ports/connector.ts'
import type { Fetch } from '../guarded-fetch/guarded-fetch.ts'
import { allowed } from '../token-target.ts'
import { ownScopes } from '../token-terms.ts'
import { hostOf, type WebhookSettings } from './webhook-settings.ts'

/** What a connector of kind `webhook` says by its settings alone. */
export function webhookTerms(settings: WebhookSettings, fetch: Fetch): ConnectorTerms {
  const [effect, worst] = [parseDuration(settings.effect), parseDuration(settings.worst)]
  const host = hostOf(settings)
  const soon = effect === worst ? '' : `, everywhere within ${formatDuration(worst)}`
  return {
    declare: () => ({
      ...{ effect, worst, cutsSessions: false, proof: 'declared' },
      words: `the target says that access ends within ${formatDuration(effect)}${soon}; ${host} is asked whether it has, and believed`,
    }),
    check: ownScopes,
    health: async () => [await lookAtTarget(settings, fetch)],
  }
}

/** A question that nobody signed: a target that answers it takes orders from everybody. Nothing would be changed by it. */
async function lookAtTarget(settings: WebhookSettings, fetch: Fetch): Promise<CheckResult> {
  const { url } = settings
  const nobodys = 'A'.repeat(22)
  const data = { grant: nobodys, connector: 'doctor', store: nobodys, nonce: nobodys }
  const question: WebhookMessage = { type: 'grant.probe', data }
  const wrong = (...sentences: (string | undefined)[]): CheckResult => {
    return { state: 'wrong', code: 'CONNECTOR_FAILED', where: url, message: sentences.filter(Boolean).join(' ') }
  }
  let status: number
  try {
    const headers = { 'content-type': 'application/json' }
    const asked = { method: 'POST' as const, headers, body: JSON.stringify(question), ...allowed(settings) }
    status = (await fetch(url, asked)).status
  } catch (cause) {
    const until = 'Until it can, nothing begins and no end is confirmed.'
    return wrong('The target cannot be reached from here.', noConnectionIn(cause)?.message, until)
  }
  if (status >= 200 && status < 300)
    return wrong(
      'The target takes messages that nobody signed: whoever reaches it can give access. Have it verify them.',
    )
  if (status === 400 || status === 401 || status === 403)
    return { state: 'well', message: `${hostOf(settings)} refuses what nobody signed (${status}).` }
  return wrong(`The target answers ${status} to what nobody signed, where it must answer 400, 401 or 403.`)
}
