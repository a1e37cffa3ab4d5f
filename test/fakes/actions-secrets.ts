import { DaypassError } from '../../src/core/error.ts'
import { placeKey } from '../../src/core/lending/secret-place.ts'
import type { ActionsSecrets } from '../../src/ports/actions-secrets.ts'

/**
 * Secrets of GitHub in memory. `down`: it does not answer; `deaf`: it does what it is asked, and its answer is lost; `blind`: the App may not
 * see the repository.
 */
export type FakeSecrets = ActionsSecrets & {
  how: 'up' | 'down' | 'deaf' | 'blind'
  kept: Map<string, { sealed: string; created: string; updated: string }>
  /** Environments that were taken away, as places are told apart. */
  gone: Set<string>
  asked: string[]
  /** Before the call of that name does anything. */
  before: (call: string) => Promise<void>
}

export function createFakeSecrets(now: () => Date): FakeSecrets {
  const stamp = () => `${now().toISOString().slice(0, 19)}.000Z`
  const call = async <T>(name: string, act: () => T): Promise<T> => {
    await fake.before(name)
    fake.asked.push(name)
    if (fake.how === 'down') throw new DaypassError('GITHUB_UNAVAILABLE', 'GitHub did not answer.')
    if (fake.how === 'blind') throw new DaypassError('GITHUB_REFUSED', 'The App sees no repository of the id 71.')
    const result = act()
    if (fake.how === 'deaf' && (name === 'put' || name === 'remove'))
      throw new DaypassError('GITHUB_UNAVAILABLE', 'GitHub did not answer.')
    return result
  }
  const fake: FakeSecrets = {
    how: 'up',
    kept: new Map(),
    gone: new Set(),
    asked: [],
    before: async () => undefined,
    nameOf: () => call('nameOf', () => 'acme/shop'),
    find: (place) =>
      call('find', () => (fake.gone.has(placeKey(place)) ? 'gone' : (fake.kept.get(placeKey(place)) ?? 'absent'))),
    keyOf: () => call('keyOf', () => ({ id: '1', key: 'key' })),
    put: (place, _key, sealed) =>
      call('put', () => {
        const created = fake.kept.get(placeKey(place))?.created ?? stamp()
        fake.kept.set(placeKey(place), { sealed, created, updated: stamp() })
        return new Date(stamp())
      }),
    remove: (place) => call('remove', () => void fake.kept.delete(placeKey(place))),
    health: async () => [{ state: 'well', message: 'It delivers.' }],
  }
  return fake
}
