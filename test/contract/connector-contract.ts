import { randomBytes, randomInt } from 'node:crypto'
import { inspect } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AnyConnector } from '../../src/connectors/kinds.ts'
import type { ConnectorRegistry } from '../../src/connectors/registry.ts'
import { DaypassError } from '../../src/core/error.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant, Proof } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { Secret } from '../../src/core/secret.ts'
import type { Credential } from '../../src/core/unsigned-payload.ts'
import type { GrantStore } from '../../src/ports/grants.ts'
import { createDrilling } from '../../src/reconcile/drill/drilling.ts'
import {
  beginLease,
  endLease,
  extendLease,
  type LeasePorts,
  probeLease,
} from '../../src/reconcile/request/apply/leases.ts'
import { sweepOrphans } from '../../src/reconcile/sweep-orphans.ts'
import { createFakeDrills, type FakeDrills } from '../fakes/drills.ts'
import type { TestClock } from '../open-test-store.ts'
import { byCopies } from './plain-calls.ts'

type MaybeLater<T> = T | Promise<T>

/** A target that can be made to misbehave. Each of `fails` and `backUp` returns what undoes it. */
export type TargetUnderTest = {
  /** `down`: it does nothing and does not answer; `deaf`: it does what it is asked, and its answer is lost. */
  fails(how: 'down' | 'deaf'): () => void
  backUp(): MaybeLater<() => MaybeLater<void>>
  /** Puts a lease of this name there by other hands; `store`: with a marker of that store, absent: without one. */
  plant(id: string, store?: string): MaybeLater<void>
  holds(id: string): MaybeLater<boolean>
}

/** One connector `orders` of a kind, on a ledger that knows none of our grants. */
export type World = {
  grants: GrantStore
  repository: number
  clock: TestClock
  /** Which store this is. */
  store: string
  /** Whom everything is given to, where it matters who they are. */
  requester?: number
  /** The connectors anew, as another worker has them or the same after a restart; `dropped`: the deployment has none any more. */
  registry(dropped?: 'dropped'): ConnectorRegistry
  /** Whether the credential lets its holder in now. */
  letsIn(grant: Grant, credential: Credential): Promise<boolean>
  /** Goes in, and says later whether that still works, where the target looks no further. */
  enter(grant: Grant, credential: Credential): Promise<() => boolean | Promise<boolean>>
  /** Absent: its target is the ledger. */
  target?: TargetUnderTest
}

export type KindUnderTest = {
  /** Whether it has a target of its own, so that one is in its worlds. */
  hasTarget: boolean
  /** Whether it ends what it gave without settings. */
  endsDropped: boolean
  connectorType: string
  /** Absent: it does. Else access is in effect for whom it was given to, and the worlds look at no credential. */
  givesCredential?: false
  /** Absent: its target knows when a lease ends. */
  expires?: false
  /** Absent: what lies in its target says whose it is, so that it is found there. */
  marks?: false
  /** Absent: a fire drill can use a lease of it. */
  drilled?: false
}

/** What stands for the credential of a kind that gives none. */
const nothingGiven: Credential = { type: 'refresh_token', token_endpoint: '', refresh_token: '' }

/** What holds for every kind of connector, with the ledger kept around it as the server keeps it. `open` is called once for each test. */
export function connectorContract(name: string, kind: KindUnderTest, open: () => Promise<World>): void {
  let world: World
  let logged: unknown[]
  beforeEach(async () => {
    world = await open()
    logged = []
  })

  const now = () => world.clock.now()
  const log = {
    info: (...told: unknown[]) => void logged.push(told),
    warn: (...told: unknown[]) => void logged.push(told),
    error: (...told: unknown[]) => void logged.push(told),
  }
  const keys = new Map<string, RequestKey>()
  const newGrant = (over: Partial<Grant> = {}): Grant => {
    const grant: Grant = {
      id: randomBytes(16).toString('base64url'),
      connector: 'orders',
      connectorType: kind.connectorType,
      resource: 'orders-api',
      audience: 'https://api.test',
      scope: 'orders:read orders:dump',
      actions: ['read', 'dump'],
      requester: world.requester ?? 42,
      digest: randomBytes(32).toString('hex'),
      policy: 'e'.repeat(64),
      requestUrl: 'https://github.test/a/b/issues/1',
      begins: now(),
      ends: addSeconds(now(), 3600),
      ...over,
    }
    keys.set(grant.id, { repository: world.repository, issue: randomInt(1, 2 ** 31) })
    return grant
  }
  const keyOf = ({ id }: Grant): RequestKey => keys.get(id) ?? { repository: world.repository, issue: 1 }
  const ports = (dropped?: 'dropped'): LeasePorts => {
    const { connectorFor, connectorOf } = world.registry(dropped)
    return {
      grants: world.grants,
      connectorFor: (...wanted) => byCopies(connectorFor(...wanted)),
      connectorOf: (...wanted) => byCopies(connectorOf(...wanted)),
      now,
    }
  }
  const connector = (): AnyConnector => byCopies(world.registry().connectorFor(world.repository, 'orders'))
  const begin = async (grant: Grant, by: LeasePorts = ports()): Promise<Credential> => {
    const found = by.connectorFor(world.repository, 'orders', kind.connectorType)
    const credential = await beginLease(by, found, keyOf(grant), grant)
    expect(credential !== undefined).toBe(kind.givesCredential ?? true)
    return credential?.reveal() ?? nothingGiven
  }
  const end = (grant: Grant, by = ports()) => endLease(by, keyOf(grant), grant)
  const extend = (grant: Grant, ends: Date, by = ports()) =>
    extendLease(by, world.repository, { ...grant, ends, digest: randomBytes(32).toString('hex') })
  /** Asks as the server does, whenever it is told to ask again. */
  const prove = async (grant: Grant): Promise<Proof> => {
    const latest = addSeconds(now(), connector().declare().worst + 60)
    for (;;) {
      const result = await probeLease(ports(), grant)
      if (result.proved) return result.proof
      expect(result.why).not.toBe('')
      expect(result.again > now()).toBe(true)
      world.clock.advance((result.again.getTime() - world.clock.now().getTime()) / 1000)
      expect(now() < latest, `not proved by ${latest.toISOString()}: ${result.why}`).toBe(true)
    }
  }
  const sweepWoke = async (): Promise<RequestKey[]> => {
    const woken: RequestKey[] = []
    const { all: connectors } = world.registry()
    const wake = async (key: RequestKey) => void woken.push(key)
    await sweepOrphans({ connectors, grants: world.grants, store: async () => world.store, wake, now, log })
    return woken
  }
  /** What whoever is not told the secret can read of it. */
  const secretsOf = (credential: Credential): string[] =>
    Object.entries(credential.type === 'webhook' ? credential.values : credential).flatMap(([member, value]) =>
      ['type', 'token_endpoint', 'host', 'port', 'database', 'user', 'sslmode', 'tls', 'uri'].includes(member) ||
      value === ''
        ? []
        : [String(value)],
    )
  const thrownBy = async (attempt: Promise<unknown>): Promise<unknown> =>
    attempt.then(
      () => undefined,
      (error: unknown) => error,
    )

  describe(`${name}: beginning`, () => {
    test('again replaces the credential, and goes by what was noted first', async () => {
      const grant = newGrant()
      const first = await begin(grant)
      const noted = (await world.grants.find(grant.id))?.lease
      expect(noted).not.toBeNull()
      const second = await begin(grant)
      const replaced = kind.givesCredential === undefined
      expect([await world.letsIn(grant, first), await world.letsIn(grant, second)]).toEqual([!replaced, true])
      expect((await world.grants.find(grant.id))?.lease).toEqual(noted)
    })

    test.each(['before', 'after'] as const)(
      'again after a crash %s every call: one credential works, and it ends',
      async (when) => {
        let crashes = 0
        for (let at = 1; ; at++) {
          const grant = newGrant()
          const crashed = await thrownBy(begin(grant, crashing(ports(), at, when)))
          if (crashed === undefined) break
          expect(crashed).toBeInstanceOf(Crash)
          crashes++
          const credential = await begin(grant)
          expect(await world.letsIn(grant, credential)).toBe(true)
          await end(grant)
          expect(await world.letsIn(grant, credential)).toBe(false)
          await prove(grant)
        }
        // Ledger, note, target, ledger.
        expect(crashes).toBeGreaterThanOrEqual(5)
      },
    )

    test('is noted in the ledger, with what the target was like, before the target is changed; and noted once', async () => {
      const grant = newGrant()
      let prepared = 0
      const kept: unknown[] = []
      const found = connector()
      const watched = held(found, 'begin', {
        before: async () => void kept.push((await world.grants.find(grant.id))?.lease),
      })
      const prepare = async (of: Grant) => ({ ...(await found.prepare(of)), of: ++prepared })
      for (let times = 0; times < 2; times++) await beginLease(ports(), { ...watched, prepare }, keyOf(grant), grant)
      expect(kept).toMatchObject([{ of: 1 }, { of: 1 }])
      expect(prepared).toBe(1)
    })

    test('a crash leaves nothing in the target that the ledger does not know', async () => {
      for (let at = 1; at < 4; at++) {
        const grant = newGrant()
        await thrownBy(begin(grant, crashing(ports(), at, 'before')))
        if (await world.target?.holds(grant.id))
          expect(await world.grants.find(grant.id)).toMatchObject({ ended: null })
      }
    })

    test('by two workers at once: one credential works', async () => {
      const grant = newGrant()
      const credentials = await Promise.all([begin(grant), begin(grant)])
      const works: boolean[] = []
      for (const one of credentials) works.push(await world.letsIn(grant, one))
      expect(works.filter(Boolean)).toHaveLength(kind.givesCredential === undefined ? 1 : 2)
    })

    test('gives nothing that outlives an end which came meanwhile', async () => {
      const grant = newGrant()
      let given: Secret<Credential> | undefined
      const slow = held(connector(), 'begin', {
        before: async () => {
          await end(grant)
        },
        after: (credential) => {
          given = credential as Secret<Credential>
        },
      })
      await expect(beginLease(ports(), slow, keyOf(grant), grant)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      if (given) expect(await world.letsIn(grant, given.reveal())).toBe(false)
      expect((await world.target?.holds(grant.id)) ?? false).toBe(false)
      await prove(grant)
    })

    test('says that it begins nothing that has ended', async () => {
      const grant = newGrant()
      await begin(grant)
      await end(grant)
      await expect(begin(grant)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      expect((await world.target?.holds(grant.id)) ?? false).toBe(false)
    })

    test.each<[string, Partial<Grant>]>([
      ['quotes', { resource: `x'; drop role "y"; --`, requestUrl: `https://github.test/'"\\/issues/1` }],
      ['a name that is a word of the language', { resource: 'constructor', scope: '__proto__' }],
      ['an id of dashes', { id: `-${randomBytes(15).toString('hex').slice(0, 21)}` }],
      ['an id of underscores', { id: `__${randomBytes(15).toString('hex').slice(0, 20)}` }],
      ['other letters', { resource: 'ordrés‮', audience: 'https://api.test/\u0007' }],
    ])('takes %s for what it is', async (_, over) => {
      const grant = newGrant(over)
      const credential = await begin(grant)
      expect(await world.letsIn(grant, credential)).toBe(true)
      await end(grant)
      expect(await world.letsIn(grant, credential)).toBe(false)
      await prove(grant)
    })
  })

  describe(`${name}: more time`, () => {
    test('outlives the old end, and not the new one', async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      const ends = addSeconds(grant.ends, 3600)
      await extend(grant, ends)
      await extend(grant, ends)
      world.clock.advance(3600)
      expect(await world.letsIn(grant, credential)).toBe(true)
      world.clock.advance(3600)
      if (kind.expires === false) await end(grant)
      expect(await world.letsIn(grant, credential)).toBe(false)
    })

    test('begins nothing that has ended, not even for a worker who has not heard of it', async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      await end(grant)
      const longer = { ...grant, ends: addSeconds(grant.ends, 3600) }
      await expect(extend(grant, longer.ends)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      await thrownBy(connector().extend?.(longer, null) ?? Promise.resolve())
      expect(await world.letsIn(grant, credential)).toBe(false)
      await prove(grant)
    })
  })

  describe(`${name}: ending`, () => {
    test('twice is as good as once', async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      const first = await end(grant)
      expect(first.effective).toEqual(now())
      await end(grant)
      expect((await world.grants.find(grant.id))?.ended).toEqual(first.effective)
      expect(await world.letsIn(grant, credential)).toBe(false)
    })

    test('by two workers at once', async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      await Promise.all([end(grant), end(grant)])
      expect(await world.letsIn(grant, credential)).toBe(false)
      await prove(grant)
    })

    test('before it began: it never begins', async () => {
      const grant = newGrant()
      await end(grant)
      await expect(begin(grant)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      expect((await world.target?.holds(grant.id)) ?? false).toBe(false)
      await prove(grant)
    })

    test.each(['before', 'after'] as const)('again after a crash %s every call', async (when) => {
      for (let at = 1; ; at++) {
        const grant = newGrant()
        const credential = await begin(grant)
        if ((await thrownBy(end(grant, crashing(ports(), at, when)))) === undefined) break
        await end(grant)
        expect(await world.letsIn(grant, credential)).toBe(false)
        await prove(grant)
        expect(at).toBeLessThan(10)
      }
    })

    test('is over for who is inside when it was declared to be', async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      const isInside = await world.enter(grant, credential)
      world.clock.advance(1)
      expect(await isInside()).toBe(true)
      await end(grant)
      const { effect, worst, cutsSessions } = connector().declare()
      expect(effect).toBeLessThanOrEqual(worst)
      let overrun = 0
      for (; (await isInside()) && overrun <= worst; overrun++) world.clock.advance(1)
      expect(overrun).toBeLessThanOrEqual(cutsSessions ? effect : worst)
    })

    test('is in the ledger before the target is asked, and the target never before it', async () => {
      const grant = newGrant()
      await begin(grant)
      const inLedger: boolean[] = []
      const watched = held(connector(), 'end', {
        before: async () => {
          inLedger.push((await world.grants.find(grant.id))?.ended !== null)
        },
      })
      await end(grant, { ...ports(), connectorOf: () => watched })
      expect(inLedger).toEqual([true])
    })
  })

  describe(`${name}: proving`, () => {
    test('says no while it lives', async () => {
      const grant = newGrant()
      await begin(grant)
      expect(await probeLease(ports(), grant)).toMatchObject({ proved: false })
    })

    test('says yes after the end, how, and when', async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      const isInside = await world.enter(grant, credential)
      await end(grant)
      const proof = await prove(grant)
      expect(proof.how).toBe(connector().declare().proof)
      expect(new Date(proof.at)).toEqual(now())
      expect(proof.words).not.toBe('')
      expect([await isInside(), await world.letsIn(grant, credential)]).toEqual([false, false])
    })

    test(`after the deployment dropped it: ${kind.endsDropped ? 'ends by its kind' : 'not before it is back'}`, async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      const dropped = ports('dropped')
      if (kind.endsDropped) {
        await end(grant, dropped)
        expect(await world.letsIn(grant, credential)).toBe(false)
        return
      }
      await expect(end(grant, dropped)).rejects.toMatchObject({ code: 'CONNECTOR_GONE' })
      await expect(probeLease(dropped, grant)).rejects.toMatchObject({ code: 'CONNECTOR_GONE' })
      // Nobody begins, lengthens or renews it any more.
      expect((await world.grants.find(grant.id))?.ended).toEqual(now())
      expect(await world.target?.holds(grant.id)).toBe(true)
      await end(grant)
      await prove(grant)
    })
  })

  describe.skipIf(kind.drilled === false)(`${name}: a fire drill`, () => {
    /** Drilled as a server does it, until its result is there. */
    const drilled = async (): Promise<FakeDrills> => {
      const drills = createFakeDrills()
      const { connectorOf, drilled: those } = world.registry()
      const drill = createDrilling({
        ...{ drills, grants: world.grants, connectorOf, drilled: those, now, log, issuer: 'https://daypass.test' },
        known: async () => [{ id: world.repository }],
        halted: async () => undefined,
        freshId: () => randomBytes(16).toString('base64url'),
      })
      const latest = addSeconds(now(), connector().declare().worst + 300)
      while (drills.said.length === 0 && now() < latest) {
        const next = await drill()
        while (next && drills.said.length === 0 && now() < next) world.clock.advance(1)
      }
      return drills
    }
    const live = async () => (await world.grants.openIds()).length

    test('passes: what was begun lets in, and its end is proved as the connector declares', async () => {
      const drills = await drilled()
      const facts = { outcome: 'passed', proof: connector().declare().proof, connector: 'orders' }
      expect(drills.said).toMatchObject([{ event: { facts } }])
      expect(await drills.all()).toMatchObject([{ canary: null, last: { passed: true } }])
      expect(await live()).toBe(0)
    })

    test('is a lease in the ledger as any other: what ends all ends it', async () => {
      const before = new Set(await world.grants.openIds())
      const { connectorOf, drilled: those } = world.registry()
      const [one] = those
      const found = one?.connector.drill
      if (!one || !found) throw new Error('this kind is not drilled')
      const drills = createFakeDrills()
      const use: typeof found.use = async (...of) => {
        for (const id of await world.grants.openIds()) if (!before.has(id)) await world.grants.end(id, now())
        return found.use(...of)
      }
      await createDrilling({
        ...{ drills, grants: world.grants, connectorOf, now, log, issuer: 'https://daypass.test' },
        drilled: [{ ...one, connector: { ...one.connector, drill: { ...found, use } } }],
        known: async () => [{ id: world.repository }],
        halted: async () => undefined,
        freshId: () => randomBytes(16).toString('base64url'),
      })()
      expect(await live()).toBe(before.size)
      // Where the ledger is the target, it could not be used any more, which says nothing of the target.
      expect(drills.said.filter(({ event }) => event.facts.outcome === 'failed')).toEqual([])
    })

    test.runIf(kind.hasTarget)('fails where the target does not answer, and leaves nothing there', async () => {
      const mended = world.target?.fails('deaf')
      const drills = await drilled()
      mended?.()
      expect(drills.said).toMatchObject([{ event: { facts: { outcome: 'failed' } } }])
      expect(await live()).toBe(0)
    })
  })

  describe.runIf(kind.hasTarget)(`${name}: a target of its own`, () => {
    const target = (): TargetUnderTest => {
      if (!world.target) throw new Error('this world has no target')
      return world.target
    }

    test.each(['down', 'deaf'] as const)(
      'that is %s when it shall begin, extend or end: tried again, it comes out right',
      async (how) => {
        const grant = newGrant()
        const ends = addSeconds(grant.ends, 3600)
        const failed = { code: 'CONNECTOR_FAILED' }
        let mended = target().fails(how)
        await expect(begin(grant)).rejects.toMatchObject(failed)
        mended()
        const credential = await begin(grant)
        mended = target().fails(how)
        // A target that knows no end need not be told of another.
        if (connector().extend) await expect(extend(grant, ends)).rejects.toMatchObject(failed)
        mended()
        await extend(grant, ends)
        world.clock.advance(3600)
        expect(await world.letsIn(grant, credential)).toBe(true)
        mended = target().fails(how)
        await expect(end(grant)).rejects.toMatchObject(failed)
        // The ledger waits for no target.
        expect((await world.grants.find(grant.id))?.ended).toEqual(now())
        await expect(probeLease(ports(), grant)).rejects.toMatchObject(failed)
        mended()
        world.clock.advance(60)
        expect((await end(grant)).effective).toEqual(now())
        expect(await world.letsIn(grant, credential)).toBe(false)
        await prove(grant)
      },
    )

    test('in which somebody puts it back by hand: not called ended, and ended again', async () => {
      const grant = newGrant()
      await begin(grant)
      await end(grant)
      await target().plant(grant.id, world.store)
      expect(await probeLease(ports(), grant)).toMatchObject({ proved: false })
      await end(grant)
      await prove(grant)
      expect(await target().holds(grant.id)).toBe(false)
    })

    test.skipIf(kind.marks === false)(
      'that is restored from a backup: what had ended is found and ended, what lives stays',
      async () => {
        const [dead, alive] = [newGrant(), newGrant()]
        await begin(dead)
        const credential = await begin(alive)
        const restore = await target().backUp()
        await end(dead)
        await restore()
        expect(await target().holds(dead.id)).toBe(true)
        expect(await sweepWoke()).toEqual([keyOf(dead)])
        expect([await target().holds(dead.id), await world.letsIn(alive, credential)]).toEqual([false, true])
        // There is nothing to be done any more.
        expect(await sweepWoke()).toEqual([])
      },
    )

    test.skipIf(kind.marks === false)(
      'with a lease that no ledger knows: ended where its marker is ours, and nobody else’s is touched',
      async () => {
        const [ours, theirs, lookAlike] = [newGrant(), newGrant(), newGrant()]
        await target().plant(ours.id, world.store)
        await target().plant(theirs.id, 's'.repeat(22))
        await target().plant(lookAlike.id)
        expect(await sweepWoke()).toEqual([])
        expect(await Promise.all([ours, theirs, lookAlike].map(async ({ id }) => target().holds(id)))).toEqual([
          false,
          true,
          true,
        ])
        expect(inspect(logged, { depth: 9 })).toContain(ours.id)
        expect(inspect(logged, { depth: 9 })).not.toContain(theirs.id)
      },
    )

    test.skipIf(kind.marks === false)(
      'that cannot be listed, or does not end what it shows: told, and looked at again',
      async () => {
        const grant = newGrant()
        await target().plant(grant.id, world.store)
        const mended = target().fails('down')
        expect(await sweepWoke()).toEqual([])
        expect(logged).toHaveLength(1)
        mended()
        expect(await sweepWoke()).toEqual([])
        expect(await target().holds(grant.id)).toBe(false)
      },
    )

    test('never shows a secret: not in an error, in the log, in what is noted', async () => {
      const grant = newGrant()
      const credential = await begin(grant)
      const thrown: unknown[] = []
      for (const how of ['down', 'deaf'] as const) {
        const mended = target().fails(how)
        const lengthened = connector().extend ? [() => extend(grant, grant.ends)] : []
        for (const attempt of [() => begin(grant), ...lengthened, () => probeLease(ports(), grant)])
          thrown.push(await thrownBy(attempt()))
        await sweepWoke()
        mended()
      }
      expect(thrown.every((error) => error instanceof DaypassError)).toBe(true)
      const seen = inspect([thrown, logged, await world.grants.find(grant.id)], { depth: 9, showHidden: true })
      for (const secret of secretsOf(credential)) expect(seen).not.toContain(secret)
    })
  })

  describe(`${name}: what it says of itself`, () => {
    test.skipIf(kind.givesCredential === false)('holds no secret where it is printed', async () => {
      const grant = newGrant()
      await world.grants.open(keyOf(grant), grant)
      const secret = await connector().begin(grant, await connector().prepare(grant))
      const [hidden] = secret ? secretsOf(secret.reveal()) : []
      expect(hidden).toMatch(/.{32}/)
      expect(inspect(secret, { depth: 9, showHidden: true }) + JSON.stringify({ secret })).not.toContain(hidden)
      expect(JSON.stringify(await connector().prepare(grant))).not.toContain(hidden)
    })

    test('is asked without a store: how its target is, and what of a catalog it cannot give', async () => {
      const told = await connector().health()
      expect(told.map(({ message }) => message)).not.toEqual([])
      expect(connector().check({}, 'low')).toEqual([])
    })
  })
}

class Crash extends Error {}

/** The same ports, which come to an end before, or right after, the call of that number. */
function crashing(ports: LeasePorts, at: number, when: 'before' | 'after'): LeasePorts {
  let calls = 0
  const mortal = <T extends object>(of: T): T =>
    new Proxy(of, {
      get: (found, member) => {
        const value: unknown = Reflect.get(found, member)
        if (typeof value !== 'function') return value
        return async (...given: unknown[]) => {
          const isLast = ++calls === at
          if (isLast && when === 'before') throw new Crash()
          const answer: unknown = await Reflect.apply(value, found, given)
          if (isLast) throw new Crash()
          return answer
        }
      },
    })
  return {
    ...ports,
    grants: mortal(ports.grants),
    connectorFor: (...by) => mortal(ports.connectorFor(...by)),
    connectorOf: (by) => mortal(ports.connectorOf(by)),
  }
}

/** The same connector, with something that happens before or after one of its calls. */
function held(
  connector: AnyConnector,
  call: 'begin' | 'end',
  { before, after }: { before: () => Promise<void>; after?: (answer: unknown) => void },
): AnyConnector {
  const original = connector[call] as (...given: unknown[]) => Promise<unknown>
  const slow = async (...given: unknown[]) => {
    await before()
    const answer = await original(...given)
    after?.(answer)
    return answer
  }
  return { ...connector, [call]: slow }
}
