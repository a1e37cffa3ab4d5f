import { beforeEach, describe, expect, it, test } from 'vitest'
import { addSeconds } from '../../../../src/core/instant.ts'
import { type Deposit, placeKey } from '../../../../src/core/lending/secret-place.ts'
import { Secret } from '../../../../src/core/secret.ts'
import type { Sealable } from '../../../../src/core/unsigned-payload.ts'
import { createClearing } from '../../../../src/reconcile/deposit/clear-secrets.ts'
import type { DepositPorts } from '../../../../src/reconcile/deposit/deposit-ports.ts'
import { checkApproved, mayTake, putSecret, takeSecret } from '../../../../src/reconcile/deposit/put-secret.ts'
import { grantOf, key, wake } from '../../../contract/store-contract.ts'
import { createFakeSecrets, type FakeSecrets } from '../../../fakes/actions-secrets.ts'
import { createMemoryStore, type MemoryStore } from '../../../fakes/store/memory-store.ts'
import { silentLog, testClock } from '../../../open-test-store.ts'

const place: Deposit = { github: 'lending', repository: 71, secret: 'DB_URL', name: 'acme/shop' }
const at = placeKey(place)
const [first, second] = ['a'.repeat(22), 'b'.repeat(22)]

let clock: ReturnType<typeof testClock>
let store: MemoryStore
let github: FakeSecrets
let ports: DepositPorts
let sealed: number

beforeEach(async () => {
  clock = testClock()
  store = createMemoryStore({ now: clock.now })
  github = createFakeSecrets(clock.now)
  sealed = 0
  const sealer = { sealForSecret: async ({ grant }: Sealable) => `${grant} ${++sealed}` }
  const { deposits, grants } = store
  ports = { deposits, grants, sealer, secretsOf: () => github, now: clock.now }
  await store.enqueue(wake())
  for (const id of [first, second]) {
    const begins = clock.now()
    const digest = id.repeat(3).slice(0, 64)
    await grants.open(key, grantOf(id, { begins, ends: addSeconds(begins, 3600), digest }))
  }
})

const payload = (grant: string) =>
  ({ grant, credential: new Secret({ type: 'webhook', values: { KEY: 'x' } }) }) as unknown as Sealable
async function deliver(grant = first): Promise<void> {
  await takeSecret(ports, grant, place)
  await putSecret(ports, payload(grant), place)
}
const end = (grant = first) => store.grants.end(grant, clock.now())
const clear = () => createClearing({ ...ports, log: silentLog })()
const overOf = async (grant = first) => (await store.deposits.find(grant))?.over?.how

describe('putting', () => {
  test('the intent is stored before, and what GitHub says of it after', async () => {
    github.before = async (call) => {
      if (call === 'put') expect((await store.deposits.find(first))?.intended).toEqual(clock.now())
    }
    await deliver()
    expect(github.kept.get(at)?.sealed).toBe(`${first} 1`)
    expect(await store.deposits.find(first)).toMatchObject({
      answered: clock.now(),
      updated: github.kept.get(at)?.updated,
    })
  })

  test('a secret of somebody else is neither written over nor removed', async () => {
    const theirs = { sealed: 'theirs', created: '2020-01-01T00:00:00.000Z', updated: '2020-01-01T00:00:00.000Z' }
    github.kept.set(at, theirs)
    await expect(deliver()).rejects.toMatchObject({ code: 'SECRET_FOREIGN' })
    await end()
    await clear()
    expect(github.kept.get(at)).toBe(theirs)
    expect(await overOf()).toBe('unput')
    expect(github.asked).not.toContain('remove')
  })

  test('what another grant has is refused, before and when it begins', async () => {
    await deliver(first)
    await expect(mayTake(ports, place)).rejects.toMatchObject({ code: 'SECRET_TAKEN' })
    await expect(mayTake(ports, place, first)).resolves.toBeUndefined()
    await expect(deliver(second)).rejects.toMatchObject({ code: 'SECRET_TAKEN' })
    expect(github.kept.get(at)?.sealed).toBe(`${first} 1`)
  })

  test('of two workers, one puts', async () => {
    const both = await Promise.allSettled([deliver(first), deliver(second)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(github.asked.filter((call) => call === 'put')).toHaveLength(1)
  })

  test('a lost answer is put again, and is not taken for somebody else`s', async () => {
    github.how = 'deaf'
    await expect(deliver()).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    github.how = 'up'
    await deliver()
    expect(github.kept.get(at)?.sealed).toBe(`${first} 2`)
    await end()
    await clear()
    expect(await overOf()).toBe('removed')
  })

  test('nothing is put for what has ended, and what ended meanwhile is cleared', async () => {
    github.before = async (call) => {
      if (call === 'put') await end()
    }
    await expect(deliver()).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    github.before = async () => undefined
    await clear()
    expect(github.kept.size).toBe(0)
    await expect(deliver()).rejects.toMatchObject({ code: 'GRANT_ENDED' })
  })

  test('what lands after it was looked for in vain is cleared all the same', async () => {
    github.before = async (call) => {
      if (call !== 'put') return
      github.before = async () => undefined
      await end()
      await clear()
      clock.advance(121)
      await clear()
      expect(await overOf()).toBe('absent')
    }
    await expect(deliver()).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    expect(github.kept.size).toBe(1)
    await clear()
    expect(github.kept.size).toBe(0)
    expect(await overOf()).toBe('removed')
  })

  test.each([
    ['an environment that is gone', () => github.gone.add(at)],
    ['a repository that the App may not see', () => void Object.assign(github, { how: 'blind' })],
  ])('%s is refused before anything begins', async (_, arrange) => {
    arrange()
    await expect(takeSecret(ports, first, place)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    expect(github.asked).not.toContain('put')
  })
})

describe('what was approved', () => {
  it.each([
    ['the same', place, place, true],
    ['the same under another name', { ...place, name: 'acme/store' }, place, true],
    ['another secret', { ...place, secret: 'OTHER' }, place, false],
    ['an environment', { ...place, environment: 'production' }, place, false],
    ['another App', { ...place, github: 'other' }, place, false],
    ['a secret, and now keys', place, undefined, false],
    ['keys, and now a secret', undefined, place, false],
    ['keys', undefined, undefined, true],
  ])('%s', (_, approved, now, isFine) => {
    if (isFine) expect(() => checkApproved(approved, now)).not.toThrow()
    else expect(() => checkApproved(approved, now)).toThrow(/goes elsewhere now/)
  })
})

describe('clearing', () => {
  test('leaves what lives', async () => {
    await deliver()
    clock.advance(7200)
    await clear()
    expect(github.kept.size).toBe(1)
    expect(await overOf()).toBeUndefined()
  })

  test('removes it, reads back that it is gone, and frees it for the next', async () => {
    await deliver()
    await end()
    github.asked.length = 0
    await clear()
    expect(github.asked).toEqual(['find', 'remove', 'find'])
    expect(await overOf()).toBe('removed')
    await deliver(second)
    expect(github.kept.get(at)?.sealed).toBe(`${second} 2`)
  })

  test.each(['down', 'blind'] as const)(
    'where GitHub is %s it is tried again, later and later, and says why',
    async (how) => {
      await deliver()
      await end()
      github.how = how
      for (const pause of [0, 2, 4, 8, 16, 32, 60, 60]) {
        clock.advance(pause)
        await clear()
      }
      expect(await store.deposits.find(first)).toMatchObject({
        tries: 8,
        over: null,
        why: expect.stringMatching(/GitHub|App/),
      })
      github.how = 'up'
      clock.advance(60)
      await clear()
      expect(await overOf()).toBe('removed')
    },
  )

  test('a lost answer to the removal is looked after', async () => {
    await deliver()
    await end()
    github.how = 'deaf'
    await clear()
    github.how = 'up'
    clock.advance(10)
    await clear()
    expect(await overOf()).toBe('absent')
    expect(github.kept.size).toBe(0)
  })

  test('what another grant had there, which GitHub still shows, makes it nobody else’s', async () => {
    await deliver(first)
    const shown = structuredClone(github.kept.get(at))
    await end(first)
    await clear()
    clock.advance(30)
    await deliver(second)
    await end(second)
    const { find } = github
    let looks = 0
    github.find = async (where) => (looks++ === 0 ? (shown ?? 'absent') : find(where))
    await clear()
    expect(github.kept.size).toBe(0)
    expect(await overOf(second)).toBe('removed')
  })

  test('where GitHub does not say when, nobody else can have come much later', async () => {
    const { put } = github
    github.put = async (...given) => {
      await put(...given)
      return undefined
    }
    await deliver()
    expect(await store.deposits.find(first)).toMatchObject({ updated: null })
    github.put = put
    clock.advance(121)
    await github.put(place, { id: '1', key: 'key' }, 'theirs')
    await end()
    await clear()
    expect(github.kept.get(at)?.sealed).toBe('theirs')
    expect(await overOf()).toBe('replaced')
  })

  test('what somebody has put there since is left', async () => {
    await deliver()
    clock.advance(5)
    await github.put(place, { id: '1', key: 'key' }, 'theirs')
    await end()
    await clear()
    expect(github.kept.get(at)?.sealed).toBe('theirs')
    expect(await overOf()).toBe('replaced')
  })

  test('what a crash left without evidence is removed, and not before it can have landed', async () => {
    await takeSecret(ports, first, place)
    await store.deposits.intend(first, clock.now())
    await end()
    await clear()
    expect(await overOf()).toBeUndefined()
    await github.put(place, { id: '1', key: 'key' }, 'late')
    clock.advance(120)
    await clear()
    expect(github.kept.size).toBe(0)
    expect(await overOf()).toBe('removed')
  })

  test.each([
    ['somebody else has removed', () => github.kept.clear(), 'absent'],
    ['went with its environment', () => github.gone.add(at), 'gone'],
  ])('what %s is over', async (_, arrange, how) => {
    await deliver()
    arrange()
    await end()
    clock.advance(10)
    await clear()
    expect(await overOf()).toBe(how)
  })

  test('what GitHub does not show yet is not over', async () => {
    await deliver()
    await end()
    const { find } = github
    github.find = async () => 'absent'
    await clear()
    expect(await overOf()).toBeUndefined()
    github.find = find
    clock.advance(10)
    await clear()
    expect(github.kept.size).toBe(0)
    expect(await overOf()).toBe('removed')
  })

  test('an earlier one of its own, which GitHub still shows after it was put again, makes it nobody else’s', async () => {
    github.how = 'deaf'
    await expect(deliver()).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    const { find } = github
    const shown = structuredClone(github.kept.get(at))
    github.how = 'up'
    github.find = async () => shown ?? 'absent'
    clock.advance(3)
    await deliver()
    github.find = find
    await end()
    await clear()
    expect(github.kept.size).toBe(0)
    expect(await overOf()).toBe('removed')
  })

  test('one that fails keeps no other from being cleared', async () => {
    const other = { ...place, secret: 'OTHER' }
    await deliver(first)
    await takeSecret(ports, second, other)
    await putSecret(ports, payload(second), other)
    await end(first)
    await end(second)
    let failed = false
    github.before = async (call) => {
      if (call !== 'find' || failed) return
      failed = true
      throw new Error('a fault')
    }
    await clear()
    expect(github.kept.size).toBe(1)
  })
})
