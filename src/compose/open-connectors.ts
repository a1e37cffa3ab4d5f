import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Configuration } from '../config/configuration.ts'
import { kinds } from '../connectors/kinds.ts'
import { type ConnectorRegistry, createRegistry } from '../connectors/registry.ts'
import { createCredentialReader } from '../http/credentials.ts'
import type { LiveLists } from '../ports/live-lists.ts'
import type { Signer } from '../ports/signer.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { Store } from '../store/open-store.ts'
import { type Crossings, crossKinds } from './crossings.ts'

export type ConnectorsParts = {
  signer: Signer
  store: Pick<Store, 'leases' | 'drills' | 'grants'>
  live: LiveLists
  lists: StatusLists
  now: () => Date
  fetch: typeof globalThis.fetch
  crossings: Crossings | undefined
}

/** The deployment's connectors. Whether a token of a drill is active is asked of the very reader that introspection has. */
export function openConnectors(
  { config: { publicUrl }, deployment }: Configuration,
  { signer, store: { leases, drills, grants: ledger }, lists, live, now, fetch, crossings }: ConnectorsParts,
): ConnectorRegistry {
  const read = createCredentialReader({ publicUrl, signer, leases })
  const isActive = async (token: string, at: Date) => (await read(token, at)) !== undefined
  const pause = (seconds: number) => setTimeout(seconds * 1000)
  const parts = { publicUrl, leases, ledger, live, pause, signer, lists, now, randomBytes, fetch, drills, isActive }
  return createRegistry(deployment, crossKinds(kinds, crossings), parts)
}
