import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Configuration } from '../config/configuration.ts'
import { createGuardedFetch } from '../connectors/guarded-fetch/guarded-fetch.ts'
import { kinds } from '../connectors/kinds.ts'
import { type ConnectorRegistry, createRegistry } from '../connectors/registry.ts'
import { createCredentialReader } from '../http/credentials.ts'
import type { LiveLists } from '../ports/live-lists.ts'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { Store } from '../store/open-store.ts'
import { type Crossings, crossKinds } from './crossings.ts'
import { lendingOver } from './lending.ts'

export type ConnectorsParts = {
  signer: Signer
  store: Pick<Store, 'leases' | 'drills' | 'grants' | 'identity'>
  live: LiveLists
  lists: StatusLists
  now: () => Date
  /** The way to GitHub; targets are asked by one of their own. */
  fetch: typeof globalThis.fetch
  version: string
  log: Logger
  crossings: Crossings | undefined
}

/** The deployment's connectors. Whether a token of a drill is active is asked of the very reader that introspection has. */
export function openConnectors(
  { config: { publicUrl, githubApiUrl: baseUrl }, deployment }: Configuration,
  { signer, store: known, lists, live, now, fetch, version, log, crossings }: ConnectorsParts,
): ConnectorRegistry {
  const { leases, drills, grants: ledger, identity } = known
  const read = createCredentialReader({ publicUrl, signer, leases })
  const isActive = async (token: string, at: Date) => (await read(token, at)) !== undefined
  const pause = (seconds: number) => setTimeout(seconds * 1000)
  const openLending = lendingOver({ baseUrl, version, fetch, log, now })
  const given = { leases, ledger, live, signer, lists, drills, store: () => identity.id() }
  const parts = { ...given, publicUrl, pause, now, randomBytes, fetch: createGuardedFetch(), openLending, isActive }
  return createRegistry(deployment, crossKinds(kinds, crossings), parts)
}
