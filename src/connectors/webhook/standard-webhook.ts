import { createHmac } from 'node:crypto'

/** A message as Standard Webhooks has it: its headers, and its body as it is signed. */
export type SignedMessage = { headers: Record<string, string>; body: string }

const prefix = 'whsec_'

/** The bytes of a secret; undefined: it is none of 24 to 64 bytes. Source: standardwebhooks.com, «Symmetric». */
function keyOf(secret: string): Buffer | undefined {
  if (!secret.startsWith(prefix)) return undefined
  const text = secret.slice(prefix.length)
  const key = Buffer.from(text, 'base64')
  return key.toString('base64') === text && key.length >= 24 && key.length <= 64 ? key : undefined
}

/**
 * Signs a body with each of the secrets, so that a target that knows one of them can verify it. `id`: that of the message, the same whenever it
 * is sent again; `at`: when it is sent. Secrets that are none sign nothing.
 */
export function signMessage(secrets: readonly string[], id: string, at: Date, body: string): SignedMessage {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signed = `${id}.${timestamp}.${body}`
  const signatures = secrets.flatMap((secret) => {
    const key = keyOf(secret)
    return key ? [`v1,${createHmac('sha256', key).update(signed).digest('base64')}`] : []
  })
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures.join(' '),
    },
    body,
  }
}
