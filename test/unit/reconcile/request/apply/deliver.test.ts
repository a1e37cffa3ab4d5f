import { expect, test } from 'vitest'
import type { Step } from '../../../../../src/core/lifecycle/plan.ts'
import { Secret } from '../../../../../src/core/secret.ts'
import type { Claim } from '../../../../../src/ports/request-store.ts'
import { apply } from '../../../../../src/reconcile/request/apply/apply.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { createFakeGrants } from '../../../../fakes/grant-store.ts'
import { recordOf } from '../../../../record-of.ts'
import { granted } from '../../../core/record-samples.ts'

const key = { line: 'ssh-ed25519 AAAA', type: 'ssh-ed25519', fingerprint: 'SHA256:a' } as const

/** Delivers a grant of a connector that gives a credential or none, to these keys. */
async function delivered(credential: boolean, keys: Extract<Step, { do: 'deliver' }>['keys']) {
  const { sealed: _, ...rest } = granted('active')
  const record = { ...rest, state: 'granting' as const }
  const sealed: unknown[][] = []
  let grants = 0
  const ports = {
    grants: createFakeGrants(),
    connectorFor: () => ({
      credential,
      prepare: async () => ({}),
      begin: async () => {
        grants++
        return credential ? new Secret({ type: 'refresh_token' }) : undefined
      },
    }),
    sealer: {
      seal: async (...of: unknown[]) => {
        sealed.push(of)
        return 'cipher text'
      },
    },
    requests: {
      save: async (claim: Claim, { set }: { set: object }) => ({ ...claim, record: { ...claim.record, ...set } }),
    },
    now: () => new Date('2026-11-21T19:14:00Z'),
  } as unknown as Ports
  const claim = { key: record.key, fence: 1, record: recordOf(record) }
  const step = { do: 'deliver', keys } as const
  const after = await apply(ports, claim, step, { kind: 'nothing' }).catch((thrown: unknown) => thrown)
  return { after, sealed, grants }
}

test('a credential is sealed to every key, and each is named inside', async () => {
  const other = { ...key, line: 'ssh-rsa BBBB', type: 'ssh-rsa', fingerprint: 'SHA256:b' } as const
  const { after, sealed } = await delivered(true, [key, other])
  expect(sealed).toEqual([
    [
      expect.objectContaining({ version: 2, recipient: { id: expect.any(Number), keys: ['SHA256:a', 'SHA256:b'] } }),
      ['ssh-ed25519 AAAA', 'ssh-rsa BBBB'],
    ],
  ])
  expect(after).toMatchObject({ record: { state: 'active', sealed: { armored: 'cipher text' } } })
})

test('a kind that gives no credential begins, and nothing is sealed', async () => {
  const { after, sealed, grants } = await delivered(false, [])
  expect({ sealed, grants }).toEqual({ sealed: [], grants: 1 })
  expect(after).toMatchObject({ record: { state: 'active' } })
  expect((after as Claim).record).not.toHaveProperty('sealed')
})

test.each<[string, boolean, (typeof key)[]]>([
  ['a credential without a key', true, []],
  ['a key without a credential', false, [key]],
])('%s is a fault of ours, and nothing begins', async (_, credential, keys) => {
  expect(await delivered(credential, keys)).toMatchObject({ after: expect.any(TypeError), grants: 0, sealed: [] })
})
