import { beforeEach, expect, it } from 'vitest'
import { addSeconds } from '../../src/core/instant.ts'
import type { Canary, DrillWanted } from '../../src/core/lifecycle/fire-drill.ts'
import type { DrillClaim, Drills } from '../../src/ports/drills.ts'

/** Drills with nothing in them; `said`: kinds and outcomes of events in the chain of the repository that is known. */
export type DrillsUnderTest = { drills: Drills; repository: number; said(): Promise<unknown[]> }

const now = new Date('2026-11-29T12:00:00.000Z')
const orders: DrillWanted = { connector: 'orders', connectorType: 'vault', target: 'https://orders.test', every: 3600 }

/** What holds wherever drills are kept. */
export function drillsContract(open: () => Promise<DrillsUnderTest>): void {
  let world: DrillsUnderTest
  let drills: Drills
  beforeEach(async () => {
    world = await open()
    drills = world.drills
    await drills.plan([orders], now, true)
  })
  const claimed = async (at = now): Promise<DrillClaim> => {
    const claim = await drills.claim(at)
    if (!claim) throw new Error('nothing is due')
    return claim
  }
  const canary = (): Canary => ({
    ...{ grant: 'g'.repeat(22), repository: world.repository, resource: 'orders-db', begun: now },
    ...{ used: addSeconds(now, 1.5), asked: null, why: null, cut: false, told: false },
  })

  it('what is wanted for the first time is due at once, and one server claims it', async () => {
    expect(await drills.next()).toEqual(now)
    const { drill } = await claimed()
    const { every, connector, connectorType, target } = orders
    const nothing = { held: null, canary: null, control: null, last: null }
    expect(drill).toEqual({ every, connector, connectorType, target, wakeAt: now, ...nothing })
    expect(await drills.claim(now)).toBeUndefined()
    expect(await drills.next()).toEqual(addSeconds(now, 60))
  })

  it('keeps all that is saved, and says it in the chains that are known alone', async () => {
    const claim = await claimed()
    const control = { is: 'let-in' as const, at: now }
    const last = { at: now, passed: false, used: 1.5, proved: null, why: 'no' }
    const facts = { connector: 'orders', type: 'vault', outcome: 'failed', control: 'let-in', why: 'no' }
    const event = { at: now.toISOString(), kind: 'drilled' as const, actor: { kind: 'daypass' as const }, facts }
    const saved = await drills.save(claim, { canary: canary(), control })
    expect(saved.drill).toMatchObject({ canary: canary(), control, last: null })
    const said = { event, repositories: [world.repository, world.repository + 1] }
    expect((await drills.save(saved, { held: 'LOCKDOWN', last }, said)).drill).toMatchObject({
      ...{ canary: canary(), control, last, held: 'LOCKDOWN' },
    })
    expect(await world.said()).toEqual([['drilled', 'failed']])
    await drills.save(saved, { canary: null, held: null })
    await drills.release(saved, addSeconds(now, 3600))
    const nothing = { canary: null, held: null }
    expect(await drills.all()).toEqual([{ ...claim.drill, ...nothing, control, last, wakeAt: addSeconds(now, 3600) }])
    expect(await drills.claim(addSeconds(now, 3599))).toBeUndefined()
  })

  it('whoever was overtaken, or gave it back, saves and gives back nothing', async () => {
    const first = await claimed()
    const second = await claimed(addSeconds(now, 60))
    await expect(drills.save(first, { held: 'LOCKDOWN' })).rejects.toMatchObject({ code: 'FENCED_OFF' })
    await drills.release(first, null)
    await drills.save(second, { canary: canary() })
    await drills.release(second, addSeconds(now, 90))
    await expect(drills.save(second, { held: 'LOCKDOWN' })).rejects.toMatchObject({ code: 'FENCED_OFF' })
    expect(await drills.all()).toMatchObject([{ held: null, canary: canary(), wakeAt: addSeconds(now, 90) }])
  })

  it('knows the control call of this target, and of no other', async () => {
    expect(await drills.controlOf('orders', orders.target)).toBeUndefined()
    const control = { is: 'kept-out' as const, at: now }
    await drills.save(await claimed(), { control })
    expect(await drills.controlOf('orders', orders.target)).toEqual(control)
    expect(await drills.controlOf('orders', 'https://elsewhere.test')).toBeUndefined()
    expect(await drills.controlOf('billing', orders.target)).toBeUndefined()
  })

  it('forgets what was found about another target, and leaves alone what somebody works on', async () => {
    const claim = await claimed()
    await drills.save(claim, { control: { is: 'let-in', at: now } })
    const elsewhere = { ...orders, target: 'https://elsewhere.test' }
    await drills.plan([elsewhere], now, false)
    expect(await drills.all()).toMatchObject([{ target: orders.target }])
    await drills.release(claim, addSeconds(now, 3600))
    await drills.plan([elsewhere], now, false)
    expect(await drills.all()).toMatchObject([{ target: elsewhere.target, control: null, wakeAt: now }])
  })

  it('what is wanted no more is not due; a canary that is still there is', async () => {
    await drills.plan([], now, false)
    expect([await drills.next(), await drills.claim(now)]).toEqual([undefined, undefined])
    await drills.plan([orders], now, false)
    const claim = await claimed()
    await drills.save(claim, { canary: canary() })
    await drills.release(claim, addSeconds(now, 2))
    await drills.plan([], now, false)
    expect((await claimed(addSeconds(now, 2))).drill).toMatchObject({ every: null, canary: canary() })
  })
}
