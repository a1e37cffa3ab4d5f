import type { SealedPayload } from '../core/unsigned-payload.ts'
import { isSealedPayload } from '../generated/validators.js'

/** How long the text inside a sealed credential may be, in bytes. */
export const longestPayload = 65_536

/** The payload, or where it breaks the schema. Names places and rules, never values: one of them is the credential. */
export function payloadOf(value: unknown): SealedPayload | string {
  if (isSealedPayload(value)) return value
  const problems = (isSealedPayload.errors as NonNullable<typeof isSealedPayload.errors>).map(
    (error) => `${error.instancePath || '/'} (${error.keyword})`,
  )
  return [...new Set(problems)].join(', ')
}
