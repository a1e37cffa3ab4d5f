import type { AnyConnector, Kind } from '../../src/connectors/kinds.ts'
import { DaypassError, type Problem } from '../../src/core/error.ts'
import { addSeconds } from '../../src/core/instant.ts'
import { Secret } from '../../src/core/secret.ts'
import type { ConnectorTerms, Marked } from '../../src/ports/connector.ts'
import { renewalOf } from '../renewal-of.ts'

type Question = 'prepare' | 'begin' | 'use' | 'extend' | 'end' | 'probe' | 'list'
/** What lies in the vault under a name; no marker: somebody else put it there. `until`: it lets nobody in from then on. */
type Box = { secret: string; until: Date; marked?: Marked }

/**
 * A target that lives outside of Daypass, with what it was asked, in order. `down`: what it does not answer; `deaf`: what it does, and its
 * answer is lost; `slow`: what is waited for before it does anything.
 */
export type Vault = {
  open: Map<string, Box>
  /** Who is inside, by name. */
  inside: Set<{ name: string }>
  asked: string[]
  down: Set<Question>
  deaf: Set<Question>
  /** It lets nobody in, whatever they show. */
  shut: boolean
  slow: (what: Question) => Promise<void>
  /** Lets somebody in, who then stays until they are put out; undefined: refused. */
  enter(name: string, secret: string, now: Date): { works(): boolean } | undefined
  /** What brings back all that lies there now. */
  backUp(): () => void
}

export function createVault(): Vault {
  const vault: Vault = {
    open: new Map(),
    inside: new Set(),
    asked: [],
    down: new Set(),
    deaf: new Set(),
    shut: false,
    slow: async () => undefined,
    enter: (name, secret, now) => {
      const box = vault.open.get(name)
      if (vault.shut || box?.secret !== secret || now >= box.until) return undefined
      const visit = { name }
      vault.inside.add(visit)
      return { works: () => vault.inside.has(visit) }
    },
    backUp: () => {
      const kept = structuredClone([...vault.open])
      return () => {
        vault.open = new Map(kept)
      }
    },
  }
  return vault
}

export type VaultParts = {
  now: () => Date
  /** Which store this is. */
  store: () => Promise<string>
  randomBytes: (count: number) => Uint8Array
}

/** The one action that the vault does not know. */
const unknownAction = 'burn'

const terms: ConnectorTerms = {
  declare: () => ({ effect: 1, worst: 5, cutsSessions: true, proof: 'refused', words: 'the vault closes within 5 s' }),
  check: (actions) =>
    Object.keys(actions).flatMap((name): Problem[] =>
      name === unknownAction
        ? [{ code: 'CATALOG_INVALID', where: `actions.${name}`, message: 'Nothing in the vault burns.' }]
        : [],
    ),
  health: async () => [{ state: 'well', message: 'The vault stands.' }],
}

/**
 * A second kind of connector: its leases lie in its target, as roles lie in a database, so that nothing can be ended or proved
 * without the settings that lead there. Honest: it says that a lease ended when its target says so, and not before.
 */
export function vaultKind(vault: Vault): Kind<VaultParts> {
  const ask = async <T>(what: Question, id: string, act: () => T): Promise<T> => {
    vault.asked.push(id === '' ? what : `${what} ${id}`)
    await vault.slow(what)
    if (vault.down.has(what)) throw new DaypassError('CONNECTOR_FAILED', 'The vault does not answer.')
    const answer = act()
    if (vault.deaf.has(what)) throw new DaypassError('CONNECTOR_FAILED', 'The answer of the vault is lost.')
    return answer
  }
  const close = (id: string): boolean => {
    const wasThere = vault.open.delete(id)
    for (const visit of vault.inside) if (visit.name === id) vault.inside.delete(visit)
    return wasThere
  }
  return {
    terms: () => terms,
    create: ({ now, store, randomBytes }, name): AnyConnector => ({
      ...terms,
      name,
      type: 'vault',
      credential: true,
      audienceOf: () => 'https://vault.example',
      prepare: ({ id }) => ask('prepare', id, () => ({ before: vault.open.size })),
      begin: async ({ id, ends }) => {
        const secret = Buffer.from(randomBytes(32)).toString('base64url')
        const marked = { grant: id, store: await store() }
        await ask('begin', id, () => vault.open.set(id, { secret, until: ends, marked }))
        return new Secret({ type: 'refresh_token', token_endpoint: 'https://vault.example', refresh_token: secret })
      },
      extend: ({ id, ends }) =>
        ask('extend', id, () => {
          const box = vault.open.get(id)
          if (box) box.until = ends
        }),
      end: ({ id }) =>
        ask('end', id, () => {
          close(id)
          return { effective: now() }
        }),
      probe: ({ id }) =>
        ask('probe', id, () =>
          // What came back is ended again, and believed to be gone when it is not found.
          close(id)
            ? { proved: false, why: 'the vault was open', again: addSeconds(now(), 2) }
            : { proved: true, proof: { how: 'refused', at: now().toISOString(), words: 'the vault is closed' } },
        ),
      drill: {
        target: 'https://vault.example',
        use: ({ id }, credential, at) =>
          ask('use', id, () => {
            const visit = vault.enter(id, renewalOf(credential?.reveal()), at)
            if (visit) return { works: true, control: 'let-in', words: 'the vault opened' }
            return { works: true, control: 'kept-out', words: 'the vault stayed shut' }
          }),
      },
      async *listOurs() {
        for (const { marked } of await ask('list', '', () => [...vault.open.values()])) if (marked) yield marked
      },
    }),
  }
}
