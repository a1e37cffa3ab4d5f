import { expect, test } from 'vitest'
import { resourceFacts } from '../../../../src/core/policy/policy-question.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import { isPolicyInput } from '../../../../src/generated/validators.js'
import { policyInput } from '../../policy/fixture.ts'

// What the catalog lets be said, and what the input is made of, are two schemas.
test('all that the catalog may say of a resource is an input, but for what concerns its target alone', () => {
  const resource: Required<Resource> = {
    ...{ id: 'orders-db', title: 'Orders', kind: 'database', sensitivity: 'low', team: '@acme/orders' },
    ...{ environment: 'production', expires: '2027-01-01T00:00:00Z', guests: { until: '2027-01-01T00:00:00Z' } },
    ...{ operation: 'migration', connector: 'c', row_security: 'claims' },
    actions: { read: { scope: 'r', max_duration: '1h', sensitivity: 'high' } },
  }
  const facts = resourceFacts(resource)
  expect(facts).not.toHaveProperty('row_security')
  const input = policyInput()
  expect(isPolicyInput({ ...input, facts: { ...input.facts, resource: facts } })).toBe(true)
})
