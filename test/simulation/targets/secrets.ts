import { placeKey } from '../../../src/core/lending/secret-place.ts'
import type { ActionsSecrets } from '../../../src/ports/actions-secrets.ts'
import type { Calls } from '../github/calls.ts'
import { Versions } from '../world/versions.ts'

/** What lies in a secret: for which grant it was put there, and when, as GitHub tells it. */
type Held = { grant: string; created: string; updated: string }

/** Secrets of GitHub, as they really are, by their place. `onPut` hears of what is put, and of what was there before. */
export type Secrets = {
  held: Map<string, Versions<Held | undefined>>
  onPut(grant: string, before: string | undefined): void
}

export const createSecrets = (): Secrets => ({ held: new Map(), onPut: () => undefined })

/** What is sealed to a secret: nobody can read there what it is for, but the world does. */
export const sealedFor = async ({ grant }: { grant: string }): Promise<string> => grant

/** GitHub's API for them: what it shows may be from before. */
export function openSecrets(secrets: Secrets, clock: () => number, calls: Calls): ActionsSecrets {
  const stamp = () => `${new Date(clock()).toISOString().slice(0, 19)}Z`
  return {
    nameOf: () => calls.read('secrets.nameOf', () => 'acme/shop'),
    find: (place) =>
      calls.read('secrets.find', (at) => {
        const held = secrets.held.get(placeKey(place))?.asOf(at)
        return held ? { created: held.created, updated: held.updated } : 'absent'
      }),
    keyOf: () => calls.read('secrets.keyOf', () => ({ id: '1', key: 'key' })),
    put: (place, _key, grant) =>
      calls.write('secrets.put', () => {
        const held = secrets.held.get(placeKey(place)) ?? new Versions<Held | undefined>(clock(), undefined)
        secrets.held.set(placeKey(place), held)
        const before = held.newest
        secrets.onPut(grant, before?.grant)
        held.set(clock(), { grant, created: before?.created ?? stamp(), updated: stamp() })
        return new Date(stamp())
      }),
    remove: (place) => calls.write('secrets.remove', () => secrets.held.get(placeKey(place))?.set(clock(), undefined)),
    health: async () => [],
  }
}
