import type { AnyConnector, Kind } from '../../../src/connectors/kinds.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { ConnectorTerms } from '../../../src/ports/connector.ts'
import { isOpen, open, type Passing, shut, type Target } from './target.ts'

const failed = () => new DaypassError('CONNECTOR_FAILED', 'The target does not answer.')

const terms: ConnectorTerms = {
  declare: () => ({ effect: 1, worst: 5, cutsSessions: true, proof: 'refused', words: 'the vault closes within 5 s' }),
  check: () => [],
  health: async () => [],
}

/** A kind of connector whose leases lie in the target, and which gives no credential. `store`: whose leases they are. */
export function vaultKind(target: Target, passing: Passing, store: () => Promise<string>): Kind<{ now: () => Date }> {
  return {
    terms: () => terms,
    create: ({ now }, name): AnyConnector => ({
      ...terms,
      name,
      type: 'vault',
      credential: false,
      audienceOf: () => 'https://vault.example',
      prepare: async () => ({}),
      async begin({ id }) {
        await passing.before('target.begin')
        if (!open(target, id)) throw failed()
        await passing.after('target.begin')
        return undefined
      },
      async end({ id }, _lease, at) {
        await passing.before('target.end')
        if (!shut(target, id)) throw failed()
        await passing.after('target.end')
        return { effective: at }
      },
      async probe({ id }) {
        await passing.before('target.probe')
        if (isOpen(target, id))
          return { proved: false, why: 'the vault is open', again: new Date(now().getTime() + 2000) }
        return { proved: true, proof: { how: 'refused', at: now().toISOString(), words: 'the vault is closed' } }
      },
      drill: {
        target: 'vault',
        async use({ id }) {
          await passing.before('target.use')
          const isIn = isOpen(target, id)
          return { works: isIn, control: isIn ? 'let-in' : 'kept-out', words: isIn ? 'it is open' : 'it is shut' }
        },
      },
      async *listOurs() {
        const ours = await store()
        for (const id of [...target.leases.keys()]) if (isOpen(target, id)) yield { grant: id, store: ours }
      },
    }),
  }
}
