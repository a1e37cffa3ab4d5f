import type { Floors } from '../core/request/limits.ts'
import type { Deployment } from '../generated/deployment.ts'
import type { AccessTokens } from '../ports/access-tokens.ts'
import type { Connector, ConnectorTerms } from '../ports/connector.ts'
import { createOpaConnector, type OpaConnectorOptions } from './opa-kind.ts'
import { opaTerms } from './opa-terms.ts'
import { createTokenConnector, type TokenConnectorOptions } from './token.ts'
import type { Fetch } from './token-target.ts'
import { tokenTerms } from './token-terms.ts'

/** What the deployment file says of a connector, whatever its kind. */
export type Entry = {
  type: string
  repositories: readonly number[]
  floors?: Floors
  drill?: 'hourly' | 'daily' | 'off'
}

/** A connector of any kind; only some mint access tokens. */
export type AnyConnector = Connector & Partial<AccessTokens>

/** All that is known of one kind of connector. `Parts`: what its connectors are built from, besides their settings. */
export type Kind<Parts, Settings extends Entry = Entry> = {
  /** What a connector with these settings says of itself; the doctor asks it, too, and has nothing but a way out. */
  terms(settings: Settings, fetch: Fetch): ConnectorTerms
  /** A connector with the settings that the deployment file gives it. */
  create(parts: Parts, name: string, settings: Settings): AnyConnector
  /**
   * Present where a grant can be ended, and its end proved, without settings: a connector for just that, after the deployment has
   * dropped the one that began the grant. Absent: such a grant waits until its connector is back.
   */
  createWithoutSettings?(parts: Parts, name: string): AnyConnector
  /** Whether the ledger is the target: an end that is written down there has taken effect, whoever writes it. */
  endsInLedger?: true
}

export type Kinds<Parts> = Readonly<Record<string, Kind<Parts>>>

export type ConnectorParts = Omit<TokenConnectorOptions, 'name' | 'settings'> &
  Omit<OpaConnectorOptions, 'name' | 'settings'>

type Settings = NonNullable<Deployment['connectors'][string]>

/** Every kind that there is. One that the deployment file may name and that is missing here does not compile. */
export const kinds = {
  token: {
    terms: (settings, fetch) => tokenTerms(settings, fetch),
    create: (parts, name, settings) => createTokenConnector({ ...parts, name, settings }),
    // Ending is a row in the ledger and a bit in the status list; without a probe, the last token has to run out.
    createWithoutSettings: (parts, name) => createTokenConnector({ ...parts, name, settings: {} }),
    endsInLedger: true,
  },
  opa: {
    terms: (settings, fetch) => opaTerms(settings, fetch),
    create: (parts, name, settings) => createOpaConnector({ ...parts, name, settings }),
    // Ending is a row in the ledger and its absence from the next list; the last one that had it has to grow old.
    createWithoutSettings: (parts, name) => createOpaConnector({ ...parts, name, settings: undefined }),
    endsInLedger: true,
  },
} satisfies { [Type in Settings['type']]: Kind<ConnectorParts, Extract<Settings, { type: Type }>> }
