import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { checkpointLine } from '../../src/core/trail/checkpoint.ts'
import type { ContractStore } from '../open-test-store.ts'
import { key, wake } from './store-contract.ts'

/** What every store must remember of the places in which checkpoints lie. */
export function placementsContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(async () => {
    await test.empty()
    rmSync(file(), { force: true })
    await test.store.enqueue(wake())
    await grow()
  })

  const file = () => join(test.dataDir, 'checkpoints.jsonl')
  const { repository } = key
  const at = new Date('2026-11-21T13:00:00Z')
  const hash = (digit: string) => digit.repeat(64)
  /** One more entry, and a checkpoint of it. */
  async function grow(): Promise<void> {
    const { lockdowns, checkpoints } = test.store
    await lockdowns.lock({ of: 'resource', name: `db-${(await lockdowns.list()).length}` }, 'a drill')
    await checkpoints.cut(true)
  }
  const chain = async (place = 'here') => {
    const [found, ...more] = await test.store.placements.chains(place)
    expect(more).toEqual([])
    return found
  }

  it('a chain has its newest checkpoint, and nothing that was placed', async () => {
    await grow()
    const found = await chain()
    expect(found).toMatchObject({ repository, newest: { checkpoint: { repository, seq: 2 } } })
    expect(Object.keys(found ?? {})).toEqual(['repository', 'newest'])
    expect(await test.store.placements.hashAt(repository, 2)).toBe(found?.newest.checkpoint.hash)
    expect(await test.store.placements.hashAt(repository, 3)).toBeUndefined()
    expect(await test.store.placements.elsewhere()).toEqual([])
  })

  it('what was placed, and what is ahead, are kept apart and by place', async () => {
    const { placements } = test.store
    await placements.setLast('here', repository, { seq: 1, hash: hash('a'), at })
    await placements.setAhead('here', repository, { seq: 9, hash: hash('b') })
    await placements.setLast('here', repository, { seq: 2, hash: hash('c'), at })
    expect(await chain()).toMatchObject({
      last: { seq: 2, hash: hash('c'), at },
      ahead: { seq: 9, hash: hash('b') },
    })
    expect(await chain('there')).not.toHaveProperty('last')
    expect(await placements.elsewhere()).toEqual([{ repository, placed: 2, at, ahead: 9 }])
    const ahead = [{ place: 'here', repository, seq: 9, hash: hash('b') }]
    expect(await placements.ahead()).toEqual(ahead)
    expect(await placements.ahead(repository)).toEqual(ahead)
    expect(await placements.ahead(repository + 1)).toEqual([])
    await placements.setAhead('here', repository, undefined)
    expect(await placements.ahead()).toEqual([])
    expect(await chain()).toMatchObject({ last: { seq: 2 } })
  })

  it('what is given up is not ahead any more, that very one alone', async () => {
    const { placements } = test.store
    expect(await placements.giveUp(repository, at)).toEqual([])
    await placements.setAhead('here', repository, { seq: 9, hash: hash('b') })
    expect(await placements.giveUp(repository + 1, at)).toEqual([])
    expect(await placements.ahead()).toHaveLength(1)
    expect(await placements.giveUp(repository, at)).toEqual([{ place: 'here', repository, seq: 9, hash: hash('b') }])
    expect(await placements.ahead()).toEqual([])
    const given = [
      { seq: 9, hash: hash('b') },
      { seq: 9, hash: hash('c') },
      { seq: 8, hash: hash('b') },
    ].map((seen) => placements.isGivenUp(repository, seen))
    expect(await Promise.all(given)).toEqual([true, false, false])
    expect(await placements.isGivenUp(repository + 1, { seq: 9, hash: hash('b') })).toBe(false)
  })

  it('a chain that is shorter than the file beside it gets checkpoints again once the rest is given up', async () => {
    const { checkpoints, placements, lockdowns } = test.store
    const ahead = { repository, seq: 9, hash: hash('b'), at: at.toISOString() }
    const another = { ...ahead, seq: 2 }
    for (const checkpoint of [another, ahead])
      appendFileSync(file(), `${checkpointLine({ checkpoint, signature: 'x' })}\n`)
    await lockdowns.lock({ of: 'everything' }, 'a drill')
    await expect(checkpoints.cut(true)).rejects.toMatchObject({ code: expect.stringMatching(/^TRAIL_/) })
    await placements.setAhead('here', repository, ahead)
    await expect(checkpoints.cut(true)).rejects.toThrow()
    await placements.giveUp(repository, at)
    expect(await checkpoints.cut(true)).toMatchObject([{ checkpoint: { repository, seq: 2 } }])
  })
}
