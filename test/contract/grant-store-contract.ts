import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../src/ports/inbox.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { grantOf, key, wake } from './store-contract.ts'

const delivery = (id: string, overrides: Partial<Delivery> = {}): Delivery => ({
  id,
  event: 'issues',
  body: `{"n":"${id}"}`,
  bodySha256: id.padEnd(64, '_'),
  ...overrides,
})

const hash = (digit: string): string => digit.repeat(64)

/** What the grants, the inbox and the cursors of every store must do. */
export function grantStoreContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(async () => {
    await test.empty()
    await test.store.enqueue(wake())
  })

  describe('grants', () => {
    it('opens a grant once, and gives out each place once', async () => {
      const { grants } = test.store
      const one = await grants.open(key, grantOf('g1'))
      expect(one).toStrictEqual({ ...grantOf('g1'), key, lease: null, ended: null })
      expect(await grants.open(key, grantOf('g1'))).toStrictEqual(one)
      await grants.open({ ...key, issue: 5 }, grantOf('g2'))
      const { leases } = test.store
      expect(await leases.leaseOf('g1')).toStrictEqual({ ...one, statusIndex: 0, renewal: null, lastToken: null })
      expect((await leases.leaseOf('g2'))?.statusIndex).toBe(1)
      expect((await leases.indexesOf(['g2', 'g1', 'g3'])).sort()).toStrictEqual([0, 1])
      expect(await leases.leaseOf('g3')).toBeUndefined()
      expect(await grants.find('g1')).toStrictEqual(one)
      expect(await grants.find('g3')).toBeUndefined()
    })

    it('keeps what a grant is bound to, through its extension and its end', async () => {
      const { grants, leases } = test.store
      const url = 'https://github.example/acme/orders/commit/x'
      const operation = { url, commit: { repository: 8, sha: 'a'.repeat(40) } }
      await grants.open(key, grantOf('g1', { operation }))
      expect(await grants.find('g1')).toStrictEqual({ ...grantOf('g1', { operation }), key, lease: null, ended: null })
      await grants.extend('g1', {
        ends: new Date('2026-11-21T15:00:00Z'),
        digest: 'e'.repeat(64),
        policy: 'f'.repeat(64),
      })
      expect((await leases.leaseOf('g1'))?.operation).toStrictEqual(operation)
      expect((await grants.end('g1', test.clock.now())).operation).toStrictEqual(operation)
    })

    it('lists what a kind gave in a repository and is good: not ended, not past its end, not locked down', async () => {
      const { grants, lockdowns } = test.store
      const of = (id: string, issue: number, over = {}) =>
        grants.open({ ...key, issue }, grantOf(id, { connectorType: 'opa', ...over }))
      const now = test.clock.now()
      for (const [issue, id] of ['b', '_', 'A', 'a', '-'].entries()) await of(id, issue + 1)
      await of('other', 6, { connectorType: 'token' })
      await of('over', 7, { begins: new Date(0), ends: now })
      await of('done', 8)
      await grants.end('done', now)
      await of('locked', 9, { resource: 'locked-api' })
      const live = async (repository = key.repository) =>
        (await grants.liveOf(repository, 'opa', now)).map(({ id }) => id)
      expect(await live()).toEqual(['-', 'A', '_', 'a', 'b', 'locked'])
      expect(await grants.liveOf(key.repository, 'opa', now)).toContainEqual(await grants.find('a'))
      expect(await live(key.repository + 1)).toEqual([])
      await lockdowns.lock({ of: 'resource', name: 'locked-api' }, 'a test')
      expect(await live()).toEqual(['-', 'A', '_', 'a', 'b'])
      await lockdowns.lock({ of: 'everything' }, 'a test')
      expect(await live()).toEqual([])
      await lockdowns.lift('all', 'a test')
      expect(await live()).toEqual(['-', 'A', '_', 'a', 'b', 'locked'])
    })

    it('knows what a kind gave somebody and may still lie in its target: until its request knows the end proved', async () => {
      const { grants, requests } = test.store
      const of = (id: string, issue: number, over = {}) =>
        grants.open({ ...key, issue }, grantOf(id, { connectorType: 'github', ...over }))
      await of('mine', key.issue)
      await of('canary', 8)
      await of('token', 9, { connectorType: 'token' })
      await of('theirs', 10, { requester: 43 })
      const unsettled = async (requester?: number) =>
        (await grants.unsettledOf('github', requester)).map(({ id }) => id)
      const { requester } = grantOf('mine')
      expect(await unsettled(requester)).toEqual(['mine', 'canary'])
      expect(await unsettled()).toEqual(['mine', 'canary', 'theirs'])
      expect(await unsettled(44)).toEqual([])
      for (const id of ['mine', 'canary']) await grants.end(id, test.clock.now())
      // What has no request has ended when it has.
      expect(await unsettled(requester)).toEqual(['mine'])
      expect(await grants.unsettledOf('github', requester)).toEqual([await grants.find('mine')])
      const claim = await requests.claim(key, test.clock.now())
      if (!claim) throw new Error('nothing to claim')
      await requests.save(claim, { set: fitting({ state: 'ended' }) })
      expect(await unsettled(requester)).toEqual([])
    })

    it('remembers the kind of connector that began it, through its end', async () => {
      const { grants, leases } = test.store
      for (const [issue, connectorType] of ['token', 'postgres'].entries())
        await grants.open({ ...key, issue: issue + 1 }, grantOf(`g${issue}`, { connectorType }))
      expect([await grants.find('g0'), await grants.find('g1')]).toMatchObject([
        { connectorType: 'token' },
        { connectorType: 'postgres' },
      ])
      await leases.setRenewal('g0', hash('a'))
      expect(await leases.findByRenewal(hash('a'))).toMatchObject({ connectorType: 'token' })
      expect(await grants.end('g1', test.clock.now())).toMatchObject({ connectorType: 'postgres' })
    })

    it.each([
      ['another grant for the same digest', { digest: grantOf('g1').digest }, 'GRANT_CONFLICT'],
      ['an end at its beginning', { ends: grantOf('g1').begins }, undefined],
      ['an end before its beginning', { ends: new Date('2026-11-21T11:00:00Z') }, undefined],
      ['no end', { ends: null as never }, undefined],
      ['an end that is not an instant', { ends: new Date(Number.NaN) }, undefined],
    ])('refuses %s', async (_case, overrides, code) => {
      await test.store.grants.open(key, grantOf('g1'))
      const opening = test.store.grants.open(key, grantOf('g2', overrides))
      await (code === undefined ? expect(opening).rejects.toThrow() : expect(opening).rejects.toMatchObject({ code }))
      expect(await test.store.grants.find('g2')).toBeUndefined()
    })

    it('refuses the id of another request’s grant, and a repository that was never seen', async () => {
      await test.store.grants.open(key, grantOf('g1'))
      const { grants } = test.store
      await expect(grants.open({ ...key, issue: 5 }, grantOf('g1'))).rejects.toMatchObject({ code: 'GRANT_CONFLICT' })
      const unseen = grants.open({ repository: 99, issue: 1 }, grantOf('g2'))
      await expect(unseen).rejects.toMatchObject({ code: 'REPOSITORY_NOT_ENROLLED' })
    })

    it('keeps what was noted of the target first, and nothing of what has ended', async () => {
      const { grants } = test.store
      await expect(grants.keepLease('g1', {})).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      const { lease } = await grants.open(key, grantOf('g1'))
      expect(lease).toBeNull()
      const noted = { team: 7, before: { role: null, members: [{ id: 5 }] }, text: 'a\u0000"' }
      expect(await grants.keepLease('g1', noted)).toStrictEqual(noted)
      expect(await grants.keepLease('g1', { team: 8 })).toStrictEqual(noted)
      expect((await grants.find('g1'))?.lease).toStrictEqual(noted)
      expect((await grants.open(key, grantOf('g1'))).lease).toStrictEqual(noted)
      expect((await grants.end('g1', test.clock.now())).lease).toStrictEqual(noted)
      await expect(grants.keepLease('g1', noted)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    })

    it('keeps one renewal credential, and takes it back with the end', async () => {
      const { grants, leases } = test.store
      await grants.open(key, grantOf('g1'))
      await leases.setRenewal('g1', hash('a'))
      await leases.setRenewal('g1', hash('b'))
      expect(await leases.findByRenewal(hash('a'))).toBeUndefined()
      expect((await leases.findByRenewal(hash('b')))?.id).toBe('g1')
      await grants.end('g1', test.clock.now())
      expect(await leases.findByRenewal(hash('b'))).toBeUndefined()
      await expect(leases.setRenewal('g1', hash('c'))).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    })

    it('stays ended at the first instant, whatever comes later', async () => {
      const { grants } = test.store
      await grants.open(key, grantOf('g1'))
      const first = new Date('2026-11-21T12:30:00Z')
      expect((await grants.end('g1', first)).ended).toStrictEqual(first)
      expect((await grants.end('g1', new Date('2026-11-21T12:40:00Z'))).ended).toStrictEqual(first)
      await expect(grants.open(key, grantOf('g1'))).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      expect((await grants.find('g1'))?.ended).toStrictEqual(first)
      await expect(grants.open(key, grantOf('g2', { digest: grantOf('g1').digest }))).rejects.toMatchObject({
        code: 'GRANT_CONFLICT',
      })
      await expect(grants.end('gX', first)).rejects.toMatchObject({ code: 'GRANT_UNKNOWN' })
    })

    it.each([
      ['within the grant', '2026-11-21T12:10:00Z', false, true],
      ['at its end', '2026-11-21T14:00:00Z', false, false],
      ['after its end', '2026-11-21T14:00:01Z', false, false],
      ['after it was ended early', '2026-11-21T12:10:00Z', true, false],
    ])('notes a token %s', async (_case, now, ended, noted) => {
      const { grants, leases } = test.store
      await grants.open(key, grantOf('g1'))
      if (ended) await grants.end('g1', new Date('2026-11-21T12:05:00Z'))
      const expires = new Date('2026-11-21T12:15:00Z')
      expect(await leases.noteToken('g1', expires, new Date(now))).toBe(noted)
      expect((await leases.leaseOf('g1'))?.lastToken).toStrictEqual(noted ? expires : null)
      expect(await leases.noteToken('gX', expires, new Date(now))).toBe(false)
    })

    it('remembers the latest expiry of all tokens', async () => {
      const { grants, leases } = test.store
      await grants.open(key, grantOf('g1'))
      const late = new Date('2026-11-21T12:15:00Z')
      await leases.noteToken('g1', late, test.clock.now())
      await leases.noteToken('g1', new Date('2026-11-21T12:14:00Z'), test.clock.now())
      expect((await leases.leaseOf('g1'))?.lastToken).toStrictEqual(late)
    })

    it('lists live places and open grants', async () => {
      const { grants, leases } = test.store
      for (const issue of [1, 2, 3, 4]) await grants.open({ ...key, issue }, grantOf(`g${issue}`))
      await grants.open(
        { ...key, issue: 5 },
        grantOf('g5', { connector: 'other', ends: new Date('2026-11-21T12:30:00Z') }),
      )
      await grants.open(
        { ...key, issue: 6 },
        grantOf('g6', { connectorType: 'token', ends: new Date('2026-11-21T12:05:00Z') }),
      )
      await grants.end('g2', test.clock.now())
      const early = new Date('2026-11-21T12:10:00Z')
      expect(await leases.liveIndexes(0, 100, early)).toStrictEqual([0, 2, 3, 4])
      expect(await leases.liveIndexes(0, 3, early)).toStrictEqual([0, 2])
      expect(await leases.liveIndexes(2, 100, new Date('2026-11-21T12:30:00Z'))).toStrictEqual([2, 3])
      expect(await grants.openIds()).toStrictEqual(['g1', 'g3', 'g4', 'g5', 'g6'])
    })
  })

  describe('inbox', () => {
    const drained = async (): Promise<string[]> => {
      const seen: string[] = []
      await test.store.inbox.drain(test.clock.now, async ({ id }) => void seen.push(id))
      return seen
    }

    it.each([
      ['the same delivery again', delivery('a'), false],
      ['the same id with another body', delivery('a', { bodySha256: hash('9') }), false],
      ['another delivery', delivery('b'), true],
      [
        'another delivery with the same bytes (security.R2)',
        delivery('b', { bodySha256: delivery('a').bodySha256 }),
        true,
      ],
    ])('knows %s, before and after it was handled', async (_case, again, isNew) => {
      expect(await test.store.inbox.accept(delivery('a'), test.clock.now())).toBe(true)
      expect(await test.store.inbox.accept(again, test.clock.now())).toBe(isNew)
      await drained()
      expect(await test.store.inbox.accept(delivery('a'), test.clock.now())).toBe(false)
      expect(await test.store.inbox.accept(again, test.clock.now())).toBe(false)
    })

    it('tells which ids it knows, whether they wait or were handled', async () => {
      await test.store.inbox.accept(delivery('done'), test.clock.now())
      await drained()
      await test.store.inbox.accept(delivery('waits'), test.clock.now())
      expect(await test.store.inbox.known(['done', 'waits', 'new', 'done'])).toStrictEqual(new Set(['done', 'waits']))
      expect(await test.store.inbox.known([])).toStrictEqual(new Set())
    })

    it('says of copies that come together that one of them is new', async () => {
      const copies = ['first', 'a', 'a', 'b', 'a', 'b'].map((id) =>
        test.store.inbox.accept(delivery(id), test.clock.now()),
      )
      expect(await Promise.all(copies)).toStrictEqual([true, true, false, true, false, false])
      const sameBody = ['c', 'd', 'e'].map((id) =>
        test.store.inbox.accept(delivery(id, { bodySha256: hash('7') }), test.clock.now()),
      )
      expect((await Promise.all(sameBody)).filter(Boolean)).toHaveLength(3)
      expect((await drained()).length).toBe(6)
    })

    it('hands everything over once, oldest first, as it came', async () => {
      const odd = delivery('odd', { body: '{"text":"\\u0000 \\ud800 é 😀"}', event: 'issue_comment' })
      await test.store.inbox.accept(odd, test.clock.now())
      const many = Array.from({ length: 120 }, (_, index) => `n${index}`)
      for (const id of many) await test.store.inbox.accept(delivery(id), test.clock.now())
      const seen: Delivery[] = []
      expect(await test.store.inbox.drain(test.clock.now, async (one) => void seen.push(one))).toBe(121)
      expect(seen[0]).toStrictEqual(odd)
      expect(seen.slice(1).map(({ id }) => id)).toStrictEqual(many)
      expect(await drained()).toStrictEqual([])
    })

    it('keeps nothing of a body that was handled', async () => {
      await test.store.inbox.accept(delivery('a'), test.clock.now())
      await drained()
      expect(await test.stored.rows('inbox')).toMatchObject([{ body: null, state: 'done' }])
    })

    it('tries a failing delivery again, ever later, without holding up the others, and then sets it aside', async () => {
      await test.store.inbox.accept(delivery('poison'), test.clock.now())
      await test.store.inbox.accept(delivery('good'), test.clock.now())
      const seen: string[] = []
      const attempt = () =>
        test.store.inbox.drain(test.clock.now, async ({ id }) => {
          seen.push(id)
          if (id === 'poison') throw new Error('cannot be handled')
        })
      expect(await attempt()).toBe(1)
      expect(await attempt()).toBe(0)
      expect(seen).toStrictEqual(['poison', 'good'])
      for (let tries = 0; tries < 12; tries += 1) {
        test.clock.advance(600)
        await attempt()
      }
      expect(seen.filter((id) => id === 'poison')).toHaveLength(8)
      expect(await test.store.inbox.counts()).toStrictEqual({ waiting: 0, aside: 1 })
    })

    it('takes again what a dead process had taken', async () => {
      await test.store.inbox.accept(delivery('a'), test.clock.now())
      const hung = test.store.inbox.drain(test.clock.now, () => new Promise(() => undefined))
      void hung
      await expect.poll(() => test.stored.rows('inbox')).toMatchObject([{ tries: 1 }])
      expect(await drained()).toStrictEqual([])
      test.clock.advance(61)
      expect(await drained()).toStrictEqual(['a'])
    })

    it('gives back what it took when it is told to stop', async () => {
      for (const id of ['a', 'b', 'c']) await test.store.inbox.accept(delivery(id), test.clock.now())
      const seen: string[] = []
      const handled = await test.store.inbox.drain(
        test.clock.now,
        async ({ id }) => void seen.push(id),
        () => seen.length === 1,
      )
      expect([handled, seen]).toStrictEqual([1, ['a']])
      expect(await drained()).toStrictEqual(['b', 'c'])
    })

    it('forgets what was done long ago, and nothing else', async () => {
      await test.store.inbox.accept(delivery('old'), test.clock.now())
      await drained()
      test.clock.advance(100)
      await test.store.inbox.accept(delivery('waiting'), new Date(0))
      expect(await test.store.inbox.forget(test.clock.now())).toBe(1)
      expect(await test.store.inbox.counts()).toStrictEqual({ waiting: 1, aside: 0 })
    })
  })

  it('keeps cursors', async () => {
    const { cursors } = test.store
    expect(await cursors.get('deliveries')).toBeUndefined()
    await cursors.set('deliveries', '1')
    await cursors.set('deliveries', '2')
    await cursors.set('other', 'x')
    expect(await cursors.get('deliveries')).toBe('2')
  })
}
