import { expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import type { Connector } from '../../../../src/ports/connector.ts'
import type { LedgerGrant } from '../../../../src/ports/grants.ts'
import type { Change } from '../../../../src/ports/request-store.ts'
import { endDue } from '../../../../src/reconcile/request/end-due.ts'
import type { Ports } from '../../../../src/reconcile/request/ports.ts'
import { ends, granted } from '../../core/record-samples.ts'

const of = (issue: number, connectorType: string): RequestRecord => {
  const { grant, ...record } = granted('active')
  if (!grant) throw new Error('what is active has a grant')
  return { ...record, key: { ...record.key, issue }, grant: { ...grant, id: `g${issue}`, connectorType } }
}

test('kinds whose target is the ledger are ended in bulk; others, and those of a connector that is gone, are left', async () => {
  const records = [of(1, 'token'), of(2, 'postgres'), of(3, 'gone'), of(4, 'token')]
  const heard: string[] = []
  const saved: Change[] = []
  const book = {
    endDue: async (_keys: unknown, _at: Date, begin: (record: RequestRecord) => Change | undefined) =>
      records.flatMap((record) => {
        const change = begin(record)
        if (!change) return []
        saved.push(change)
        return [{ ...record.grant, key: record.key } as LedgerGrant]
      }),
  }
  const connectorOf = ({ connectorType }: { connectorType: string }) => {
    if (connectorType === 'gone') throw new DaypassError('CONNECTOR_GONE', 'not there')
    const hears = { endedInLedger: ({ id }: LedgerGrant) => void heard.push(id) }
    return (connectorType === 'token' ? hears : {}) as Connector
  }
  const ports = { book, connectorOf, now: () => ends } as unknown as Ports
  const left = await endDue(
    ports,
    records.map(({ key }) => key),
  )
  expect(left.map(({ issue }) => issue)).toEqual([2, 3])
  expect(heard).toEqual(['g1', 'g4'])
  // The same as a look of its own would have said, and that it has taken effect.
  expect(saved[0]).toMatchObject({
    set: { state: 'ending', end: { cause: 'time', asked: ends, attempts: 0, effective: ends }, findings: [] },
    events: [{ kind: 'end-begun', actor: { kind: 'time' }, facts: { cause: 'time', grant: 'g1' } }],
  })
})
