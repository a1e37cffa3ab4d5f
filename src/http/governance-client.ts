import type { KnownGovernance, Releasing } from '../ports/releasing.ts'
import { socketPath } from './admin-socket.ts'
import { ask, lockdownsAtSocket } from './lockdown-client.ts'

/** The same of the server that runs with this data directory; undefined: none listens there. Throws as `lockdownsAtSocket` does. */
export async function releasingAtSocket(directory: string): Promise<Releasing | undefined> {
  if (!(await lockdownsAtSocket(directory))) return undefined
  const path = socketPath(directory)
  return {
    list: async () => (await ask(path, '/governance')).governance as KnownGovernance[],
    release: async (digest) => (await ask(path, '/governance/release', { digest })).released as KnownGovernance,
  }
}
