import type { ActionsSecrets } from '../../ports/actions-secrets.ts'
import type { Deposits } from '../../ports/deposits.ts'
import type { GrantStore } from '../../ports/grants.ts'
import type { Sealer } from '../../ports/sealer.ts'

/** What it takes to deliver a credential into a secret. */
export type DepositPorts = {
  deposits: Deposits
  /** By the App of that connector. Throws CONNECTOR_GONE. */
  secretsOf(github: string): ActionsSecrets
  grants: Pick<GrantStore, 'find'>
  sealer: Pick<Sealer, 'sealForSecret'>
  now(): Date
}
