import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { TokenLeases } from '../ports/token-leases.ts'
import { LiveList } from './live-list.ts'

/** Places a list, 16 KiB unpacked: the crowd in which a single grant disappears. */
const placesPerList = 2 ** 17
/** The store keeps places in four bytes. */
const lastPlace = 2 ** 31 - 1

export type StatusListOptions = {
  publicUrl: string
  signer: Signer
  leases: Pick<TokenLeases, 'livePlaces'>
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

  const listOf = (place: number): LiveList => {
    const id = Math.floor(place / size)
    const live = async (at: Date) => {
      const places = await leases.livePlaces(id * size, (id + 1) * size, at)
      return places.map((each) => each - id * size)
    }
    const list = lists.get(id) ?? new LiveList({ uri: uriOf(id), size, signer, now, live })
    lists.set(id, list)
    return list
  }

  const wasBegun = async (id: number): Promise<boolean> => {
    if (!Number.isSafeInteger(id) || id < 0 || id * size > lastPlace) return false
    if (id === 0 || id * size <= highest) return true
    if (options.placesGiven) return id * size < (await options.placesGiven())
    const later = await leases.livePlaces(id * size, lastPlace, now())
    highest = later.reduce((a, b) => Math.max(a, b), highest)
    return id * size <= highest
  }

  return {
    reference: (place) => ({ idx: place % size, uri: uriOf(Math.floor(place / size)) }),
    serve: async (id) => ((await wasBegun(id)) ? listOf(id * size).serve() : undefined),
    published: (place) => listOf(place).published(place % size),
    begun: (place) => {
      highest = Math.max(highest, place)
      listOf(place).begun()
    },
    ended: (place) => listOf(place).ended(place % size),
  }
}
