// What `daypass lockdown` speaks to: the server that runs here, or the store itself.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { OpenLockdowns } from '../cli/deps.ts'
import type { Configuration } from '../config/configuration.ts'
import { DaypassError, isDaypassError } from '../core/error.ts'
import { lockdownsAtSocket } from '../http/lockdown-client.ts'
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
export async function openLockdowns({ dataDirectory, configuration, now }: Options): Promise<OpenLockdowns> {
  const running = await lockdownsAtSocket(dataDirectory)
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
    const { lockdowns, close } = await openStoreOf(deployment, signer, log)
    return { ...lockdowns, close }
  } catch (cause) {
    if (!isDaypassError(cause, 'STORE_LOCKED')) throw cause
    const message =
      'A server has this store open and listens at no admin socket. Use its admin port: `POST /lockdown`, with the token in admin-token.'
    throw new DaypassError('STORE_LOCKED', message, { cause, where: store })
  }
}
