import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ConnectorParts, type Entry, type Kinds, kinds } from '../../src/connectors/kinds.ts'
import { canEnd, termsOf } from '../../src/connectors/registry.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Step } from '../../src/core/lifecycle/plan.ts'
import type { Extension, Grant, RequestRecord } from '../../src/core/record.ts'
import type { Sealable } from '../../src/core/unsigned-payload.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { apply } from '../../src/reconcile/request/apply/apply.ts'
import type { Ports } from '../../src/reconcile/request/ports.ts'
import { generateKeySet, openSigner } from '../../src/signing/signing-keys.ts'
import { grantOf, key, repository, wake } from '../contract/store-contract.ts'
import { createVault, type Vault, type VaultParts, vaultKind } from '../fakes/vault-kind.ts'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { fitting, type RecordMembers } from '../record-of.ts'
import { renewalOf } from '../renewal-of.ts'
import { granted as sample } from '../unit/core/record-samples.ts'
import { createKindsStage, type KindsServer } from './kinds-stage.ts'

// That a kind is one file (test/fakes/vault-kind.ts), one branch of the schema, and one line of the table.

let opened: TestStore
let signer: Signer
let vault: Vault
let server: KindsServer
let sealed: Sealable[]

/** What every request has that was granted. */
const { request, digest, resource, decision } = sample('active')
const asked = { request, digest, resource, decision } as RecordMembers

const entry: Entry = { type: 'vault', repositories: [repository.id] }
const id = 'a'.repeat(22)
const keys = [{ line: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:x', type: 'ssh-ed25519' }] as const

beforeAll(async () => {
  opened = await openTestStore()
  signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => undefined)
})
afterAll(() => opened?.close())
beforeEach(async () => {
  await opened.empty()
  await opened.store.enqueue(wake())
  vault = createVault()
  server = createKindsStage({ opened, signer, vault }).server({ orders: entry })
  sealed = []
})

async function record(): Promise<RequestRecord> {
  const found = await opened.store.records.request(key)
  if (!found) throw new Error('there is no request')
  return found
}

/** Saves this, and does the step, as a look would. */
async function step(set: Partial<RequestRecord>, ...steps: Step[]): Promise<void> {
  const { requests } = opened.store
  const sealer: Ports['sealer'] = {
    seal: async (payload) => {
      sealed.push(payload)
      return 'sealed'
    },
    sealForSecret: async () => 'sealed',
  }
  const claim = await requests.claim(key, opened.clock.now())
  if (!claim) throw new Error('somebody else has it')
  let held = await requests.save(claim, { set: set.state ? fitting({ ...asked, ...set }) : set })
  for (const one of steps) held = await apply({ ...server.ports, sealer }, held, one, { kind: 'nothing' })
  await requests.release(held, held.record.grant?.ends ?? null)
}

async function granted(): Promise<Grant> {
  const begins = opened.clock.now()
  const grant = grantOf(id, { connector: 'orders', connectorType: 'vault', begins, ends: addSeconds(begins, 3600) })
  const requester = { id: 5, login: 'requester' }
  await step({ state: 'granting', grant, requester }, { do: 'deliver', keys })
  return grant
}

/** Whether what was sealed last lets its holder in. */
const letsIn = () => vault.enter(id, renewalOf(sealed.at(-1)?.credential.reveal()), opened.clock.now()) !== undefined

test('a request lives from its grant to its receipt by a kind that the product does not know', async () => {
  const grant = await granted()
  expect(await record()).toMatchObject({ state: 'active', sealed: { armored: 'sealed' } })
  expect((await opened.store.grants.find(id))?.lease).toEqual({ before: 0 })
  expect(letsIn()).toBe(true)

  const ends = addSeconds(grant.ends, 3600)
  const waits = { request, decision, digest: 'e'.repeat(64), findings: [], lapsesAt: ends }
  const extension = waits as unknown as Extension
  await step({ extension }, { do: 'extend', ends, body: 'More.' })
  opened.clock.advance(3600)
  await server.look()
  expect([(await record()).state, letsIn()]).toEqual(['active', true])

  opened.clock.advance(3600)
  vault.down.add('end')
  for (let tries = 0; tries < 3; tries++) {
    await server.look()
    expect(await record()).toMatchObject({ state: 'ending', tries: tries + 1 })
    opened.clock.advance(60)
  }
  expect((await opened.store.grants.find(id))?.ended).toEqual(ends)
  vault.down.clear()
  await server.look()
  const effective = opened.clock.now()
  expect(await record()).toMatchObject({
    state: 'ended',
    outcome: 'expired',
    end: { effective, proof: { how: 'refused' } },
  })
  expect(vault.asked).toEqual([
    ...[`prepare ${id}`, `begin ${id}`, `extend ${id}`],
    ...[`end ${id}`, `end ${id}`, `end ${id}`, `end ${id}`, `probe ${id}`],
  ])
  const trail = await opened.store.requests.trailOf(key)
  const told = trail.map(({ event }) => [event.kind, event.facts.kind ?? event.facts.proof])
  expect(told).toEqual(
    expect.arrayContaining([
      ['granted', 'vault'],
      ['ended', 'refused'],
    ]),
  )
  expect(trail.find(({ event }) => event.kind === 'granted')?.event.facts).not.toHaveProperty('place')
})

test('a target that is restored from a backup is swept, and what lives there stays', async () => {
  await granted()
  const restore = vault.backUp()
  await server.sweep()
  expect(letsIn()).toBe(true)
  opened.clock.advance(3600)
  await server.look()
  expect((await record()).state).toBe('ended')
  restore()
  await server.sweep()
  expect([...vault.open.keys()]).toEqual([])
})

test('revoke-all ends it in the ledger at once, and its target with the look that follows', async () => {
  await granted()
  vault.down.add('end')
  await server.endGrant(id)
  expect((await opened.store.grants.find(id))?.ended).toEqual(opened.clock.now())
  expect(letsIn()).toBe(true)
  vault.down.clear()
  await server.look()
  expect(await record()).toMatchObject({ state: 'ended', outcome: 'revoked' })
  expect(letsIn()).toBe(false)
})

test('its branch of the schema and its line of the table are all that the deployment file needs', () => {
  const text = readFileSync('schemas/deployment.schema.json', 'utf8')
  const deployment = {
    connectors: { orders: { ...entry, url: 'https://vault.example' }, api: { type: 'token', repositories: [7] } },
  }
  const validate = (schema: object) => new Ajv2020({ strict: false }).compile(schema)(deployment)
  const schema = JSON.parse(text)
  expect(validate(schema)).toBe(false)
  const { repositories } = schema.properties.connectors.additionalProperties.oneOf[0].properties
  const branch = {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'url', 'repositories'],
    properties: { type: { const: 'vault' }, url: { type: 'string' }, repositories },
  }
  schema.properties.connectors.additionalProperties.oneOf.push(branch)
  expect(validate(schema)).toBe(true)

  const more: Kinds<ConnectorParts & VaultParts> = { ...kinds, vault: vaultKind(vault) }
  const of = (connector: string, connectorType: string) => ({ connector, connectorType })
  expect(canEnd(deployment, more, of('orders', 'vault'))).toBe(true)
  expect(canEnd(deployment, kinds, of('gone', 'vault'))).toBe(false)
  const terms = termsOf(
    deployment,
    more,
    () => Promise.reject(new TypeError('nobody is asked')),
    () => new Date(0),
  )
  expect([...terms.keys()]).toEqual(['orders', 'api'])
  expect(terms.get('orders')?.check({ burn: { scope: 'x' } }, 'low')).toMatchObject([{ where: 'actions.burn' }])
})
