import type { TrailPosition } from '../../../../src/core/trail/entry.ts'
import type { AheadOfUs, Placements } from '../../../../src/ports/placements.ts'
import { inTransactions } from '../database/memory-database.ts'
import type { MemoryTables, StoreParts } from '../database/parts.ts'
import type { PlacementRow } from '../database/tables.ts'

export function createPlacements({ tables, transaction }: StoreParts): Placements {
  const { placements, given_up, trail } = tables
  const write = (place: string, repository: number, set: Partial<PlacementRow>): void => {
    const chain = tables.chains.get(`${repository}`)
    if (!chain) throw new TypeError(`repository ${repository} has no chain`)
    const nothing = { seq: null, hash: null, at: null, ahead_seq: null, ahead_hash: null }
    const known = placements.get(`${place} ${repository}`) ?? { installation: chain.installation, ...nothing }
    placements.put({ place, repository, ...known, ...set })
  }
  return inTransactions<Placements>(transaction, {
    chains: async (place) =>
      newestOf(tables).map(({ repository, seq, hash, at, signature }) => {
        const row = placements.get(`${place} ${repository}`)
        const [last, ahead] = [positionOf(row?.seq, row?.hash), positionOf(row?.ahead_seq, row?.ahead_hash)]
        return {
          repository,
          newest: { checkpoint: { repository, seq, hash, at }, signature },
          ...(last && row?.at ? { last: { ...last, at: row.at } } : {}),
          ...(ahead ? { ahead } : {}),
        }
      }),
    hashAt: async (repository, seq) => trail.get(`${repository} ${seq}`)?.hash,
    isGivenUp: async (repository, { seq, hash }) => given_up.get(`${repository} ${seq} ${hash}`) !== undefined,
    setLast: async (place, repository, { seq, hash, at }) => write(place, repository, { seq, hash, at }),
    setAhead: async (place, repository, seen) =>
      write(place, repository, { ahead_seq: seen?.seq ?? null, ahead_hash: seen?.hash ?? null }),
    async elsewhere() {
      const all = Map.groupBy(placements.rows(), ({ repository }) => repository)
      return [...all]
        .sort(([a], [b]) => a - b)
        .map(([repository, rows]) => ({
          repository,
          ...furthest(
            'placed',
            rows.map(({ seq }) => seq),
          ),
          ...latest(rows.flatMap(({ at }) => at ?? [])),
          ...furthest(
            'ahead',
            rows.map(({ ahead_seq }) => ahead_seq),
          ),
        }))
    },
    ahead: async (repository) => ahead(tables, repository),
    async giveUp(repository, at) {
      const lost = ahead(tables, repository)
      for (const { seq, hash } of lost) given_up.add({ repository, seq, hash, at })
      for (const row of placements.where((one) => one.repository === repository))
        placements.change(row, { ahead_seq: null, ahead_hash: null })
      return lost
    },
  })
}

/** The newest checkpoint of every chain that has one. */
function newestOf({ chains, checkpoints }: MemoryTables) {
  return chains
    .rows()
    .sort((a, b) => a.repository - b.repository)
    .flatMap(({ repository }) => {
      const own = checkpoints.where((row) => row.repository === repository)
      return own.sort((a, b) => b.seq - a.seq).slice(0, 1)
    })
}

function ahead({ placements }: MemoryTables, wanted: number | undefined): AheadOfUs[] {
  return placements
    .where(({ repository, ahead_seq }) => ahead_seq !== null && repository === (wanted ?? repository))
    .sort((a, b) => a.repository - b.repository || (a.place < b.place ? -1 : 1))
    .map(({ place, repository, ahead_seq, ahead_hash }) => {
      return { place, repository, seq: ahead_seq ?? 0, hash: ahead_hash ?? '' }
    })
}

function furthest<Name extends string>(name: Name, all: readonly (number | null)[]): { [Of in Name]?: number } {
  const known = all.filter((one) => one !== null)
  return known.length === 0 ? {} : ({ [name]: Math.max(...known) } as { [Of in Name]?: number })
}

const positionOf = (seq: number | null | undefined, hash: string | null | undefined): TrailPosition | undefined =>
  typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : undefined

const latest = (instants: readonly Date[]): { at?: Date } =>
  instants.length === 0 ? {} : { at: new Date(Math.max(...instants.map((at) => at.getTime()))) }
