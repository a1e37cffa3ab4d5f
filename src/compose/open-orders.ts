// What the orders of an operator go to: the server that runs here, or the store itself.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { OpenLockdowns, OpenReleasing, OpenWhose } from '../cli/deps.ts'
import type { Configuration } from '../config/configuration.ts'
import { DaypassError, isDaypassError } from '../core/error.ts'
import { releasingAtSocket } from '../http/governance-client.ts'
import { lockdownsAtSocket } from '../http/lockdown-client.ts'
import { whoseAtSocket } from '../http/whose-client.ts'
import { createReleasing } from '../reconcile/governance/releasing.ts'
import type { Store } from '../store/open-store.ts'
import { openKeys, openStoreOf } from './deployment.ts'

type Options = {
  /** DAYPASS_DATA_DIR: all that is needed where a server runs, however little of its environment is set here. */
  dataDirectory: string
  configuration: () => Configuration
  now: () => Date
}

/**
 * Asks the server that listens at the admin socket. Where none does, opens the store that one would use: a database, which its servers
 * elsewhere ask at each grant, or the embedded store, which no other process can have open meanwhile. Throws CONFIG_*, SIGNING_KEY_*,
 * STORE_*.
 */
async function openOrders<Orders extends object>(
  { dataDirectory, configuration, now }: Options,
  atSocket: (directory: string) => Promise<Orders | undefined>,
  ofStore: (store: Store) => Orders,
): Promise<Orders & { close(): Promise<void> }> {
  const running = await atSocket(dataDirectory)
  if (running) return { ...running, close: async () => undefined }
  const read = configuration()
  const { config } = read
  const store = join(config.dataDirectory, 'store')
  // A store that is made here would be locked down, and the one that is in use would not.
  if (config.databaseUrl === undefined && !existsSync(store)) {
    const message =
      'No server listens here and there is no store. Set DAYPASS_DATA_DIR, or DATABASE_URL, as the server has it.'
    throw new DaypassError('CONFIG_MISSING', message, { where: store })
  }
  const log = pino({ level: 'silent' })
  const deployment = { configuration: read, now }
  const signer = await openKeys(deployment, log)
  try {
    const store = await openStoreOf(deployment, signer, log)
    return { ...ofStore(store), close: store.close }
  } catch (cause) {
    if (!isDaypassError(cause, 'STORE_LOCKED')) throw cause
    const message =
      'A server has this store open and listens at no admin socket. Use its admin port: its orders take the token in admin-token, as `POST /lockdown` does.'
    throw new DaypassError('STORE_LOCKED', message, { cause, where: store })
  }
}

/** The lockdowns. Throws as `openOrders` does. */
export const openLockdowns = (options: Options): Promise<OpenLockdowns> =>
  openOrders(options, lockdownsAtSocket, (store) => store.lockdowns)

/** What is in force and what is held. Throws as `openOrders` does. */
export const openReleasing = (options: Options): Promise<OpenReleasing> =>
  openOrders(options, releasingAtSocket, (store) => createReleasing(store.governances))

/** Whose access left something somewhere. Throws as `openOrders` does. */
export const openWhose = (options: Options): Promise<OpenWhose> =>
  openOrders(options, whoseAtSocket, (store) => store.records)
