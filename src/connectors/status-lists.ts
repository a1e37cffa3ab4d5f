import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { TokenLeases } from '../ports/token-leases.ts'
import { LiveList } from './live-list.ts'

/** Places a list, 16 KiB unpacked: the crowd in which a single grant disappears. */
const placesPerList = 2 ** 17
/** The store keeps places in four bytes. */
const lastIndex = 2 ** 31 - 1

export type StatusListOptions = {
  publicUrl: string
  signer: Signer
  leases: Pick<TokenLeases, 'liveIndexes'>
  now: () => Date
  /** How many places were ever given out. Absent: a list after the first counts as begun once a live or a known place is in it or after it. */
  placesGiven?: () => Promise<number>
  /** Places a list; smaller only in tests. */
  size?: number
}

/** The lists of this deployment, read from the ledger as they are asked for. */
export function createStatusLists(options: StatusListOptions): StatusLists {
  const { signer, leases, now } = options
  const size = options.size ?? placesPerList
  const base = options.publicUrl.replace(/(?<!\/)\/+$/, '')
  const lists = new Map<number, LiveList>()
  let highest = -1
  const uriOf = (id: number) => `${base}/status-lists/${id}`

  const listOf = (statusIndex: number): LiveList => {
    const id = Math.floor(statusIndex / size)
    const live = async (at: Date) => {
      const places = await leases.liveIndexes(id * size, (id + 1) * size, at)
      return places.map((each) => each - id * size)
    }
    const list = lists.get(id) ?? new LiveList({ uri: uriOf(id), size, signer, now, live })
    lists.set(id, list)
    return list
  }

  const wasBegun = async (id: number): Promise<boolean> => {
    if (!Number.isSafeInteger(id) || id < 0 || id * size > lastIndex) return false
    if (id === 0 || id * size <= highest) return true
    if (options.placesGiven) return id * size < (await options.placesGiven())
    const later = await leases.liveIndexes(id * size, lastIndex, now())
    highest = later.reduce((a, b) => Math.max(a, b), highest)
    return id * size <= highest
  }

  return {
    reference: (statusIndex) => ({ idx: statusIndex % size, uri: uriOf(Math.floor(statusIndex / size)) }),
    serve: async (id) => ((await wasBegun(id)) ? listOf(id * size).serve() : undefined),
    published: (statusIndex) => listOf(statusIndex).published(statusIndex % size),
    begun: (statusIndex) => {
      highest = Math.max(highest, statusIndex)
      listOf(statusIndex).begun()
    },
    ended: (statusIndex) => listOf(statusIndex).ended(statusIndex % size),
  }
}
