import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Word } from '../../src/core/display/display-record.ts'
import type { RequestState } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { DisplayClaim, DisplayStore } from '../../src/ports/display-store.ts'

/** A store of displays, and how a request that has come to this state orders something of its own. */
export type TestDisplays = {
  displays: DisplayStore
  order(key: RequestKey, order: { state?: RequestState; say?: Word[]; compare?: true; reopen?: number }): Promise<void>
  clock: { now: () => Date; advance: (seconds: number) => void }
  empty(): Promise<void>
  close(): Promise<void>
}

const key: RequestKey = { repository: 71, issue: 4 }
const of = (issue: number): RequestKey => ({ ...key, issue })

/** What every store of displays must do. */
export function displayContract(open: () => Promise<TestDisplays>): void {
  let test: TestDisplays
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const claimed = async (which = key): Promise<DisplayClaim> => {
    const claim = await test.displays.claim(which, test.clock.now())
    if (!claim) throw new Error('the display could not be claimed')
    return claim
  }
  const due = () => test.displays.due(test.clock.now(), 10)

  it('knows a display once a request orders it, and shows nothing before', async () => {
    expect(await test.displays.claim(key, test.clock.now())).toBeUndefined()
    expect(await test.displays.find(key)).toStrictEqual({ said: 0, tries: 0 })
    await test.order(key, {})
    expect(await due()).toStrictEqual([key])
    expect(await claimed()).toMatchObject({
      fence: 1,
      display: { said: 0, tries: 0 },
      orders: { compare: 0, reopen: 0 },
    })
  })

  it('is one worker’s at a time, who is told to look again', async () => {
    await test.order(key, {})
    const claim = await claimed()
    expect(await test.displays.claim(key, test.clock.now())).toBeUndefined()
    expect(await test.displays.release(claim, null)).toBe(true)
    expect(await due()).toStrictEqual([key])
    expect(await test.displays.release(await claimed(), null)).toBe(false)
    expect(await due()).toStrictEqual([])
  })

  it('keeps what was shown', async () => {
    await test.order(key, {})
    const claim = await test.displays.save(await claimed(), {
      set: { status: { intended: true, comment: 7 }, said: 1 },
    })
    await test.displays.release(await test.displays.save(claim, { set: { open: false } }), null)
    const shown = { said: 1, tries: 0, status: { intended: true, comment: 7 }, open: false }
    expect(await test.displays.find(key)).toStrictEqual(shown)
    await test.order(key, {})
    expect((await claimed()).display).toStrictEqual(shown)
  })

  it('is taken over from whoever has died, who then writes nothing more', async () => {
    await test.order(key, {})
    const dead = await claimed()
    test.clock.advance(61)
    const alive = await claimed()
    await expect(test.displays.save(dead, { set: { said: 9 } })).rejects.toMatchObject({ code: 'FENCED_OFF' })
    await test.displays.save(alive, { set: { said: 1 } })
    expect(await test.displays.find(key)).toMatchObject({ said: 1 })
  })

  it('counts the orders to compare and to open', async () => {
    await test.order(key, { compare: true })
    await test.order(key, { compare: true, reopen: 8 })
    await test.order(key, {})
    expect((await claimed()).orders).toStrictEqual({ compare: 2, reopen: 1, closedBy: 8 })
  })

  it('wakes at the instant that it is given back with', async () => {
    await test.order(key, {})
    const wakeAt = new Date(test.clock.now().getTime() + 30_000)
    await test.displays.release(await claimed(), wakeAt)
    expect(await due()).toStrictEqual([])
    expect(await test.displays.waiting([key], test.clock.now())).toMatchObject([{ key, due: false, wakeAt }])
    test.clock.advance(31)
    expect(await due()).toStrictEqual([key])
  })

  it('gives what is to be said, in order, each until it was said', async () => {
    await test.order(key, { say: [{ body: 'one' }, { body: 'two', on: 90, by: 8 }] })
    await test.order(of(5), { say: [{ body: 'elsewhere' }] })
    await test.order(key, { say: [{ body: 'three' }] })
    const waiting = async () => (await test.displays.wanted(key))?.words ?? []
    const said = (words: readonly (Word & { begun: boolean })[]) =>
      words.map(({ body, on, begun }) => [body, on, begun])
    const [one, two] = await waiting()
    expect([one?.by, two?.by]).toStrictEqual([undefined, 8])
    expect(said(await waiting())).toStrictEqual([
      ['one', undefined, false],
      ['two', 90, false],
      ['three', undefined, false],
    ])
    let claim = await test.displays.save(await claimed(), { begun: two?.id ?? 0 })
    claim = await test.displays.save(claim, { said: one?.id ?? 0, set: { said: 1 } })
    expect(said(await waiting())).toStrictEqual([
      ['two', 90, true],
      ['three', undefined, false],
    ])
    expect(claim.display.said).toBe(1)
  })

  it('gives no word away to whoever has lost the claim', async () => {
    await test.order(key, { say: [{ body: 'one' }] })
    const dead = await claimed()
    test.clock.advance(61)
    await claimed()
    const [word] = (await test.displays.wanted(key))?.words ?? []
    await expect(test.displays.save(dead, { said: word?.id ?? 0 })).rejects.toMatchObject({ code: 'FENCED_OFF' })
    expect((await test.displays.wanted(key))?.words).toHaveLength(1)
  })

  it('shows the request as it was last saved', async () => {
    await test.order(key, { state: 'active' })
    await test.order(key, { state: 'ended' })
    expect(await test.displays.wanted(key)).toMatchObject({ record: { key, state: 'ended' }, entries: [] })
    expect(await test.displays.wanted(of(9))).toBeUndefined()
  })

  it('puts first what somebody waits for', async () => {
    const states: RequestState[] = ['ended', 'submitted', 'denied', 'pending', 'active']
    for (const [index, state] of states.entries()) await test.order(of(index + 1), { state })
    expect((await due()).map(({ issue }) => issue)).toStrictEqual([5, 4, 3, 1, 2])
    const keys = states.map((_, index) => of(index + 1))
    const urgencies = await test.displays.waiting(keys, test.clock.now())
    expect(urgencies.map((one) => [one.key.issue, one.urgency]).sort()).toStrictEqual([
      [1, 3],
      [2, 4],
      [3, 2],
      [4, 1],
      [5, 0],
    ])
  })

  it('does not leave behind what became more urgent', async () => {
    await test.order(of(1), { state: 'pending' })
    await test.order(of(2), { state: 'ended' })
    await test.order(of(2), { state: 'active' })
    expect(await due()).toStrictEqual([of(2), of(1)])
  })
}
