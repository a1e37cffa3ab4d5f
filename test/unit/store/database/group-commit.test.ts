import { describe, expect, it } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { createGroupCommit, type Outcome } from '../../../../src/store/database/group-commit.ts'

/** A write that the test lets go. */
function heldWrites() {
  const groups: string[][] = []
  const doors: (() => void)[] = []
  const write = async (items: string[]): Promise<Outcome<string>[]> => {
    groups.push(items)
    await new Promise<void>((resolve) => doors.push(resolve))
    if (items.includes('poison')) throw new Error('cannot be written')
    if (items.includes('away')) throw new DaypassError('STORE_UNAVAILABLE', 'away')
    return items.map((item) => (item === 'refused' ? { error: new Error('refused') } : { result: `${item} done` }))
  }
  const openAll = async (): Promise<void> => {
    for (let turn = 0; turn < 500; turn += 1) {
      doors.shift()?.()
      await Promise.resolve()
    }
  }
  return {
    groups,
    openAll,
    commit: createGroupCommit<string, string>({ names: (item) => [item.split(' ')[0] ?? ''], write }),
  }
}

async function outcomes(items: string[]): Promise<{ groups: string[][]; settled: string[] }> {
  const { groups, openAll, commit } = heldWrites()
  const waiting = Promise.allSettled(items.map((item) => commit(item)))
  await openAll()
  const settled = (await waiting).map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message))
  return { groups, settled }
}

describe('a group commit', () => {
  it('writes what comes alone at once, and what comes meanwhile together', async () => {
    const { groups, settled } = await outcomes(['a', 'b', 'c', 'd'])
    expect(groups).toStrictEqual([['a'], ['b', 'c', 'd']])
    expect(settled).toStrictEqual(['a done', 'b done', 'c done', 'd done'])
  })

  it('keeps items of one name apart and in their order', async () => {
    const { groups } = await outcomes(['first', 'a 1', 'a 2', 'b 1', 'a 3', 'b 2'])
    expect(groups).toStrictEqual([['first'], ['a 1', 'b 1'], ['a 2', 'b 2'], ['a 3']])
  })

  it('writes no more than 64 at once', async () => {
    const { groups } = await outcomes(Array.from({ length: 150 }, (_, index) => `n${index}`))
    expect(groups.map((group) => group.length)).toStrictEqual([1, 64, 64, 21])
  })

  it('lets one that cannot be written fail alone', async () => {
    const { groups, settled } = await outcomes(['first', 'a', 'poison', 'b'])
    expect(groups).toStrictEqual([['first'], ['a', 'poison', 'b'], ['a'], ['poison'], ['b']])
    expect(settled).toStrictEqual(['first done', 'a done', 'cannot be written', 'b done'])
  })

  it('tells each item its own outcome', async () => {
    expect((await outcomes(['first', 'a', 'refused', 'b'])).settled).toStrictEqual([
      'first done',
      'a done',
      'refused',
      'b done',
    ])
  })

  it('does not try a store that is away once for each item, and works again afterwards', async () => {
    const { groups, openAll, commit } = heldWrites()
    const first = Promise.allSettled(['first', 'away', 'a', 'b'].map((item) => commit(item)))
    await openAll()
    expect((await first).map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
    expect(groups).toHaveLength(2)
    const later = commit('later')
    await openAll()
    expect(await later).toBe('later done')
  })
})
