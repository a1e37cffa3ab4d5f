import { randomBytes } from 'node:crypto'
import { type ConnectorParts, type Entry, kinds } from '../../src/connectors/kinds.ts'
import { createLiveLists } from '../../src/connectors/live-lists.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { createStatusLists } from '../../src/connectors/status-lists.ts'
import type { IssueChange, Issues } from '../../src/ports/issues.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { reconcileDisplay } from '../../src/reconcile/display/reconcile-display.ts'
import { tellEnded } from '../../src/reconcile/request/end-due.ts'
import type { Ports } from '../../src/reconcile/request/ports.ts'
import { reconcile } from '../../src/reconcile/request/reconcile.ts'
import { sweepOrphans } from '../../src/reconcile/sweep-orphans.ts'
import { key } from '../contract/store-contract.ts'
import { nobodyLends } from '../fakes/lending.ts'
import { type Vault, type VaultParts, vaultKind } from '../fakes/vault-kind.ts'
import { silentLog, type TestStore } from '../open-test-store.ts'

export type Connectors = Record<string, Entry>

/** One request of a store, servers that have this or that connector, and what GitHub shows of it. */
export function createKindsStage({ opened, signer, vault }: { opened: TestStore; signer: Signer; vault: Vault }) {
  /** What GitHub was asked to do. */
  const written: string[] = []
  const shown = { labels: [] as string[], comments: new Map<number, string>() }
  const issues: Issues = {
    read: async () => ({
      number: key.issue,
      isPull: false,
      url: 'https://github.example/acme/access/issues/4',
      title: 'Access',
      body: 'x',
      author: { id: 5, login: 'requester', type: 'User' },
      open: true,
      closedBy: undefined,
      labels: shown.labels,
      comments: shown.comments.size,
      locked: false,
      createdAt: opened.clock.now(),
      updatedAt: opened.clock.now(),
    }),
    comments: async () => [],
    comment: async (_key, body) => {
      written.push('comment')
      shown.comments.set(shown.comments.size + 1, body)
      return shown.comments.size
    },
    editComment: async (_key, comment, body) => {
      written.push('edit')
      shown.comments.set(comment, body)
    },
    change: async (_key, change: IssueChange) => {
      written.push('change')
      if (change.labels) shown.labels = change.labels
    },
  }

  const marks = { of: async () => ({ store: 's'.repeat(22), signature: 'x'.repeat(40) }) }

  /** A server that has these connectors, over the same store as every other. */
  function server(connectors: Connectors) {
    const { store, clock } = opened
    const { now } = clock
    const publicUrl = 'https://daypass.example'
    const { leases } = store
    const lists = createStatusLists({ publicUrl, signer, leases, now })
    const fetch = () => Promise.reject(new TypeError('the target is asked by nobody but its own connector'))
    const live = createLiveLists({ grants: store.grants, connectorsOf: () => new Map(), now })
    const others = { ledger: store.grants, live, pause: async () => undefined, openLending: nobodyLends }
    const parts = { ...others, publicUrl, leases, signer, lists, now, randomBytes, fetch, store: store.identity.id }
    const registry = createRegistry<ConnectorParts & VaultParts>(
      { connectors },
      { ...kinds, vault: vaultKind(vault) },
      parts,
    )
    const { requests, grants, displays } = store
    const { connectorFor, connectorOf, floorsOf } = registry
    const ports = {
      ...{ requests, grants, displays, issues, connectorFor, connectorOf, floorsOf },
      repository: { visibility: async () => ({ archived: false, private: true }) },
      inForce: { digest: async () => undefined, contents: async () => undefined },
      directory: { isMember: async () => true, sshKeys: async () => [] },
      seenKeys: { noted: async () => new Map() },
      sealer: { seal: async () => 'sealed' },
      marks: {
        check: async () => true,
        isAdopted: async () => false,
      },
      halts: async () => [],
      allowPublic: false,
      issuer: publicUrl,
      cli: 'npx daypass',
      now,
      freshId: () => randomBytes(16).toString('base64url'),
      log: silentLog,
    } as unknown as Ports
    const endGrant = async (id: string) => {
      await tellEnded(ports, [await grants.end(id, now())])
    }
    return {
      ...registry,
      ports,
      endGrant,
      sweep: async () => {
        const targets = { connectors: registry.all, grants, store: store.identity.id, now, log: silentLog }
        await sweepOrphans({ ...targets, wake: async () => undefined })
      },
      look: async () => {
        await reconcile(ports, key)
        await reconcileDisplay({ ...ports, displays, issues, marks, wake: async () => undefined }, key)
      },
    }
  }
  return { written, shown, server }
}

export type KindsServer = ReturnType<ReturnType<typeof createKindsStage>['server']>
