import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether GitHub signed exactly these bytes with one of the secrets: HMAC-SHA256, in the header `X-Hub-Signature-256` as
 * `sha256=` and 64 hexadecimal digits. The comparison takes equally long for any well-formed signature.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function isSigned(bytes: Uint8Array, header: unknown, secrets: readonly string[]): boolean {
  const given = readSignature(header)
  if (given === undefined) return false
  let signed = false
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(bytes).digest()
    if (timingSafeEqual(expected, given)) signed = true
  }
  return signed
}

/** The signature's 32 bytes; undefined when there is none, or one of another form or algorithm. */
export function readSignature(header: unknown): Buffer | undefined {
  if (typeof header !== 'string') return undefined
  const match = /^sha256=([0-9a-f]{64})$/.exec(header)
  return match?.[1] === undefined ? undefined : Buffer.from(match[1], 'hex')
}
