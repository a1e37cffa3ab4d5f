import type { NamedOperation } from '../../src/core/request/operation.ts'
import type { Operation } from '../../src/generated/request.ts'
import type { Operations, SeenOperation } from '../../src/ports/operations.ts'

/** Commits and runs that are there, with the name of their repository below the organisation. */
export type FakeOperations = Operations & { readonly known: (SeenOperation & { name: string })[] }

/** What is asked for is found by name and by number, as GitHub finds it; of a run named without an attempt, the newest. */
export function fakeOperations(): FakeOperations {
  const known: FakeOperations['known'] = []
  return {
    known,
    find: async (_access, asked) => known.findLast((one) => isMeant(asked, one)),
  }
}

function isMeant(asked: NamedOperation | Operation, { name, operation }: FakeOperations['known'][number]): boolean {
  if (!('repository' in asked)) return JSON.stringify(asked) === JSON.stringify(operation)
  if (asked.repository.toLowerCase() !== name.toLowerCase()) return false
  if ('commit' in asked) return 'commit' in operation && operation.commit.sha === asked.commit
  return (
    'run' in operation &&
    operation.run.id === asked.run &&
    (asked.attempt === undefined || operation.run.attempt === asked.attempt)
  )
}
