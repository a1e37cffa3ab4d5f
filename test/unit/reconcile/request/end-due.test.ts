import { expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import type { Connector } from '../../../../src/ports/connector.ts'
import type { StoredGrant } from '../../../../src/ports/grants.ts'
import type { Change } from '../../../../src/ports/request-store.ts'
import { type EndDuePorts, endDue, tellEnded } from '../../../../src/reconcile/request/end-due.ts'
import { ends, granted } from '../../core/record-samples.ts'

test('what is ended in bulk is recorded as a look of its own would have, and its connector hears of it', async () => {
  const record = granted('active')
  const heard: string[] = []
  const saved: Change[] = []
  const asked: unknown[] = []
  const requests = {
    endDue: async (types: readonly string[], at: Date, begin: (record: RequestRecord) => Change) => {
      asked.push([types, at])
      saved.push(begin(record))
      return [{ ...record.grant, key: record.key } as StoredGrant]
    },
  }
  const connectorOf = () =>
    ({ endedInLedger: async (ended: StoredGrant[]) => void heard.push(...ended.map(({ id }) => id)) }) as Connector
  await endDue({ requests, connectorOf, now: () => ends, endedInLedger: ['token'] } as unknown as EndDuePorts)
  expect(asked).toEqual([[['token'], ends]])
  expect(heard).toEqual([record.grant?.id])
  expect(saved[0]).toMatchObject({
    set: { state: 'ending', end: { cause: 'time', asked: ends, attempts: 0, effective: ends }, findings: [] },
    events: [{ kind: 'end-begun', actor: { kind: 'time' }, facts: { cause: 'time', grant: record.grant?.id } }],
  })
})

test('what one connector is not told keeps no other from hearing, and what is gone is no news here', async () => {
  const of = (id: string, connector: string) => ({ ...granted('active').grant, id, connector }) as StoredGrant
  const heard: string[] = []
  const warned: object[] = []
  const connectorOf = ({ connector }: { connector: string }) => {
    if (connector === 'gone') throw new DaypassError('CONNECTOR_GONE', 'It was dropped.')
    return {
      endedInLedger: async (ended: StoredGrant[]) => {
        if (connector === 'down') throw new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
        heard.push(`${connector}: ${ended.map(({ id }) => id).join(' ')}`)
      },
    } as Connector
  }
  const log = { warn: (facts: object) => void warned.push(facts) }
  const ended = [of('a', 'down'), of('b', 'gone'), of('c', 'api'), of('d', 'other'), of('e', 'api')]
  await tellEnded({ connectorOf, log } as unknown as EndDuePorts, ended)
  expect(heard).toEqual(['api: c e', 'other: d'])
  expect(warned).toMatchObject([{ connector: 'down' }])
})
