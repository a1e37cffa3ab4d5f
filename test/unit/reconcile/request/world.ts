import { readYaml } from '../../../../src/config/yaml.ts'
import { createTokenConnector } from '../../../../src/connectors/token.ts'
import { commentDigest, sha256 } from '../../../../src/core/digest.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { isTerminal, type RequestRecord } from '../../../../src/core/record.ts'
import type { Secret } from '../../../../src/core/secret.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import type { Person } from '../../../../src/ports/issues.ts'
import type { Signer } from '../../../../src/ports/signer.ts'
import type { StatusLists } from '../../../../src/ports/status-lists.ts'
import type { Wake } from '../../../../src/ports/wake.ts'
import { reconcileDisplay } from '../../../../src/reconcile/display/reconcile-display.ts'
import { endDue } from '../../../../src/reconcile/request/end-due.ts'
import type { Ports } from '../../../../src/reconcile/request/ports.ts'
import { reconcile } from '../../../../src/reconcile/request/reconcile.ts'
import { createFakeDisplays } from '../../../fakes/display-store.ts'
import { createFakeGrants } from '../../../fakes/grant-store.ts'
import { createFakeIssues } from '../../../fakes/issues.ts'
import { createFakePulls } from '../../../fakes/pulls.ts'
import { createFakeRequests } from '../../../fakes/request-store.ts'
import { createMemoryStore } from '../../../fakes/store/memory-store.ts'
import { silentLog, testClock } from '../../../open-test-store.ts'

export const rita: Person = { id: 7, login: 'rita', type: 'User' }
export const otto: Person = { id: 8, login: 'otto', type: 'User' }
const key = { repository: 123456, issue: 42 }
const place = { id: key.repository, owner: 'acme', name: 'access', installation: 9 }

export const form =
  '### Resource\n\norders-db\n\n### Actions\n\n- [x] read\n\n### Duration\n\n2h\n\n### Reason\n\nincident 4711\n\n### Ticket\n\n_No response_\n'

const resource = {
  ...{ id: 'orders-db', title: 'Orders', kind: 'database', sensitivity: 'low', connector: 'orders' },
  actions: { read: { scope: 'orders:read' } },
} as unknown as Resource

/** What policy says: yes, no, or that whoever owns it shall say. */
const outputs = {
  allow: { outcome: 'allow', reasons: ['so low is free'], max_duration: '8h' },
  deny: { outcome: 'deny', reasons: ['not on a Sunday'] },
  review: {
    ...{ outcome: 'review', reasons: ['an owner shall see it'], max_duration: '8h' },
    approvals: [{ name: 'owners', from: ['code-owners'], count: 1 }],
  },
} as unknown as Record<'allow' | 'deny' | 'review', PolicyOutput>

/** At which of the stores' calls something goes wrong, and how. `dies`: the process does nothing more after it; its claims run out. */
export type Fault = { at: number; when: 'before' | 'after'; dies: boolean }

/** One request with all that is around it in memory: nothing here has a process, a network or a clock of its own. */
export function createWorld(fault?: Fault) {
  const clock = testClock('2026-11-21T12:00:00.000Z')
  const { now } = clock
  const store = createMemoryStore({
    now,
    randomBytes: (count) => new Uint8Array(count),
    signTrail: async () => 'signed',
  })
  const ledger = createFakeGrants(0, store)
  const displays = createFakeDisplays(now, store)
  const requests = createFakeRequests(store)
  const issues = createFakeIssues(key.issue, now)
  const pulls = createFakePulls(89, now)
  const sealedTokens: string[] = []
  const state = {
    says: 'allow' as keyof typeof outputs,
    yes: false,
    isGone: false,
    calls: 0,
    dead: false,
    bytes: 0,
    ids: 0,
  }
  const breaches: string[] = []

  const lost = (): never => {
    throw new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
  }
  const before = () => {
    if (state.dead) lost()
    state.calls += 1
    if (state.calls !== fault?.at) return
    state.dead = fault.dies
    if (fault.when === 'before') lost()
  }
  const after = () => {
    if (state.calls === fault?.at && fault.when === 'after') lost()
  }
  for (const told of [requests, displays]) Object.assign(told, { before, after })
  issues.before = (call) => {
    if (state.isGone && call === 'read') throw new DaypassError('GITHUB_GONE', 'It was deleted.')
  }

  const lists: StatusLists = {
    reference: (idx) => ({ idx, uri: 'https://daypass.example/status-lists/0' }),
    serve: async () => undefined,
    published: async (index) =>
      ledger.all().some((lease) => lease.statusIndex === index && !lease.ended && now() < lease.ends)
        ? 'valid'
        : 'invalid',
    begun: () => undefined,
    ended: () => undefined,
  }
  const grants: typeof ledger = {
    ...ledger,
    open: (...of) => {
      if (!state.yes) breaches.push('access began without a yes')
      return ledger.open(...of)
    },
    extend: (...of) => {
      if (!state.yes) breaches.push('more time without a yes')
      return ledger.extend(...of)
    },
  }
  const connector = createTokenConnector({
    ...{ name: 'orders', publicUrl: 'https://daypass.example', settings: {}, leases: ledger, lists, now },
    signer: {} as Signer,
    randomBytes: (count) => new Uint8Array(count).fill(++state.bytes),
    fetch: async () => lost(),
  })
  const governance = {
    repository: { id: key.repository, owner: 'acme', name: 'access', fullName: 'acme/access', private: true, url: '' },
    ...{
      digest: 'f'.repeat(64),
      resources: [resource],
      settings: {},
      policy: new Map([['a.rego', 'package daypass']]),
    },
    ...{ codeowners: '* @otto\n', problems: [] },
  }
  const engine = {
    compile: async () => ({ digest: 'e'.repeat(64), files: new Map() }),
    decide: async () => outputs[state.says],
  }
  const ports = {
    ...{ requests, displays, grants, issues, pulls, readYaml, cli: 'daypass', issuer: 'https://daypass.example', now },
    directory: {
      isOwner: async () => false,
      isMember: async () => true,
      teamsOf: async (_repository: number, _person: Person, teams: readonly string[]) => [...teams],
      permission: async () => 'write',
      sshKeys: async () => [
        { key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl' },
      ],
    },
    repository: { visibility: async () => ({ private: true, archived: false }), read: async () => governance },
    owners: {
      peopleOf: async (_repository: number, names: readonly string[]) =>
        new Map(names.map((name) => [name, { people: [otto] }])),
    },
    guards: { openTo: async () => [] },
    ...{ engine, whatIf: engine, archive: store.records },
    inForce: { digest: async () => undefined, contents: async () => undefined },
    sealer: {
      seal: async ({ credential }: { credential: Secret<{ refresh_token: string }> }) => {
        sealedTokens.push(credential.reveal().refresh_token)
        return `-----BEGIN AGE ENCRYPTED FILE-----\n${sealedTokens.length}\n-----END AGE ENCRYPTED FILE-----\n`
      },
    },
    connectorFor: () => connector,
    connectorOf: () => connector,
    floorsOf: () => ({}),
    seenKeys: {
      noted: async (_person: number, fingerprints: readonly string[]) =>
        new Map(fingerprints.map((one) => [one, new Date('2026-01-01T00:00:00Z')])),
    },
    marks: {
      check: async () => true,
      isAdopted: async () => false,
      of: async () => ({ store: 's'.repeat(22), signature: 'x'.repeat(40) }),
    },
    halts: async () => [],
    ...{ allowPublic: false, log: silentLog, freshId: () => `${++state.ids}`.padStart(22, 'g') },
  } as unknown as Ports & Parameters<typeof reconcileDisplay>[0]
  const told = (more: Partial<Wake> = {}) =>
    requests.enqueue({ key, repository: place, looksLikeRequest: true, ...more })
  const wake = () => told({ looksLikeRequest: false })

  /** One try of a worker; what it throws is its end, and the next one begins anew. */
  async function tryOnce(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      if (!(error instanceof DaypassError)) throw error
    })
    state.dead = false
    const record = requests.record(key)
    const open = ledger.all().filter(({ ended }) => !ended)
    if (record && isTerminal(record.state) && open.length > 0)
      breaches.push(`a lease lives in a request that is ${record.state}`)
    if (open.length > 1) breaches.push('two leases live')
  }
  async function round(): Promise<void> {
    for (const due of await requests.due(now(), 10)) await tryOnce(() => reconcile(ports, due))
    for (const due of await displays.due(now(), 10)) await tryOnce(() => reconcileDisplay({ ...ports, wake }, due))
  }
  const soon = () => new Date(Date.parse(now().toISOString()) + 120_000)

  const world = {
    ...{ key, clock, ledger, displays, requests, issues, pulls, state, breaches, ports, now },
    /** Looks whenever a look is due, as the queue does, until none will be within two minutes. */
    async settle(): Promise<void> {
      for (let rounds = 0; rounds < 100; rounds += 1) {
        await round()
        const waiting = [...(await requests.due(soon(), 1)), ...(await displays.due(soon(), 1))]
        if (waiting.length === 0) return
        clock.advance(5)
      }
      throw new Error('it never comes to rest')
    },
    /** The same for so many seconds, whether or not it comes to rest. */
    async wait(seconds: number): Promise<void> {
      for (let passed = 0; passed < seconds; passed += 5) {
        await round()
        clock.advance(5)
      }
    },
    /** Policy and people: what is asked for, and what they say to it. */
    async ask(says: keyof typeof outputs, body = form): Promise<void> {
      Object.assign(state, { says, yes: says === 'allow' })
      Object.assign(issues.issue, { body, author: rita, createdAt: now(), updatedAt: now() })
      await told({ writtenBy: { person: rita.id, body: sha256(body) } })
    },
    async say(body: string, by: Person = rita): Promise<void> {
      const id = issues.hear(key.issue, body, by)
      await told({ comment: { id, written: { person: by.id, body: commentDigest(body) } } })
    },
    /** An owner says yes or not yet to what waits for a vote, or closes it, which is a no. */
    async vote(how: 'APPROVED' | 'CHANGES_REQUESTED' | 'closes'): Promise<void> {
      const { pull, extension } = world.record()
      const number = extension?.pull?.number ?? pull?.number ?? 0
      if (how === 'closes') {
        pulls.closeAs(number, otto)
        return told({ looksLikeRequest: false, notice: 'pull' })
      }
      pulls.review(number, otto, how)
      state.yes = how === 'APPROVED'
      await told({ review: (await pulls.reviews(key, number)).at(-1)?.id ?? 0 })
    },
    async handIn(): Promise<void> {
      for (const id of await ledger.openIds()) await ledger.end(id, now())
      await requests.wakeEnded([key])
    },
    async vanish(): Promise<void> {
      state.isGone = true
      await told({ notice: 'gone' })
    },
    endDue: () => tryOnce(() => endDue({ ...ports, endedInLedger: ['token'] })),
    wake,
    record(): RequestRecord {
      const found = requests.record(key)
      if (!found) throw new Error('the request is not known')
      return found
    },
    /** Whether the credential that was handed over last renews the grant: one that was replaced does not. */
    opens(): boolean {
      const { sealed, grant } = world.record()
      const handed = sealed && sealedTokens[Number(/\n(\d+)\n/.exec(sealed.armored)?.[1]) - 1]
      const lease = ledger.all().find(({ id }) => id === grant?.id)
      return handed !== undefined && lease?.renewal === sha256(handed)
    },
  }
  return world
}

export type World = ReturnType<typeof createWorld>
