import { expect, test } from 'vitest'
import type { Ports } from '../../../../src/reconcile/request/ports.ts'
import { prepareLedger } from '../../../../src/reconcile/request/prepare-requests-branch.ts'

type Standing = { archived?: boolean; isCatalog?: boolean; codeowners?: string }

/** What is prepared for a repository that stands so. */
async function prepared({ archived = false, isCatalog = true, codeowners }: Standing = {}) {
  const done: [number, string | undefined][] = []
  const ports = {
    repository: {
      visibility: async () => ({ private: true, archived }),
      read: async () => ({ resources: isCatalog ? [] : undefined, codeowners }),
    },
    pulls: { prepare: async (id: number, owners: string | undefined) => void done.push([id, owners]) },
  } as unknown as Ports
  let labelled = 0
  await prepareLedger(ports, 7, async () => void labelled++)
  expect(labelled).toBe(done.length)
  return done
}

test('the ledger is prepared with the owners of the default branch', async () => {
  expect(await prepared({ codeowners: '* @acme/orders\n' })).toEqual([[7, '* @acme/orders\n']])
  expect(await prepared()).toEqual([[7, undefined]])
})

test.each<[string, Standing]>([
  ['archived', { archived: true }],
  ['no access repository yet', { isCatalog: false }],
])('nothing is written where it is %s', async (_, change) => {
  expect(await prepared(change)).toEqual([])
})
