import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Listing } from '../../src/ports/roster.ts'
import type { ContractStore } from '../open-test-store.ts'

/** What every store must know of who is in a team, whichever database is below it. */
export function rosterContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const team = 77
  const at = (seconds: number): Date => new Date(Date.parse('2026-11-21T12:00:00Z') + seconds * 1000)
  const begun = (installation = 9) => test.store.roster.changes(installation)
  /** Lists the team with these people, begun just before unless `after` says otherwise. Answers since when, in seconds. */
  const lists = async (seconds: number, people: number[], set: Partial<Listing> = {}) => {
    const after = await begun(set.installation)
    const listing = { installation: 9, team, people, after, answered: at(seconds), ...set }
    const found = await test.store.roster.listed(listing)
    if (found === undefined) return 'listed again'
    return Object.fromEntries([...found].map(([person, since]) => [person, (since.getTime() - at(0).getTime()) / 1000]))
  }
  const moves = (seconds: number, person: number, joined: boolean, set: { team?: number } = { team }) =>
    test.store.roster.moved({ installation: 9, person, joined, ...set }, at(seconds))

  describe('whoever is in a team', () => {
    it('when it is first listed was there before; who is in a later listing only had come by then', async () => {
      expect(await lists(10, [1, 2])).toEqual({})
      expect(await lists(20, [1, 2, 3])).toEqual({ 3: 20 })
      expect(await lists(3000, [1, 3, 2, 3])).toEqual({ 3: 20 })
      expect(await lists(3010, [1, 2, 3], { team: 78 })).toEqual({})
    })

    it('was not there before where nobody was', async () => {
      await lists(10, [])
      expect(await lists(20, [1])).toEqual({ 1: 20 })
    })

    it('begins anew after having left, however long they were in it before', async () => {
      await lists(10, [1, 2])
      await lists(20, [2])
      expect(await lists(30, [1, 2])).toEqual({ 1: 30 })
      await lists(40, [])
      expect(await lists(50, [1, 2])).toEqual({ 1: 50, 2: 50 })
    })

    it('came when GitHub said so, which is before the next listing', async () => {
      await lists(10, [1])
      await moves(15, 2, true)
      expect(await lists(20, [1, 2])).toEqual({ 2: 15 })
    })

    it('came when GitHub said so, also before the first listing', async () => {
      await moves(5, 2, true)
      expect(await lists(10, [1, 2])).toEqual({ 2: 5 })
    })

    it('was not there before if they came after a first listing that said what notices had said', async () => {
      await moves(5, 2, true)
      expect(await lists(10, [2])).toEqual({ 2: 5 })
      expect(await lists(20, [2, 3])).toEqual({ 2: 5, 3: 20 })
      await moves(21, 1, false, { team: 78 })
      expect(await lists(30, [], { team: 78 })).toEqual({})
      expect(await lists(40, [1], { team: 78 })).toEqual({ 1: 40 })
    })

    it('begins anew when GitHub says that they joined, although their leaving was not noticed', async () => {
      await lists(10, [1, 2])
      await moves(15, 1, true)
      expect(await lists(20, [1, 2])).toEqual({ 1: 15 })
    })

    it('begins anew when GitHub said that they left, although their coming back was not noticed', async () => {
      await lists(10, [1, 2])
      await lists(10, [1, 2], { team: 78 })
      await moves(15, 1, false)
      expect(await lists(20, [1, 2])).toEqual({ 1: 20 })
      expect(await lists(20, [1, 2], { team: 78 })).toEqual({})
    })

    it('begins anew in every team after having left the organisation', async () => {
      await lists(10, [1, 2])
      await lists(10, [1, 2], { team: 78 })
      await moves(15, 1, false, {})
      expect(await lists(20, [1, 2])).toEqual({ 1: 20 })
      expect(await lists(20, [1, 2], { team: 78 })).toEqual({ 1: 20 })
    })

    it('is told by the last listing, not by one that was begun before it', async () => {
      await lists(10, [1])
      const before = await begun()
      await lists(30, [1, 2])
      // Somebody who is gone by now came, as far as one knows, when this was answered; nobody is forgotten by it.
      expect(await lists(31, [1, 3], { after: before })).toEqual({ 3: 31 })
      expect(await lists(40, [1, 2])).toEqual({ 2: 30 })
      const then = await begun()
      await moves(50, 4, true)
      await lists(51, [1, 2], { after: then })
      expect(await lists(60, [1, 2, 4])).toEqual({ 2: 30, 4: 50 })
    })

    it('has left the organisation whatever a listing says that was begun before', async () => {
      await lists(10, [1, 2])
      const before = await begun()
      await moves(50, 1, false, {})
      await lists(51, [1, 2], { after: before })
      expect(await lists(60, [1, 2])).toEqual({ 1: 60 })
    })

    it.each<[string, { team?: number }]>([
      ['the team', { team }],
      ['the organisation', {}],
    ])('was not there before if they left %s while it was first listed (security.R2)', async (_, left) => {
      const before = await begun()
      await moves(9.5, 1, false, left)
      expect(await lists(10, [1, 2], { after: before })).toBe('listed again')
      // Twice, too: that listing says nothing, however often it comes.
      expect(await lists(10, [1, 2], { after: before })).toBe('listed again')
      expect(await lists(20, [2])).toEqual({})
      expect(await lists(30, [1, 2])).toEqual({ 1: 30 })
    })

    it('was there before if others changed while it was first listed', async () => {
      const before = await begun()
      await moves(9, 1, false, { team: 78 })
      await lists(9, [1], { team: 79 })
      expect(await lists(10, [1, 2], { after: before })).toEqual({})
      await test.store.roster.moved({ installation: 10, person: 1, joined: false }, at(11))
      expect(await lists(12, [1, 2, 3], { after: before })).toEqual({ 3: 12 })
    })

    it('is told by the first listing to be written, where two began at once', async () => {
      const before = await begun()
      expect(await lists(10, [1], { after: before })).toEqual({})
      expect(await lists(11, [1, 2], { after: before })).toEqual({ 2: 11 })
      expect(await lists(20, [1, 2])).toEqual({ 2: 20 })
    })

    it('is told by a listing that was begun after the notice, by whichever clock', async () => {
      await lists(10, [1, 2])
      await moves(1000, 1, false)
      await lists(20, [2, 3])
      expect(await lists(30, [1, 2, 3])).toEqual({ 1: 30, 3: 20 })
      const before = await begun()
      await moves(-1000, 2, false)
      await lists(40, [1, 2, 3], { after: before })
      expect(await lists(50, [1, 2, 3])).toEqual({ 1: 30, 2: 50, 3: 20 })
    })

    it('stays in it when the app was installed anew', async () => {
      await lists(10, [1, 2])
      await lists(20, [1, 2, 3])
      expect(await lists(30, [1, 2, 3], { installation: 10 })).toEqual({ 3: 20 })
      const rows = await test.stored.rows('members')
      expect([...new Set(rows.map(({ installation }) => installation))]).toStrictEqual([10])
    })

    it('is a newcomer once they were forgotten', async () => {
      await lists(10, [1, 2])
      await test.store.forget(1)
      expect(await lists(20, [1, 2])).toEqual({ 1: 20 })
    })
  })

  it('writes nothing where nothing has changed', async () => {
    const rows = async () =>
      (await Promise.all(['members', 'teams', 'rosters'].map((table) => test.stored.versions(table)))).flat()
    await lists(10, [1, 2])
    await lists(20, [1, 2, 3])
    const before = await rows()
    for (const seconds of [30, 40]) await lists(seconds, [3, 2, 1])
    expect(await rows()).toStrictEqual(before)
    expect(before).toHaveLength(5)
  })

  it('agrees where several list a team at once', async () => {
    await lists(10, [1])
    const found = await Promise.all(Array.from({ length: 20 }, () => lists(20, [1, 2])))
    expect(found).toEqual(found.map(() => ({ 2: 20 })))
  })

  it('remembers nobody who left while their team was first listed, whichever is written first', async () => {
    const before = await begun()
    const teams = Array.from({ length: 20 }, (_, index) => 100 + index)
    await Promise.all(
      teams.flatMap((one) => {
        const both = [
          () => lists(10, [1, 2], { team: one, after: before }),
          () => moves(10, 1, false, { team: one }),
        ] as const
        return (one % 2 === 0 ? both : both.toReversed()).map((call) => call())
      }),
    )
    const people = (await test.stored.rows<{ person: number }>('members')).map(({ person }) => person)
    expect(people.filter((person) => person === 1)).toEqual([])
  })

  it('writes the tenant on every row', async () => {
    await lists(10, [1])
    await moves(11, 2, true)
    for (const table of ['rosters', 'teams', 'members']) {
      const rows = await test.stored.rows(table)
      expect([table, ...new Set(rows.map(({ installation }) => installation))]).toStrictEqual([table, 9])
    }
  })
}
