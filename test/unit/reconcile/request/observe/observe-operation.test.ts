import { describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { FormFields } from '../../../../../src/core/request/form-reader.ts'
import type { Resource } from '../../../../../src/generated/catalog.ts'
import type { CanonicalRequest, Operation } from '../../../../../src/generated/request.ts'
import type { Governance } from '../../../../../src/ports/access-repository.ts'
import type { SeenOperation } from '../../../../../src/ports/operations.ts'
import { observeAgain, observeOperation } from '../../../../../src/reconcile/request/observe/observe-operation.ts'
import { fakeOperations } from '../../../../fakes/operations.ts'
import { decided } from '../../../core/record-samples.ts'

const sha = '4f2c1d9e'.repeat(5)
const plain: Resource = {
  ...{ id: 'orders-api', title: 'Orders', kind: 'api', sensitivity: 'low', connector: 'c' },
  actions: { read: { scope: 'orders:read' } },
}
const schema: Resource = { ...plain, id: 'orders-schema', operation: 'migration' }
const governance = {
  repository: { id: 7, owner: 'acme', url: 'https://github.com/acme/access' },
  resources: [plain, schema],
} as unknown as Governance

function seen(operation: Operation): SeenOperation & { name: string } {
  const repository = { id: 8, full_name: 'acme/orders', private: true, default_branch: 'main' }
  return { name: 'orders', operation, facts: { url: 'u', repository, commit: sha, on_default_branch: true } }
}
const commit: Operation = { commit: { repository: 8, sha } }
const attempt = (number: number): Operation => ({ run: { repository: 8, id: 4711, attempt: number } })

function world(...known: Operation[]) {
  const operations = fakeOperations()
  operations.known.push(...known.map(seen))
  const asking = (operation?: Operation): RequestRecord => {
    const record = decided('pending', 'review')
    const request = { ...(record.request as CanonicalRequest), ...(operation ? { operation } : {}) }
    return { ...record, request } as RequestRecord
  }
  const fields = (operation?: string, resource = 'orders-schema'): FormFields => ({
    ...{ resource, actions: ['read'], duration: '1h', reason: 'why', where: {} },
    ...(operation === undefined ? {} : { operation }),
  })
  const look = (text?: string, resource?: string, record = asking()) =>
    observeOperation({ operations }, record, governance, fields(text, resource))
  const again = (operation: Operation | undefined, resource: Resource) =>
    observeAgain({ operations }, asking(), asking(operation).request as CanonicalRequest, resource)
  return { look, again, asking }
}

const newest = 'https://github.com/acme/orders/actions/runs/4711'

describe('the operation of a form', () => {
  test('is looked for, and known by number', async () => {
    expect(await world(commit).look(`acme/orders@${sha}`)).toMatchObject({
      context: { operation: { ok: true, operation: commit } },
      seen: { operation: commit },
    })
  })

  test('that is not there is said to be unknown, which is no operation', async () => {
    const { context, seen: found } = await world().look(`acme/orders@${sha}`)
    expect(context.operation).toMatchObject({ ok: false, code: 'OPERATION_UNKNOWN' })
    expect(found).toBeUndefined()
  })

  test.each([
    ['none is named', undefined, 'orders-schema'],
    ['nothing asks for it', `acme/orders@${sha}`, 'orders-api'],
    ['it is of another organisation', `other/orders@${sha}`, 'orders-schema'],
    ['it is none', 'the usual one', 'orders-schema'],
    ['nobody knows for what', `acme/orders@${sha}`, 'nothing'],
  ])('is not looked for where %s', async (_name, text, resource) => {
    const { context, seen: found } = await world(commit).look(text, resource)
    expect([context.operation, found]).toEqual([undefined, undefined])
  })

  test('is the newest attempt of a run at first, and stays that one', async () => {
    const { look, asking } = world(attempt(1), attempt(2))
    expect((await look(newest)).seen?.operation).toEqual(attempt(2))
    expect((await look(newest, undefined, asking(attempt(1)))).seen?.operation).toEqual(attempt(1))
    // Whoever names an attempt means that one.
    expect((await look(`${newest}/attempts/2`, undefined, asking(attempt(1)))).seen?.operation).toEqual(attempt(2))
    // That another run was named before says nothing.
    const other: Operation = { run: { repository: 8, id: 1, attempt: 1 } }
    expect((await look(newest, undefined, asking(other))).seen?.operation).toEqual(attempt(2))
  })
})

describe('the operation of a request that is known', () => {
  test.each<[name: string, operation: Operation | undefined, resource: Resource, expected: object]>([
    ['there is none, and none is asked for', undefined, plain, {}],
    ['it is there', commit, schema, { seen: { operation: commit } }],
    ['it is there, and by now none is asked for', commit, plain, { seen: { operation: commit } }],
    ['it is gone', attempt(9), schema, { finding: { code: 'OPERATION_UNKNOWN' } }],
    ['by now one is asked for', undefined, schema, { finding: { code: 'REQUEST_FIELD_EMPTY' } }],
  ])('%s', async (_name, operation, resource, expected) => {
    const found = await world(commit).again(operation, resource)
    expect(found).toMatchObject(expected)
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
  })
})
