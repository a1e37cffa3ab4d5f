import { randomBytes } from 'node:crypto'
import { createRegistry } from '../../src/connectors/registry.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { createVault, vaultKind } from '../fakes/vault-kind.ts'
import { testClock } from '../open-test-store.ts'
import { renewalOf } from '../renewal-of.ts'
import { connectorContract, type World } from './connector-contract.ts'

const store = 'o'.repeat(22)
const repository = 7
const questions = ['prepare', 'begin', 'extend', 'end', 'probe', 'list'] as const

async function open(): Promise<World> {
  const vault = createVault()
  const clock = testClock()
  const { now } = clock
  const parts = { now, randomBytes, store: async () => store }
  const kinds = { vault: vaultKind(vault) }
  const enter: World['enter'] = async ({ id }, credential) => {
    const visit = vault.enter(id, renewalOf(credential), now())
    if (!visit) throw new Error('the vault lets nobody in')
    return visit.works
  }
  return {
    ...{ grants: createFakeGrants(), clock, repository, store },
    registry: (dropped) => {
      const connectors = dropped ? {} : { orders: { type: 'vault', repositories: [repository] } }
      return createRegistry({ connectors }, kinds, parts)
    },
    letsIn: async ({ id }, credential) => vault.enter(id, renewalOf(credential), now()) !== undefined,
    enter,
    target: {
      fails: (how) => {
        for (const what of questions) vault[how].add(what)
        return () => vault[how].clear()
      },
      backUp: vault.backUp,
      plant: (id, by) => {
        const marked = by === undefined ? {} : { marked: { grant: id, store: by } }
        vault.open.set(id, { secret: 'planted', until: new Date(8e15), ...marked })
      },
      holds: (id) => vault.open.has(id),
    },
  }
}

connectorContract(
  'a second kind with a target of its own',
  { hasTarget: true, endsDropped: false, connectorType: 'vault' },
  open,
)
