import type { Traced, Whose } from '../ports/traces.ts'
import { socketPath } from './admin-socket.ts'
import { ask, lockdownsAtSocket } from './lockdown-client.ts'

type Told = Omit<Traced, 'begins' | 'ends' | 'ended'> & { begins: string; ends: string; ended: string | null }

/** The records of the server that runs with this data directory; undefined: none listens there. Throws as `lockdownsAtSocket` does. */
export async function whoseAtSocket(directory: string): Promise<Whose | undefined> {
  if (!(await lockdownsAtSocket(directory))) return undefined
  const path = socketPath(directory)
  return {
    whose: async (trace, at) => {
      const asked = new URLSearchParams({
        trace: 'grant' in trace ? trace.grant : trace.fingerprint,
        ...(at ? { at: at.toISOString() } : {}),
      })
      const { grants } = (await ask(path, `/whose?${asked}`)) as { grants: Told[] }
      return grants.map(({ begins, ends, ended, ...rest }) => ({
        ...rest,
        ...{ begins: new Date(begins), ends: new Date(ends), ended: ended === null ? null : new Date(ended) },
      }))
    },
  }
}
