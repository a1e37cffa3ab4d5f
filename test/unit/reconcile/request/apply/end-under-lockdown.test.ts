import { expect, test } from 'vitest'
import type { Seen } from '../../../../../src/core/lifecycle/plan.ts'
import type { Claim } from '../../../../../src/ports/request-store.ts'
import { apply } from '../../../../../src/reconcile/request/apply/apply.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { createFakeGrants } from '../../../../fakes/grant-store.ts'
import { recordOf } from '../../../../record-of.ts'
import { begins, granted } from '../../../core/record-samples.ts'

test('a grant that a lockdown kept from being opened can be ended all the same', async () => {
  const grants = createFakeGrants()
  grants.locked = true
  const { grant, ...rest } = granted('active')
  if (!grant) throw new Error('the sample has a grant')
  const record = {
    ...rest,
    grant,
    state: 'ending' as const,
    end: { cause: 'done' as const, asked: begins, attempts: 0 },
  }
  const ports = {
    grants,
    connectorOf: () => ({ end: async (_grant: typeof grant, _lease: unknown, at: Date) => ({ effective: at }) }),
    requests: {
      save: async (claim: Claim, { set }: { set: object }) => ({ ...claim, record: { ...claim.record, ...set } }),
    },
    now: () => begins,
  } as unknown as Ports
  const claim = { key: record.key, fence: 1, record: recordOf(record) }
  const { record: after } = await apply(ports, claim, { do: 'end' }, { kind: 'nothing' } satisfies Seen)
  expect(after.end).toMatchObject({ effective: begins })
  expect(await grants.find(grant.id)).toMatchObject({ ended: begins })
})
