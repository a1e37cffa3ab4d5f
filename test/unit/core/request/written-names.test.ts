import { describe, expect, test } from 'vitest'
import { readRequest } from '../../../../src/core/request/canonical-request.ts'
import { readIssueForm } from '../../../../src/core/request/form-reader.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import { formBody } from './form-samples.ts'

const orders: Resource = {
  id: 'orders-db',
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'high',
  connector: 'orders',
  actions: { read: { scope: 'orders:read' }, write: { scope: 'orders:write' }, 'read-only': { scope: 'orders:ro' } },
}
const billing: Resource = { ...orders, id: 'billing-api', title: 'Billing' }

/** The resource and the actions that are read, or what is said instead. */
function read(values: { resource?: string; actions?: string }): string {
  const form = readIssueForm(formBody({ actions: 'read', ticket: undefined, ...values }))
  if (!form.ok) return form.findings.map(({ message }) => message).join(' ')
  const context = { repository: 1, issue: 2, requester: 3, resources: [orders, billing], settings: {} }
  const reading = readRequest(form.fields, context)
  if (!reading.ok) return reading.findings.map(({ message }) => message).join(' ')
  return `${reading.request.resource}: ${reading.request.actions.join(', ')}`
}

describe('a resource, as people write it', () => {
  test.each([
    '`orders-db`',
    '`` Orders-DB ``',
    '"orders-db"',
    '“orders-db”',
    '**orders-db**',
    '**`orders-db`**',
    '- orders-db',
    'orders-db, orders-db',
  ])('%s is orders-db', (resource) => {
    expect(read({ resource })).toBe('orders-db: read')
  })

  test.each([
    '~~orders-db~~',
    'orders-db (production)',
    'orders-db:read',
    '[orders-db](https://github.com/acme/access)',
    'https://github.com/acme/access/blob/main/catalog/orders-db.yml',
  ])('%s is refused, and orders-db is proposed', (resource) => {
    expect(read({ resource })).toContain('Did you mean `orders-db`?')
  })

  test.each(['orders-db / billing-api', 'orders-db billing-api', '`orders-db`, `billing-api`'])(
    '%s is two',
    (resource) => {
      expect(read({ resource })).toContain('Keep `orders-db` here, and open another request for `billing-api`.')
    },
  )
})

describe('actions, as people write them', () => {
  test.each([
    'read and write',
    'read, and write',
    'read & write',
    'read;write',
    'read、write',
    'read\nwrite',
    'read,\nwrite',
    '- read\n- write',
    '* read\n\n* write',
    '1. read\n2. write',
    '- [x] read\n- [ ] read-only\n- [X] write',
    '* [x] read\n* [x] `write`',
    '- [x]  read\n- [x] write',
    '`read`, `write`',
    '`read, write`',
    '**Read** and **Write**',
  ])('%s is both', (actions) => {
    expect(read({ actions })).toBe('orders-db: read, write')
  })

  test.each([
    ['read write', 'Write them as "read, write".'],
    ['read-only, read/write', 'Write them as "read-only, read, write".'],
    ['- [x] read, write', 'Write them as "read, write".'],
    ['- [x] read\nwrite', 'Some of these lines have a box and some have none.'],
    ['read, not write', '`not write`: an action is named'],
    ['~~read~~', '`~~read~~`: an action is named'],
    ['read,,write', 'There is a comma without an action.'],
    ['read\nread', '`read` is there twice.'],
  ])('%s is refused with all that was asked for', (actions, said) => {
    expect(read({ actions })).toContain(said)
  })
})
