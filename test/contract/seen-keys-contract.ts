import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ContractStore } from '../open-test-store.ts'

/** What every store must know of the keys on people's accounts, whichever database is below it. */
export function seenKeysContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const at = (seconds: number): Date => new Date(Date.parse('2026-11-21T12:00:00Z') + seconds * 1000)
  const notes = async (seconds: number, keys: string[], person = 7) => {
    const found = await test.store.seenKeys.noted(person, keys, at(seconds))
    return Object.fromEntries([...found].map(([key, since]) => [key, (since.getTime() - at(0).getTime()) / 1000]))
  }

  it('a key is known since it was seen first (github.F7)', async () => {
    expect(await notes(1, ['a'])).toEqual({ a: 1 })
    expect(await notes(2, ['a', 'b'])).toEqual({ a: 1, b: 2 })
    expect(await notes(3, ['b', 'a', 'a'])).toEqual({ a: 1, b: 2 })
  })

  it('a key that was away is new when it comes back (github.F7)', async () => {
    await notes(1, ['a', 'b'])
    expect(await notes(2, ['b'])).toEqual({ b: 1 })
    expect(await notes(3, ['a', 'b'])).toEqual({ a: 3, b: 1 })
    expect(await notes(4, [])).toEqual({})
    expect(await notes(5, ['b'])).toEqual({ b: 5 })
  })

  it('the same key on another account is another', async () => {
    await notes(1, ['a'])
    expect(await notes(2, ['a'], 8)).toEqual({ a: 2 })
    expect(await notes(3, ['a'])).toEqual({ a: 1 })
  })

  it('what is the same as before is not written', async () => {
    await notes(1, ['a', 'b'])
    const version = () => test.stored.versions('seen_keys')
    const before = await version()
    await notes(2, ['b', 'a'])
    expect(await version()).toEqual(before)
  })

  it('two who look at once agree', async () => {
    const both = await Promise.all([notes(1, ['a']), notes(2, ['a'])])
    const after = await notes(3, ['a'])
    expect([1, 2]).toContain(after.a)
    for (const found of both) expect(found.a).toBeGreaterThanOrEqual(after.a ?? 0)
  })

  it('is forgotten with its person', async () => {
    await notes(1, ['a'])
    await notes(1, ['a'], 8)
    await test.store.forget(7)
    expect(await notes(2, ['a'])).toEqual({ a: 2 })
    expect(await notes(2, ['a'], 8)).toEqual({ a: 1 })
  })
}
