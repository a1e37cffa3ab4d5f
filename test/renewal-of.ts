import type { Credential } from '../src/generated/sealed-payload.ts'

/** The secret of a renewal credential; throws for one of another kind. */
export function renewalOf(credential: Credential | undefined): string {
  if (credential?.type === 'refresh_token') return credential.refresh_token
  throw new TypeError(`a renewal credential was expected, and not ${credential?.type ?? 'none'}`)
}
