import { parseDuration } from '../core/duration.ts'
import type { Problem } from '../core/error.ts'
import type { Deployment } from '../generated/deployment.ts'
import { addressFlaw } from './target-address.ts'

type Webhook = Extract<NonNullable<Deployment['connectors'][string]>, { type: 'webhook' }>

/** What whoever runs a target may promise at most (seconds): later than that is no end. */
const latest = 86_400

/** Seconds; NaN for what is none that a grant could have. */
export function lengthOf(text: string): number {
  try {
    return parseDuration(text)
  } catch {
    return Number.NaN
  }
}

/** What no schema can say of a connector of type `webhook`. `written`: its secret as it stands in the file. */
export function webhookProblems(
  { url, secret, effect, worst }: Webhook,
  written: unknown,
  problem: (key: string, message: string) => Problem,
): Problem[] {
  const found: Problem[] = []
  const flaw = addressFlaw(url)
  if (flaw !== undefined) found.push(problem('url', flaw))
  const secrets = typeof secret === 'string' ? [secret] : secret
  for (const [index, each] of secrets.entries()) {
    const key = typeof secret === 'string' ? 'secret' : `secret[${index}]`
    const is = secretFlaw(each, Array.isArray(written) ? written[index] : written)
    if (is !== undefined) found.push(problem(key, is))
  }
  if (!(lengthOf(worst) <= latest)) found.push(problem('worst', 'is longer than a day. Such access does not end.'))
  if (!(lengthOf(effect) <= lengthOf(worst)))
    found.push(problem('effect', 'is longer than `worst`, by which everything is over.'))
  return found
}

export function secretFlaw(secret: string, written: unknown): string | undefined {
  if (typeof written !== 'string' || !/^\$\{[^${}]*\}$/.test(written))
    return `is written out. Put it into a variable, and write \${NAME} here.`
  const [, text = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? []
  const key = Buffer.from(text, 'base64')
  if (key.toString('base64') === text && key.length >= 24 && key.length <= 64) return undefined
  return 'is no secret of Standard Webhooks. Make one: echo "whsec_$(openssl rand -base64 32)".'
}
