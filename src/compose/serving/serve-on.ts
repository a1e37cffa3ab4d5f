import type { Logger } from 'pino'
import type { GrantedBy } from '../../core/record.ts'
import type { AdminApps } from '../../http/admin.ts'
import type { BundleRoutesOptions } from '../../http/bundle-routes.ts'
import { withDoor } from '../../http/listen.ts'
import { createHttp } from '../../http/public-app.ts'
import { createDoor } from '../../ingress/door.ts'
import type { AccessTokens } from '../../ports/access-tokens.ts'
import type { Signer } from '../../ports/signer.ts'
import type { StatusLists } from '../../ports/status-lists.ts'
import type { Store } from '../../store/open-store.ts'
import type { Deployment } from '../deployment.ts'
import { attentionOf } from './levels.ts'
import { readiness } from './readiness.ts'
import type { TakenPorts } from './take-ports.ts'

/** What the open server answers from. */
export type ServedParts = {
  signer: Signer
  store: Store
  lists: StatusLists
  tokens: (grant: GrantedBy) => AccessTokens | undefined
  endGrant: (id: string) => Promise<void>
  ownApp: () => { id: number; slug: string } | undefined
  nudge: () => void
  admin: AdminApps
  bundles: BundleRoutesOptions
  log: Logger
}

/** The public server with the webhook door in front, the admin server on the loopback, and metrics alone where they are opened. */
export function serveOn(
  ports: TakenPorts,
  { configuration: { config }, now }: Pick<Deployment, 'configuration' | 'now'>,
  parts: ServedParts,
): void {
  const { store, nudge, log } = parts
  const secrets = config.webhookSecrets.map((secret) => secret.reveal())
  const door = createDoor({ secrets, inbox: store.inbox, nudge, now, log })
  const ready = () => store.identity.foreign().then(readiness, () => false)
  const report = (error: Error) => log.error({ err: error }, 'a request over HTTP failed')
  const attention = () => attentionOf(store, now())
  const http = createHttp({
    ...parts,
    publicUrl: config.publicUrl,
    leases: store.leases,
    now,
    ready,
    attention,
    report,
  })
  ports.admin.serve(parts.admin.port)
  ports.metrics?.serve(parts.admin.open)
  ports.open.serve(withDoor('/api/github/webhooks', door, http))
}
