import { beforeEach, expect, it } from 'vitest'
import { addSeconds } from '../../src/core/instant.ts'
import type { SecretPlace } from '../../src/core/lending/secret-place.ts'
import type { DepositClaim, Deposits } from '../../src/ports/deposits.ts'
import type { GrantStore } from '../../src/ports/grants.ts'
import type { RequestStore } from '../../src/ports/request-store.ts'
import { grantOf, key } from './store-contract.ts'

/** A store that knows one request, with nothing in it. */
export type DepositsUnderTest = { deposits: Deposits; grants: GrantStore; requests: RequestStore; now: () => Date }

const place: SecretPlace = { github: 'lending', repository: 71, secret: 'DB_URL' }
const [first, second] = ['a'.repeat(22), 'b'.repeat(22)]

/** What holds wherever it is kept whose credential lies in which secret. */
export function depositsContract(open: () => Promise<DepositsUnderTest>): void {
  let world: DepositsUnderTest
  let deposits: Deposits
  let at: Date
  const grant = (id: string) =>
    world.grants.open(key, grantOf(id, { begins: at, ends: addSeconds(at, 3600), digest: id.repeat(3).slice(0, 64) }))
  const end = (id: string) => world.grants.end(id, at)
  beforeEach(async () => {
    world = await open()
    deposits = world.deposits
    at = world.now()
    await grant(first)
    await grant(second)
  })
  const claimed = async (when = at): Promise<DepositClaim> => {
    const claim = await deposits.claim(when)
    if (!claim) throw new Error('nothing is due')
    return claim
  }

  it('one grant has a secret: another one is told whose it is, and until when', async () => {
    const taken = await deposits.take(first, place, at)
    expect(taken).toMatchObject({ grant: first, key, place, intended: null, over: null })
    expect(await deposits.take(first, place, at)).toEqual(taken)
    await expect(deposits.take(second, place, at)).rejects.toMatchObject({ code: 'SECRET_TAKEN' })
    expect(await deposits.holderOf(place)).toMatchObject({ grant: first, ends: addSeconds(at, 3600) })
    expect(await deposits.find(second)).toBeUndefined()
  })

  it('of two at once, one gets it', async () => {
    const both = await Promise.allSettled([first, second].map((id) => deposits.take(id, place, at)))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it.each([
    ['in an environment', { ...place, environment: 'production' }, true],
    ['of another repository', { ...place, repository: 72 }, true],
    ['of another name', { ...place, secret: 'OTHER' }, true],
    ['by another App', { ...place, github: 'other' }, false],
  ])('a secret %s', async (_, other, isFree) => {
    await deposits.take(first, place, at)
    const took = await deposits.take(second, other, at).then(
      () => true,
      () => false,
    )
    expect(took).toBe(isFree)
  })

  it('environments are not told apart by capitals', async () => {
    await deposits.take(first, { ...place, environment: 'Production' }, at)
    await expect(deposits.take(second, { ...place, environment: 'production' }, at)).rejects.toMatchObject({
      code: 'SECRET_TAKEN',
    })
  })

  it('what has ended, or was never opened, takes nothing and intends nothing', async () => {
    await deposits.take(first, place, at)
    await end(first)
    await end(second)
    await expect(deposits.intend(first, at)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    await expect(deposits.take(second, { ...place, secret: 'OTHER' }, at)).rejects.toMatchObject({
      code: 'GRANT_ENDED',
    })
    const nobody = 'c'.repeat(22)
    await expect(deposits.take(nobody, { ...place, secret: 'X' }, at)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
  })

  it('an intent is kept before, and what came of it after; the next intent forgets that', async () => {
    await deposits.take(first, place, at)
    await deposits.intend(first, at)
    expect(await deposits.find(first)).toMatchObject({ intended: at, answered: null, updated: null })
    await deposits.put(first, addSeconds(at, 1), '2026-01-01T00:00:00.000Z')
    expect(await deposits.find(first)).toMatchObject({
      answered: addSeconds(at, 1),
      updated: '2026-01-01T00:00:00.000Z',
    })
    await deposits.intend(first, addSeconds(at, 2))
    expect(await deposits.find(first)).toMatchObject({ intended: addSeconds(at, 2), answered: null, updated: null })
  })

  it('is cleared once its grant has ended, and not before; one works on it', async () => {
    await deposits.take(first, place, at)
    expect(await deposits.claim(addSeconds(at, 9000))).toBeUndefined()
    await end(first)
    const { deposit } = await claimed()
    expect(deposit).toMatchObject({ grant: first, key, place })
    expect(await deposits.claim(at)).toBeUndefined()
    // Whoever claimed it died.
    expect(await deposits.claim(addSeconds(at, 60))).toBeDefined()
  })

  it('is looked at again when it is due, with what was found', async () => {
    await deposits.take(first, place, at)
    await end(first)
    await deposits.release(await claimed(), { due: addSeconds(at, 4), tries: 2, why: 'GitHub is away.' })
    expect(await deposits.find(first)).toMatchObject({ tries: 2, why: 'GitHub is away.' })
    expect(await deposits.claim(addSeconds(at, 3))).toBeUndefined()
    const again = await claimed(addSeconds(at, 4))
    await deposits.release(again, { due: addSeconds(at, 5), tries: 0, taken: true })
    expect(await deposits.find(first)).toMatchObject({ tries: 0, why: null, taken: true })
  })

  it('what is over frees the secret, stays known, and wakes its request', async () => {
    await deposits.take(first, place, at)
    await end(first)
    await deposits.settle(await claimed(), { at, how: 'removed' })
    expect(await deposits.find(first)).toMatchObject({ over: { at, how: 'removed' } })
    expect(await deposits.holderOf(place)).toBeUndefined()
    expect(await deposits.claim(addSeconds(at, 9000))).toBeUndefined()
    expect(await world.requests.due(at, 5)).toEqual([key])
    expect(await deposits.take(second, place, at)).toMatchObject({ grant: second })
    await expect(deposits.take(first, place, at)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
  })

  it('what is put although it was over is cleared again', async () => {
    await deposits.take(first, place, at)
    await deposits.intend(first, at)
    await end(first)
    await deposits.settle(await claimed(), { at, how: 'absent' })
    await deposits.put(first, addSeconds(at, 1), null)
    expect((await claimed(addSeconds(at, 1))).deposit).toMatchObject({ grant: first, over: null })
  })

  it('whoever was overtaken by what is put settles nothing', async () => {
    await deposits.take(first, place, at)
    await deposits.intend(first, at)
    await end(first)
    const late = await claimed()
    await deposits.put(first, addSeconds(at, 1), null)
    await deposits.settle(late, { at, how: 'absent' })
    await deposits.release(late, { due: addSeconds(at, 9000), tries: 1 })
    expect((await claimed(addSeconds(at, 1))).deposit.over).toBeNull()
  })

  it('what is put late takes the secret from nobody who has it by now', async () => {
    await deposits.take(first, place, at)
    await deposits.intend(first, at)
    await end(first)
    await deposits.settle(await claimed(), { at, how: 'absent' })
    await deposits.take(second, place, at)
    await deposits.put(first, addSeconds(at, 1), null)
    expect(await deposits.holderOf(place)).toMatchObject({ grant: second })
  })
}
