import { isDaypassError } from '../../core/error.ts'

/** What became of one item of a group. */
export type Outcome<Result> = { result: Result } | { error: Error }

export type GroupOptions<Item, Result> = {
  /** Items that share a name never go into one group. */
  names: (item: Item) => string[]
  /** Writes a group in one transaction: all of those that succeed, or none. Outcomes in the order of the items. */
  write: (items: Item[]) => Promise<Outcome<Result>[]>
  /** How many go into one group. Default 64: more at once would make single statements slow without making the disk's turn cheaper. */
  most?: number
}

type Waiting<Item, Result> = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }

/**
 * Commits what is asked for at the same time in one transaction, as a database's own group commit does: a lone item goes at once,
 * and those that come while a group is being written are the next one. So a thousand ends at one instant take tens of turns of
 * the disk instead of thousands.
 */
export function createGroupCommit<Item, Result>({
  names,
  write,
  most = 64,
}: GroupOptions<Item, Result>): (item: Item) => Promise<Result> {
  let queue: Waiting<Item, Result>[] = []
  let writing = false

  const settle = async (group: Waiting<Item, Result>[]): Promise<void> => {
    try {
      const outcomes = await write(group.map(({ item }) => item))
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index]
        if (outcome === undefined) reject(new Error('a group was written without saying what became of an item'))
        else if ('error' in outcome) reject(outcome.error)
        else resolve(outcome.result)
      }
    } catch (error) {
      // One that cannot be written must not take the others with it. A store that is away is away for each of them.
      if (group.length === 1 || isDaypassError(error, 'STORE_UNAVAILABLE'))
        for (const { reject } of group) reject(error)
      else for (const one of group) await settle([one])
    }
  }

  const writeAll = async (): Promise<void> => {
    writing = true
    while (queue.length > 0) {
      const [group, rest] = nextGroup(queue, names, most)
      queue = rest
      await settle(group)
    }
    writing = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (!writing) void writeAll()
    })
}

function nextGroup<Item, Result>(queue: Waiting<Item, Result>[], names: (item: Item) => string[], most: number) {
  const seen = new Set<string>()
  const group: Waiting<Item, Result>[] = []
  const rest: Waiting<Item, Result>[] = []
  for (const waiting of queue) {
    const own = names(waiting.item)
    const fits = group.length < most && !own.some((name) => seen.has(name))
    ;(fits ? group : rest).push(waiting)
    for (const name of own) seen.add(name)
  }
  return [group, rest] as const
}
