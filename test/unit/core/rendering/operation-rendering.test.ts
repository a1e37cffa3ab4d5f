import { expect, test } from 'vitest'
import { requestDigest } from '../../../../src/core/digest.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { grantPullOf } from '../../../../src/core/rendering/grant-pull.ts'
import { renderReceipt } from '../../../../src/core/rendering/receipt.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import type { BoundOperation, ShownOperation } from '../../../../src/generated/stored-request.ts'
import { recordOf } from '../../../record-of.ts'
import { decided, granted } from '../record-samples.ts'
import { offencesIn } from './gfm-scan.ts'

const context = { cli: 'daypass' }
const sha = '4f2c1d9e'.repeat(5)
const at = 'https://github.com/acme/orders'
const commit: BoundOperation = { url: `${at}/commit/${sha}`, commit: { repository: 8, sha } }
const run: BoundOperation = { url: `${at}/actions/runs/4711/attempts/2`, run: { repository: 8, id: 4711, attempt: 2 } }

function bound(record: RequestRecord, shown: ShownOperation): RequestRecord {
  if (!record.request || !record.resource) throw new TypeError('it was read')
  const { url: _, ...operation } = shown.bound
  const request = { ...record.request, version: 2 as const, operation: operation as never }
  const grant = record.grant ? { grant: { ...record.grant, operation: shown.bound } } : {}
  const resource = { ...record.resource, operation: shown }
  return recordOf({ ...record, ...grant, request, digest: requestDigest(request), resource } as never)
}

const landed: ShownOperation = { name: 'migration', bound: commit, commit: sha, branch: 'main', onBranch: true }
const elsewhere: ShownOperation = {
  ...{ name: 'migration', bound: run, commit: sha, branch: 'main|`*x*`', onBranch: false },
  run: { event: 'pull_request', workflow: '.github/workflows/`@acme/all`.yml', status: 'failure' },
}
const links = [
  `[\`acme/orders@${sha}\`](${commit.url})`,
  `[\`acme/orders run 4711, attempt 2\`](${run.url})`,
  '**not on the default branch**',
]

test.each<[name: string, record: RequestRecord]>([
  ['status-operation', bound(granted('active'), landed)],
  ['status-operation-elsewhere', bound(decided('pending', 'review'), elsewhere)],
])('%s', async (name, record) => {
  const text = renderStatus(record, context)
  await expect(text).toMatchFileSnapshot(`../../../golden/${name}.md`)
  expect(offencesIn(links.reduce((rest, word) => rest.replaceAll(word, ''), text))).toEqual([])
})

test('receipt-operation', async () => {
  const text = renderReceipt(bound(granted('ended'), landed), context)
  await expect(text).toMatchFileSnapshot('../../../golden/receipt-operation.md')
})

test('grant-pull-operation', async () => {
  const { body, file } = grantPullOf(bound(decided('pending', 'review'), elsewhere))
  await expect(`${body}\n\n${file}`).toMatchFileSnapshot('../../../golden/grant-pull-operation.md')
})

test('an address that is none becomes no link', () => {
  const url = 'https://github.com/acme/orders/commit/x) [y](javascript:alert(1)'
  const text = renderStatus(bound(granted('active'), { ...landed, bound: { ...commit, url } }), context)
  expect(text).not.toContain('](https://github.com')
})
