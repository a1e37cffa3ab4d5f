import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { kinds } from '../../src/connectors/kinds.ts'
import { createLiveLists } from '../../src/connectors/live-lists.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { createStatusLists } from '../../src/connectors/status-lists.ts'
import { sha256 } from '../../src/core/digest.ts'
import { isDaypassError } from '../../src/core/error.ts'
import type { Credential } from '../../src/core/unsigned-payload.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { generateKeySet, openSigner } from '../../src/signing/signing-keys.ts'
import { nobodyLends } from '../fakes/lending.ts'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { renewalOf } from '../renewal-of.ts'
import { connectorContract, type World } from './connector-contract.ts'
import { repository, wake } from './store-contract.ts'

let opened: TestStore
let signer: Signer
beforeAll(async () => {
  opened = await openTestStore()
  signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => undefined)
})
afterAll(() => opened?.close())

const publicUrl = 'https://daypass.test'

// Without a probe: the target is never asked, so an end is proved when the last token has run out.
async function open(): Promise<World> {
  const { store, clock } = opened
  await opened.empty()
  await store.enqueue(wake())
  const { grants, leases } = store
  const { now } = clock
  const registry: World['registry'] = (dropped) => {
    const connectors = dropped ? {} : { orders: { type: 'token', repositories: [repository.id] } }
    const lists = createStatusLists({ publicUrl, signer, leases, now })
    const fetch = () => Promise.reject(new TypeError('there is no network here'))
    const live = createLiveLists({ grants, connectorsOf: () => new Map(), now })
    const store = async () => 'o'.repeat(22)
    const others = { ledger: grants, live, store, pause: async () => undefined, openLending: nobodyLends }
    return createRegistry({ connectors }, kinds, {
      ...others,
      publicUrl,
      leases,
      signer,
      lists,
      now,
      randomBytes,
      fetch,
    })
  }
  /** The renewal credential, as the token endpoint takes it. */
  const renew = async (credential: Credential) => {
    const refresh_token = renewalOf(credential)
    const lease = await leases.findByRenewal(sha256(refresh_token))
    return lease && registry().tokensOf(lease)?.accessToken(lease, now())
  }
  return {
    ...{ grants, clock, registry, repository: repository.id, store: await store.identity.id() },
    letsIn: async (_grant, credential) => {
      try {
        return (await renew(credential)) !== undefined
      } catch (error) {
        if (isDaypassError(error, 'GRANT_ENDED')) return false
        throw error
      }
    },
    // An application that reads no status list.
    enter: async (_grant, credential) => {
      const token = await renew(credential)
      if (!token) throw new Error('the credential does not renew')
      return () => now() < token.expires
    },
  }
}

connectorContract(
  'the token kind on the embedded store',
  { hasTarget: false, endsDropped: true, connectorType: 'token' },
  open,
)
