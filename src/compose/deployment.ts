// What server and auditor both open: a deployment's signing keys and its store.
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Configuration } from '../config/configuration.ts'
import { commonKindsIn } from '../core/alerts/routes.ts'
import { routingOf } from '../core/alerts/routing-of.ts'
import type { Signer } from '../ports/signer.ts'
import { openSigner } from '../signing/signing-keys.ts'
import { openStore, type Store } from '../store/open-store.ts'

export type Deployment = { configuration: Configuration; now: () => Date }

/** The signing keys of this deployment. Throws SIGNING_KEY_*. */
export async function openKeys({ configuration: { config } }: Deployment, log: Logger): Promise<Signer> {
  const place = config.signingKeys
    ? { jwks: config.signingKeys.reveal() }
    : { directory: join(config.dataDirectory, 'keys') }
  return openSigner(place, (words) => log.warn({}, words))
}

/** The store of this deployment, its tables up to date. Throws STORE_LOCKED, STORE_UNAVAILABLE. */
export async function openStoreOf({ configuration, now }: Deployment, signer: Signer, log: Logger): Promise<Store> {
  const { config } = configuration
  const signTrail = (bytes: string) => signer.signDetached('trail', 'daypass-trail+jws', Buffer.from(bytes))
  const databaseUrl = config.databaseUrl?.reveal()
  const checkpointFile = join(config.dataDirectory, 'checkpoints.jsonl')
  const common = commonKindsIn(routingOf(configuration.deployment))
  return openStore({
    databaseUrl,
    common,
    dataDir: join(config.dataDirectory, 'store'),
    checkpointFile,
    signTrail,
    now,
    log,
  })
}
