import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '../../src/connectors/kinds.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Change } from '../../src/core/lifecycle/plan.ts'
import type { Extension, Grant, RequestRecord } from '../../src/core/record.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { apply } from '../../src/reconcile/request/apply/apply.ts'
import { beginLease } from '../../src/reconcile/request/apply/leases.ts'
import { reconcile } from '../../src/reconcile/request/reconcile.ts'
import { generateKeySet, openSigner } from '../../src/signing/signing-keys.ts'
import { grantOf, key, repository, wake } from '../contract/store-contract.ts'
import { createVault, type Vault } from '../fakes/vault-kind.ts'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { fitting, type RecordMembers } from '../record-of.ts'
import { runSql } from '../store-sql.ts'
import { granted } from '../unit/core/record-samples.ts'
import { type Connectors, createKindsStage, type KindsServer } from './kinds-stage.ts'

// The trap of a second kind: what it granted must never be ended, or called ended, by another kind.

let opened: TestStore
let signer: Signer
let vault: Vault
let stage: ReturnType<typeof createKindsStage>

beforeAll(async () => {
  opened = await openTestStore()
  signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => undefined)
})
afterAll(() => opened?.close())
beforeEach(async () => {
  await opened.empty()
  vault = createVault()
  stage = createKindsStage({ opened, signer, vault })
})

const vaultEntry: Entry = { type: 'vault', repositories: [repository.id] }
const tokenEntry: Entry = { type: 'token', repositories: [repository.id] }
const whole: Connectors = { orders: vaultEntry, other: tokenEntry }
/** Whoever looks at the grant must not find its connector, or finds one of another kind under its name. */
const without: Connectors = { other: tokenEntry }
const another: Connectors = { orders: tokenEntry, other: tokenEntry }

/** What every request has that was granted. */
const { request, digest, resource, decision } = granted('active')
const asked = { request, digest, resource, decision } as RecordMembers

const server = (connectors: Connectors): KindsServer => stage.server(connectors)

const id = 'a'.repeat(22)

const begin = ({ ports, connectorFor }: KindsServer, grant: Grant) =>
  beginLease(ports, connectorFor(repository.id, grant.connector), key, grant)

/** Access for two hours from now on. */
function begunBy(connectorType: string): Grant {
  const begins = opened.clock.now()
  return grantOf(id, { connector: 'orders', connectorType, begins, ends: addSeconds(begins, 7200) })
}

async function save(change: Change): Promise<void> {
  const claim = await opened.store.requests.claim(key, opened.clock.now())
  if (!claim) throw new Error('somebody else has it')
  const whole = change.set ? { ...change, set: fitting({ ...asked, ...change.set }) } : change
  await opened.store.requests.release(await opened.store.requests.save(claim, whole), opened.clock.now())
}

/** Access that the vault gave, and that GitHub shows. */
async function given(set: NonNullable<Change['set']> = {}): Promise<void> {
  await opened.store.enqueue(wake())
  const grant = begunBy('vault')
  await begin(server(whole), grant)
  const sealed = { armored: 'x', keys: [{ fingerprint: 'SHA256:x', type: 'ssh-ed25519' }] }
  await save({ set: { state: 'active', grant, sealed, requester: { id: 5, login: 'requester' }, ...set } })
  vault.asked = []
}

async function record(): Promise<RequestRecord> {
  const found = await opened.store.records.request(key)
  if (!found) throw new Error('there is no request')
  return found
}

/** Nothing has been ended, nothing is called ended, and whoever looks at the issue is told. */
async function expectWaiting(): Promise<void> {
  const found = await record()
  expect(found.state).toBe('ending')
  expect(found.end?.proof).toBeUndefined()
  expect(found.findings).toMatchObject([{ code: 'CONNECTOR_GONE' }])
  expect([...vault.open.keys()]).toEqual([id])
  expect(vault.asked).toEqual([])
  expect(stage.shown.labels).toContain('daypass:attention')
  expect(stage.shown.labels).not.toContain('daypass:active')
  expect(stage.shown.comments.get(1)).toContain('CONNECTOR_GONE')
}

async function expectEnded(): Promise<void> {
  const found = await record()
  expect(found).toMatchObject({ state: 'ended', end: { proof: { how: 'refused', words: 'the vault is closed' } } })
  expect(found.findings).toEqual([])
  expect([...vault.open.keys()]).toEqual([])
  expect(vault.asked).toEqual([`end ${id}`, `probe ${id}`])
  expect(stage.shown.labels).toContain('daypass:ended')
  expect(stage.shown.labels).not.toContain('daypass:attention')
  expect(stage.shown.comments.get(1)).not.toContain('CONNECTOR_GONE')
}

const cases: [string, Connectors][] = [
  ['was dropped from the deployment', without],
  ['has a name that is another kind by now', another],
]

describe.each(cases)('a grant whose connector %s', (_, connectors) => {
  test('is not ended when its time is over, and ends when the connector is back', async () => {
    await given()
    opened.clock.advance(7200)
    await server(connectors).look()
    await expectWaiting()
    // The ledger waits for no target: nobody lengthens or renews what is to end.
    expect((await opened.store.grants.find(id))?.ended).toEqual(opened.clock.now())
    await server(whole).look()
    await expectEnded()
  })

  test('begins to end at once, and waits', async () => {
    await given()
    await server(connectors).look()
    await expectWaiting()
    expect((await record()).end?.cause).toBe('connector')
    await server(whole).look()
    await expectEnded()
  })

  test('is tried again with a growing pause, at least once a minute, and GitHub hears of it once', async () => {
    await given()
    opened.clock.advance(7200)
    const pauses: number[] = []
    for (let tries = 0; tries < 8; tries++) {
      await server(connectors).look()
      const { wakeAt } = await record()
      pauses.push(((wakeAt?.getTime() ?? 0) - opened.clock.now().getTime()) / 1000)
      opened.clock.advance(pauses.at(-1) ?? 0)
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60])
    await expectWaiting()
    expect(stage.written).toEqual(['comment', 'change'])
  })

  test('waits just so after the kill switch: the ledger has ended it, its target has not', async () => {
    await given()
    const { endGrant, look } = server(connectors)
    await endGrant(id)
    opened.clock.advance(60)
    await look()
    await expectWaiting()
    expect((await record()).end?.cause).toBe('revoked')
    opened.clock.advance(60)
    await server(whole).look()
    await expectEnded()
    // What counts is when the target was ended, and not when the ledger was.
    expect((await record()).end?.effective).toEqual(opened.clock.now())
  })

  test('is not called proved by another kind after its own has ended it', async () => {
    const effective = opened.clock.now()
    await given({ state: 'ending', end: { cause: 'time', asked: effective, effective, attempts: 0 } })
    await server(connectors).look()
    await expectWaiting()
    // Back, and its target says that nothing has ended: what is waited for is the target, and no connector.
    await server(whole).look()
    expect(await record()).toMatchObject({ state: 'ending', findings: [] })
    expect(stage.shown.labels).toContain('daypass:active')
    await server(connectors).look()
    expect((await record()).findings).toHaveLength(1)
    vault.open.clear()
    await server(whole).look()
    expect(await record()).toMatchObject({ state: 'ended', findings: [] })
  })

  test('waits for no connector any more once that is back, although its target answers no probe', async () => {
    await given()
    opened.clock.advance(7200)
    await server(connectors).look()
    vault.down.add('probe')
    await server(whole).look()
    expect(await record()).toMatchObject({ state: 'ending', findings: [] })
    expect(vault.asked).toEqual([`end ${id}`, `probe ${id}`])
  })

  test('keeps what it waits for apart from an extension that waits too', async () => {
    const waits = {
      request,
      decision,
      digest: 'e'.repeat(64),
      findings: [],
      lapsesAt: addSeconds(opened.clock.now(), 86_400),
    }
    const extension = waits as unknown as Extension
    await given({ extension })
    opened.clock.advance(7200)
    await server(connectors).look()
    await expectWaiting()
    expect((await record()).extension?.findings).toEqual([])
  })

  test('is begun by no other: no credential of another kind is made for it', async () => {
    await opened.store.enqueue(wake())
    const grant = begunBy('vault')
    await save({ set: { state: 'granting', grant, requester: { id: 5, login: 'requester' } } })
    const { connectorFor, ports } = server(connectors)
    expect(() => connectorFor(repository.id, grant.connector, grant.connectorType)).toThrow(/orders/)
    // Not even by a step that was planned before.
    const step = {
      do: 'deliver',
      keys: [{ line: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:x', type: 'ssh-ed25519' }],
    } as const
    const claim = await opened.store.requests.claim(key, opened.clock.now())
    if (!claim) throw new Error('somebody else has it')
    await expect(apply(ports, claim, step, { kind: 'nothing' })).rejects.toThrow(/orders/)
    await opened.store.requests.release(claim, null)
    await reconcile(ports, key)
    expect((await record()).sealed).toBeUndefined()
    // It is put down as ended, so that nobody begins it later.
    const rows = await runSql(opened.store, 'select renewal, lease, ended is null as lives from daypass.grants')
    expect(rows).toEqual([{ renewal: null, lease: null, lives: false }])
  })

  test('is renewed by no other', async () => {
    expect(server(connectors).tokensOf(begunBy('vault'))).toBeUndefined()
  })
})

test('a grant whose connector does not answer is another matter: its target was asked, and is asked again', async () => {
  await given()
  vault.down.add('end')
  opened.clock.advance(7200)
  await server(whole).look()
  expect(await record()).toMatchObject({ state: 'ending', findings: [] })
  expect(vault.asked).toEqual([`end ${id}`])
})

test('a token grant needs no settings to end: dropped, or another kind by now, it ends by its own', async () => {
  for (const [name, connectors] of [
    ['dropped', without],
    ['another kind', { orders: vaultEntry }],
  ] as const) {
    await opened.empty()
    await opened.store.enqueue(wake())
    const token = begunBy('token')
    await begin(server(another), token)
    await save({ set: { state: 'active', grant: token, requester: { id: 5, login: 'requester' } } })
    opened.clock.advance(7200)
    await server(connectors).look()
    expect(await record(), name).toMatchObject({ state: 'ended', end: { proof: { how: 'ran-out' } } })
    expect(vault.asked).toEqual([])
  }
})

describe('a grant that was noted, and whose lease a crash kept from being opened', () => {
  const connectors: Connectors = { orders: tokenEntry }

  async function noted(): Promise<Grant> {
    await opened.store.enqueue(wake())
    const grant = begunBy('token')
    await save({ set: { state: 'granting', grant, requester: { id: 5, login: 'requester' } } })
    return grant
  }

  test('ends when its time is over', async () => {
    await noted()
    opened.clock.advance(7200)
    await server(connectors).look()
    expect(await record()).toMatchObject({ state: 'ended', outcome: 'expired' })
  })

  test('is not begun by whoever was about to', async () => {
    const grant = await noted()
    opened.clock.advance(7200)
    await server(connectors).look()
    const late = begin(server(connectors), grant)
    await expect(late).rejects.toMatchObject({ code: 'GRANT_ENDED' })
  })
})
