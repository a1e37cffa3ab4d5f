import { beforeEach, describe, expect, test } from 'vitest'
import { createRegistry } from '../../../../src/connectors/registry.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { addSeconds } from '../../../../src/core/instant.ts'
import { createDrilling, type DrillPorts } from '../../../../src/reconcile/drill/drilling.ts'
import { sweepOrphans } from '../../../../src/reconcile/sweep-orphans.ts'
import { createFakeDrills, type FakeDrills } from '../../../fakes/drills.ts'
import { createFakeGrants, type FakeGrantStore } from '../../../fakes/grant-store.ts'
import { createVault, type Vault, vaultKind } from '../../../fakes/vault-kind.ts'
import { type TestClock, testClock } from '../../../open-test-store.ts'

const store = 'o'.repeat(22)
let clock: TestClock
let vault: Vault
let grants: FakeGrantStore
let drills: FakeDrills
let logged: { level: string; code?: string; message: string }[]
let halted: string | undefined
let known: number[]
let ids: number

beforeEach(() => {
  clock = testClock()
  vault = createVault()
  grants = createFakeGrants()
  drills = createFakeDrills()
  logged = []
  halted = undefined
  known = [7]
  ids = 0
})

const noting = (level: string) => (facts: object, message: string) =>
  void logged.push({ level, ...('code' in facts ? { code: String(facts.code) } : {}), message })
const log = { info: noting('info'), warn: noting('warn'), error: noting('error') }

const registry = (settings: object = {}) => {
  const orders = { type: 'vault', repositories: [9, 7], ...settings }
  const parts = { now: clock.now, store: async () => store, randomBytes: (count: number) => new Uint8Array(count) }
  return createRegistry({ connectors: { orders } }, { vault: vaultKind(vault) }, parts)
}
/** A server as it has just started. */
const server = (over: Partial<DrillPorts> = {}, settings: object = {}) => {
  const { connectorOf, drilled } = registry(settings)
  return createDrilling({
    ...{ drills, grants, connectorOf, drilled, now: clock.now, log, issuer: 'https://daypass.test' },
    known: async () => known.map((id) => ({ id })),
    halted: async () => halted,
    freshId: () => `canary-${++ids}`,
    ...over,
  })
}
const row = async () => {
  const [found] = await drills.all()
  if (!found) throw new Error('nothing was planned')
  return found
}
const outcomes = () => drills.said.map(({ event: { facts } }) => facts.outcome)
const live = () => grants.all().filter(({ ended }) => ended === null)

describe('a drill', () => {
  test('begins, uses, ends and proves a canary, and says so where the connector serves', async () => {
    const drill = server()
    expect(await drill()).toEqual(addSeconds(clock.now(), 86_400))
    expect(vault.asked).toEqual(['prepare', 'begin', 'use', 'end', 'probe'].map((what) => `${what} canary-1`))
    expect(await row()).toMatchObject({
      ...{ canary: null, control: { is: 'let-in' }, held: null },
      last: { passed: true, used: 0, proved: 0, why: null },
    })
    expect(drills.said).toMatchObject([
      { repositories: [9, 7], event: { kind: 'drilled', facts: { connector: 'orders', outcome: 'passed' } } },
    ])
    // It is in the ledger as any other grant, of no request and nobody's.
    expect(grants.all()).toMatchObject([{ id: 'canary-1', key: { repository: 7, issue: 0 }, requester: 0 }])
    expect(live()).toEqual([])
    expect([vault.open.size, vault.inside.size]).toEqual([0, 0])
    expect(await drill()).toEqual(addSeconds(clock.now(), 86_400))
    expect(drills.said).toHaveLength(1)
    clock.advance(86_400)
    await drill()
    expect(outcomes()).toEqual(['passed', 'passed'])
  })

  test('is done once by two servers', async () => {
    await Promise.all([server()(), server()()])
    expect(outcomes()).toEqual(['passed'])
    expect(vault.asked.filter((asked) => asked.startsWith('begin'))).toHaveLength(1)
  })

  test.each([
    ['off', { drill: 'off' }],
    ['of a repository that nothing was heard of', { repositories: [8] }],
  ])('is none where it is %s', async (_, settings) => {
    await server({}, settings)()
    expect([vault.asked, drills.said]).toEqual([[], []])
  })
})

describe('a drill fails', () => {
  const failed = async (why: string) => {
    expect(outcomes()).toEqual(['failed'])
    expect((await row()).last).toMatchObject({ passed: false, why: expect.stringContaining(why) })
    expect(logged.filter(({ level }) => level === 'error')).toMatchObject([{ code: 'DRILL_FAILED' }])
    expect(live()).toEqual([])
  }

  test('where the target lets nobody in: its refusal of what has ended proves nothing', async () => {
    vault.shut = true
    await server()()
    await failed('the vault stayed shut')
    expect((await row()).control).toMatchObject({ is: 'kept-out' })
  })

  test.each(['prepare', 'begin', 'use'] as const)(
    'where the target does not answer to %s, and is ended',
    async (what) => {
      vault.down.add(what)
      await server()()
      await failed('The vault does not answer')
      expect(vault.open.size).toBe(0)
    },
  )

  test('where the target does what it is asked and its answer is lost', async () => {
    vault.deaf.add('begin')
    await server()()
    await failed('The answer of the vault is lost')
    expect(vault.open.size).toBe(0)
  })

  test('where the end is not proved in the time that is declared: told once, and ended for ever', async () => {
    vault.down.add('end')
    const drill = server()
    await drill()
    expect(outcomes()).toEqual([])
    for (let minutes = 0; minutes < 60 * 24 * 7; minutes++) {
      const next = await drill()
      expect(next && next.getTime() - clock.now().getTime()).toBeLessThanOrEqual(60_000)
      clock.advance(60)
    }
    await failed('its end is not proved: The vault does not answer')
    expect(vault.asked.filter((asked) => asked.startsWith('begin'))).toHaveLength(1)
    vault.down.clear()
    await drill()
    expect([vault.open.size, (await row()).canary, (await row()).last?.passed]).toEqual([0, null, false])
    // The next one says that all is well.
    clock.advance(3_600)
    await drill()
    expect(outcomes()).toEqual(['failed', 'passed'])
  })

  test('at once, whatever its end takes', async () => {
    vault.shut = true
    vault.down.add('probe')
    const drill = server()
    await drill()
    expect(outcomes()).toEqual(['failed'])
    expect((await row()).canary).toMatchObject({ told: true })
    vault.down.clear()
    clock.advance(60)
    expect(await drill()).toEqual(addSeconds(clock.now(), 3_600))
    await failed('the vault stayed shut')
  })

  test('and the next one comes within the hour, or when the server starts', async () => {
    vault.shut = true
    expect(await server()()).toEqual(addSeconds(clock.now(), 3_600))
    vault.shut = false
    await server()()
    expect(outcomes()).toEqual(['failed', 'passed'])
  })
})

describe('a drill that is cut short', () => {
  class Crash extends Error {}
  /** What a connector says by itself: nobody dies of that. */
  const atOnce = ['declare', 'audienceOf', 'check']
  /** Ports whose call of that number never comes back. */
  const mortal = (at: number) => {
    let calls = 0
    const dying = <T extends object>(of: T): T =>
      new Proxy(of, {
        get: (found, member) => {
          const value: unknown = Reflect.get(found, member)
          if (typeof value !== 'function' || atOnce.includes(String(member))) return value
          return async (...given: unknown[]) => {
            if (++calls >= at) throw new DaypassError('FENCED_OFF', 'dead')
            const answer: unknown = await Reflect.apply(value, found, given)
            return answer
          }
        },
      })
    const { connectorOf, drilled } = registry()
    return {
      drills: dying(drills),
      grants: dying(grants),
      connectorOf: (of: Parameters<typeof connectorOf>[0]) => dying(connectorOf(of)),
      drilled: drilled.map((one) => ({ ...one, connector: dying(one.connector) })),
      isOver: () => calls < at,
    }
  }

  test('by a crash before any call is ended by the next look, and begins anew', async () => {
    let deaths = 0
    for (let at = 1; ; at++) {
      clock = testClock()
      vault = createVault()
      grants = createFakeGrants()
      drills = createFakeDrills()
      const { isOver, ...ports } = mortal(at)
      await server(ports)().catch((error: unknown) => {
        if (!(error instanceof DaypassError) && !(error instanceof Crash)) throw error
      })
      if (isOver()) break
      deaths++
      // The claim of the dead runs out, and then its canary is found.
      const next = server()
      for (let minutes = 0; minutes < 4; minutes++) {
        clock.advance(61)
        await next()
      }
      expect(live(), `after a death before call ${at}`).toEqual([])
      expect(vault.open.size).toBe(0)
      expect(outcomes()).toEqual(['passed'])
    }
    expect(deaths).toBeGreaterThan(12)
  })

  test('by the kill switch tells nothing of the target', async () => {
    vault.slow = async (what) => {
      if (what === 'begin') for (const { id } of live()) await grants.end(id, clock.now())
    }
    await server()()
    expect([outcomes(), live(), vault.open.size]).toEqual([[], [], 0])
    expect((await row()).canary).toBeNull()
  })

  test('by a connector that the deployment drops goes on being ended', async () => {
    vault.down.add('end')
    await server()()
    vault.down.clear()
    const { connectorOf } = registry()
    clock.advance(60)
    await server({ drilled: [], connectorOf })()
    expect([live(), vault.open.size, (await row()).canary]).toEqual([[], 0, null])
    expect(await drills.next()).toBeUndefined()
  })
})

describe('a drill waits', () => {
  test.each<[string, string, () => void, () => void]>([
    ['while access is locked down', 'LOCKDOWN', () => (grants.locked = true), () => (grants.locked = false)],
    ['while nothing may begin', 'STORE_FOREIGN', () => (halted = 'STORE_FOREIGN'), () => (halted = undefined)],
    ['until its repositories are known', 'REPOSITORY_NOT_ENROLLED', () => (known = []), () => (known = [9])],
  ])('%s', async (_, code, keep, let_) => {
    keep()
    const drill = server()
    expect(await drill()).toEqual(addSeconds(clock.now(), 60))
    expect([(await row()).held, vault.asked, outcomes()]).toEqual([code, [], []])
    let_()
    clock.advance(60)
    await drill()
    expect([(await row()).held, outcomes()]).toEqual([null, ['passed']])
  })
})

test('the sweep leaves a canary alone while it lives, ends what came back of it, and wakes no request', async () => {
  let swept = 0
  const woken: unknown[] = []
  const sweep = async () => {
    swept++
    const parts = { connectors: registry().all, grants, store: async () => store, now: clock.now, log }
    await sweepOrphans({ ...parts, wake: async (key) => void woken.push(key) })
  }
  vault.slow = async (what) => {
    if (what === 'use') await sweep()
  }
  await server()()
  expect([swept, outcomes()]).toEqual([1, ['passed']])
  vault.open.set('canary-1', { secret: '', until: new Date(8e15), marked: { grant: 'canary-1', store } })
  await sweep()
  expect([vault.open.size, woken]).toEqual([0, []])
})
