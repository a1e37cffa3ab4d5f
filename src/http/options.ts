import type { GrantedBy } from '../core/record.ts'
import type { AccessTokens } from '../ports/access-tokens.ts'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { TokenLeases } from '../ports/token-leases.ts'

import type { BundleRoutesOptions } from './bundle-routes.ts'

export type HttpOptions = {
  publicUrl: string
  signer: Signer
  leases: TokenLeases
  /** What mints access tokens for this grant; undefined: the deployment does not have the connector that began it. */
  tokens: (grant: GrantedBy) => AccessTokens | undefined
  lists: StatusLists
  /** Begins the end of a grant. Idempotent. */
  endGrant: (grantId: string, cause: 'revoked') => Promise<void>
  /** The GitHub App through which this server writes; undefined until GitHub has said it. */
  ownApp: () => { id: number; slug: string } | undefined
  now: () => Date
  ready: () => Promise<boolean | { code: string; message: string }>
  /** What somebody should look at although the server is ready, as `/readyz` says it. */
  attention?: () => Promise<Record<string, number>>
  /** Bundles for opa, and who may read them. Absent: there are none. */
  bundles?: BundleRoutesOptions
  /** Hears of what went wrong inside; callers are told a code only. */
  report: (error: Error) => void
}
