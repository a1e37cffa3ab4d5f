import type { AnyConnector, Kind } from '../../src/connectors/kinds.ts'
import { DaypassError } from '../../src/core/error.ts'
import { Secret } from '../../src/core/secret.ts'

type Question = 'grant' | 'end' | 'probe'

/** A target that lives outside of Daypass, with what it was asked, in order. `down`: what it does not answer. */
export type Vault = { open: Set<string>; asked: string[]; down: Set<Question> }

export function createVault(): Vault {
  return { open: new Set(), asked: [], down: new Set() }
}

/**
 * A second kind of connector: its leases lie in its target, as roles lie in a database, so that nothing can be ended or proved
 * without the settings that lead there. Honest: it says that a lease ended when its target says so, and not before.
 */
export function vaultKind(vault: Vault): Kind<{ now: () => Date }> {
  const ask = (what: Question, id: string): void => {
    vault.asked.push(`${what} ${id}`)
    if (vault.down.has(what)) throw new DaypassError('CONNECTOR_FAILED', 'The vault does not answer.')
  }
  return {
    create: ({ now }, name): AnyConnector => ({
      name,
      type: 'vault',
      credential: true,
      declare: () => ({ effect: 1, worst: 5, words: 'the vault closes within 5 s' }),
      audienceOf: () => 'https://vault.example',
      prepare: async () => ({ before: vault.open.size }),
      begin: async (grant) => {
        ask('grant', grant.id)
        vault.open.add(grant.id)
        const endpoint = 'https://vault.example'
        return new Secret({ type: 'refresh_token', token_endpoint: endpoint, refresh_token: 'v'.repeat(32) })
      },
      end: async (grant, _lease, at) => {
        ask('end', grant.id)
        vault.open.delete(grant.id)
        return { effective: at }
      },
      probe: async (grant) => {
        ask('probe', grant.id)
        return vault.open.has(grant.id)
          ? { proved: false, why: 'the vault is open', again: new Date(now().getTime() + 2000) }
          : { proved: true, proof: { how: 'refused', at: now().toISOString(), words: 'the vault is closed' } }
      },
    }),
  }
}
