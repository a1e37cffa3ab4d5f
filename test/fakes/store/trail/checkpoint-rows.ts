import { beginning } from '../../../../src/core/trail/entry.ts'
import type { CheckpointRows } from '../../../../src/store/trail/checkpoint-rows.ts'
import { inTransactions } from '../database/memory-database.ts'
import type { MemoryTables, StoreParts } from '../database/parts.ts'

export function createCheckpointRows({ tables, transaction }: StoreParts): CheckpointRows {
  return inTransactions<CheckpointRows>(transaction, {
    grown: async () =>
      tables.chains
        .rows()
        .sort((a, b) => a.repository - b.repository)
        .flatMap(({ repository, installation, seq, hash }) => {
          const last = newest(tables, repository)
          const isSame = seq === (last?.seq ?? 0) && hash === (last?.hash ?? beginning)
          return isSame ? [] : [{ repository, installation, seq, hash, last }]
        }),
    async keep({ checkpoint: { repository, seq, hash, at }, signature }, installation) {
      tables.checkpoints.add({ repository, seq, installation, hash, at, signature })
    },
    all: async () =>
      tables.checkpoints
        .rows()
        .sort((a, b) => a.repository - b.repository || a.seq - b.seq)
        .map(({ repository, seq, hash, at, signature }) => ({ checkpoint: { repository, seq, hash, at }, signature })),
    async givenUp() {
      const lost = new Map<number, number>()
      for (const { repository, seq } of tables.given_up.rows())
        lost.set(repository, Math.max(lost.get(repository) ?? 0, seq))
      return lost
    },
  })
}

function newest({ checkpoints }: MemoryTables, repository: number) {
  const [last] = checkpoints.where((row) => row.repository === repository).sort((a, b) => b.seq - a.seq)
  return last && { seq: last.seq, hash: last.hash, at: last.at }
}
