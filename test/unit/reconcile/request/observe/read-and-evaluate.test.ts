import { expect, test } from 'vitest'
import type { Resource } from '../../../../../src/generated/catalog.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { readAndDecide } from '../../../../../src/reconcile/request/observe/read-and-evaluate.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { begins, decided } from '../../../core/record-samples.ts'

const resource = {
  id: 'orders-db',
  title: 'Orders',
  kind: 'database',
  sensitivity: 'low',
  connector: 'orders-vault',
  actions: { read: { scope: 'orders:read' }, dump: { scope: 'orders:dump' } },
} as unknown as Resource

test('what would be granted names its connector with its kind, as the deployment has them now', async () => {
  const asked: unknown[][] = []
  const ports = {
    allowPublic: false,
    halts: async () => [],
    repository: {
      read: async () => ({
        repository: { id: 1, private: true },
        resources: [resource],
        policy: new Map(),
        problems: [],
      }),
    },
    connectorFor: (...by: unknown[]) => {
      asked.push(by)
      return {
        name: 'orders-vault',
        type: 'vault',
        audienceOf: (id: string) => `https://vault.example/${id}`,
        declare: () => ({ effect: 1, worst: 5, words: 'closed within 5 s' }),
      }
    },
    floorsOf: () => ({}),
    directory: { isMember: async () => true },
    engine: { compile: async () => ({}), decide: async () => ({ outcome: 'deny', reasons: ['no'] }) },
    book: { countsFor: async () => ({ openGrants: 0, requests: 0 }) },
  } as unknown as Ports
  const record = decided('pending', 'review')
  const issue = { author: { id: 7, login: 'requester', type: 'User' }, createdAt: begins } as Issue
  const request = record.request
  const reading = await readAndDecide(ports, { record, issue, now: begins, request, approved: false })
  expect(reading).toMatchObject({
    kind: 'decided',
    lease: {
      connector: 'orders-vault',
      connectorType: 'vault',
      audience: 'https://vault.example/orders-db',
      scope: 'orders:dump orders:read',
      howItEnds: 'closed within 5 s',
    },
  })
  // Nothing has begun yet, so that no kind is asked for.
  expect(asked).toEqual([[record.key.repository, 'orders-vault']])
})
