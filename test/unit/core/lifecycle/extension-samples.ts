import { requestDigest } from '../../../../src/core/digest.ts'
import type { Extension, Grant, RequestRecord } from '../../../../src/core/record.ts'
import { recordOf } from '../../../record-of.ts'
import { later, now, output, pending, pull, request, rita } from './approval-samples.ts'

export const grant: Grant = {
  id: 'g'.repeat(22),
  connector: 'db',
  connectorType: 'postgres',
  resource: 'orders-db',
  audience: 'https://db.example',
  scope: 'orders:read',
  requester: rita.id,
  digest: requestDigest(request),
  policy: 'p'.repeat(64),
  requestUrl: 'https://github.example/acme/access/issues/42',
  begins: now,
  ends: later(7200),
}
export const longer = { ...request, duration: 10_800, reason: 'still broken' }

/** More time that waits for its reviewers, in a pull request of its own. */
export const waits: Extension = {
  request: longer,
  digest: requestDigest(longer),
  decision: { at: now.toISOString(), policy: 'p'.repeat(64), output },
  findings: [],
  lapsesAt: grant.ends,
  pull: { ...pull, number: 44 },
}
const { pull: _none, ...begun } = pending

/** A grant that lives, while more time for it waits. */
export const extended: RequestRecord = recordOf({ ...begun, state: 'active', grant, extension: waits })
