import type { SealedPayload } from '../../core/unsigned-payload.ts'

/** What has to be known of a grant to use its credential, wherever that came from. */
export type GrantInHand = {
  issuer: string
  payload: Pick<SealedPayload, 'request' | 'resource' | 'ends'> & Partial<Pick<SealedPayload, 'scope'>>
}
