import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { LockdownScope } from '../../src/core/lockdown-scope.ts'
import type { Lockdowns } from '../../src/ports/lockdowns.ts'

/** `empty`: nothing is in force any more. */
export type TestLockdowns = { lockdowns: Lockdowns; empty(): Promise<void>; close(): Promise<void> }

const everything: LockdownScope = { of: 'everything' }
const rita: LockdownScope = { of: 'person', id: 7 }
const scopes: LockdownScope[] = [
  everything,
  { of: 'connector', name: 'orders' },
  { of: 'resource', name: 'orders' },
  rita,
  { of: 'person', id: 8 },
]

/** What all lockdowns must do, whatever asks them. What they keep from beginning is in the contract of stores. */
export function lockdownsContract(open: () => Promise<TestLockdowns>): void {
  let test: TestLockdowns
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())
  const ids = async () => (await test.lockdowns.list()).map(({ id }) => id)

  it('are in force as they were ordered, oldest first', async () => {
    expect(await test.lockdowns.list()).toStrictEqual([])
    const locked = []
    for (const scope of scopes) locked.push(await test.lockdowns.lock(scope, `because of ${scope.of}`))
    expect(locked.map(({ scope, why }) => [scope, why])).toStrictEqual(
      scopes.map((scope) => [scope, `because of ${scope.of}`]),
    )
    expect(await test.lockdowns.list()).toStrictEqual(locked)
  })

  it('stay as they are where the very same is locked down again', async () => {
    const first = await test.lockdowns.lock(rita, 'first')
    expect(await test.lockdowns.lock(rita, 'second')).toStrictEqual(first)
    expect(await test.lockdowns.list()).toStrictEqual([first])
  })

  it('are lifted one by one', async () => {
    const [all, one] = [await test.lockdowns.lock(everything, 'x'), await test.lockdowns.lock(rita, 'x')]
    expect(await test.lockdowns.lift(all.id, 'over')).toStrictEqual([all])
    expect(await test.lockdowns.list()).toStrictEqual([one])
  })

  it('are lifted all at once, where there are any', async () => {
    const locked = [await test.lockdowns.lock(everything, 'x'), await test.lockdowns.lock(rita, 'x')]
    expect(await test.lockdowns.lift('all', 'over')).toStrictEqual(locked)
    expect(await test.lockdowns.lift('all', 'over')).toStrictEqual([])
    expect(await ids()).toStrictEqual([])
  })

  it('cannot be lifted where they are not in force', async () => {
    const { id } = await test.lockdowns.lock(rita, 'x')
    await expect(test.lockdowns.lift(id + 1, 'over')).rejects.toMatchObject({ code: 'LOCKDOWN_UNKNOWN' })
    await test.lockdowns.lift(id, 'over')
    await expect(test.lockdowns.lift(id, 'over')).rejects.toMatchObject({ code: 'LOCKDOWN_UNKNOWN' })
  })

  it('are others when they are ordered anew', async () => {
    const { id } = await test.lockdowns.lock(rita, 'first')
    await test.lockdowns.lift(id, 'over')
    const again = await test.lockdowns.lock(rita, 'second')
    expect(again).toMatchObject({ scope: rita, why: 'second' })
    expect(again.id).toBeGreaterThan(id)
  })
}
