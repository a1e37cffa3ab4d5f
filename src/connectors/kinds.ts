import type { Survey } from '../core/catalog/offered.ts'
import type { SecretPlace } from '../core/lending/secret-place.ts'
import type { Floors } from '../core/request/limits.ts'
import type { StandingFound } from '../core/standing/standing-rights.ts'
import type { Deployment } from '../generated/deployment.ts'
import type { AccessTokens } from '../ports/access-tokens.ts'
import type { Connector, ConnectorTerms } from '../ports/connector.ts'
import type { OpenLending } from '../ports/lending.ts'
import { createGitHubConnector, type GitHubConnectorOptions } from './github/github-kind.ts'
import { surveyGitHub } from './github/github-offer.ts'
import { githubTerms } from './github/terms.ts'
import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import { createOpaConnector, type OpaConnectorOptions } from './opa-kind.ts'
import { opaTerms } from './opa-terms.ts'
import { createPostgresConnector, type PostgresConnectorOptions } from './postgres/postgres-kind.ts'
import { surveyPostgres } from './postgres/postgres-offer.ts'
import { postgresTerms } from './postgres/postgres-terms.ts'
import { setUpScript } from './postgres/set-up-script.ts'
import { standingRoles } from './postgres/standing-roles.ts'
import { createRedisConnector, type RedisConnectorOptions } from './redis/redis-kind.ts'
import { redisTerms } from './redis/redis-terms.ts'
import { createTokenConnector, type TokenConnectorOptions } from './token.ts'
import { tokenTerms } from './token-terms.ts'
import { createWebhookConnector, type WebhookConnectorOptions } from './webhook/webhook-kind.ts'
import { webhookTerms } from './webhook/webhook-terms.ts'

/** What the deployment file says of a connector, whatever its kind. */
export type Entry = {
  type: string
  repositories: readonly number[]
  floors?: Floors
  drill?: 'hourly' | 'daily' | 'off'
  deliver_to?: SecretPlace
}

/** A connector of any kind; only some mint access tokens. */
export type AnyConnector = Connector & Partial<AccessTokens>

/** All that is known of one kind of connector. `Parts`: what its connectors are built from, besides their settings. */
export type Kind<Parts, Settings extends Entry = Entry> = {
  /** What a connector with these settings says of itself; the doctor asks it, too, and has nothing but ways out and a clock. */
  terms(settings: Settings, fetch: Fetch, now: () => Date, openLending?: OpenLending): ConnectorTerms
  /** A connector with the settings that the deployment file gives it. */
  create(parts: Parts, name: string, settings: Settings): AnyConnector
  /**
   * Present where a grant can be ended, and its end proved, without settings: a connector for just that, after the deployment has
   * dropped the one that began the grant. Absent: such a grant waits until its connector is back.
   */
  createWithoutSettings?(parts: Parts, name: string): AnyConnector
  /** Present where leases lie in a target alone: a connector without a ledger, for the rehearsal of an operator. */
  createAlone?(parts: PartsAlone, name: string, settings: Settings): AnyConnector
  /** What its operator runs at the target, as text, so that it has what the connector needs. Absent: nothing. */
  setUp?(settings: Settings): string
  /**
   * What a catalog could offer by the roles of these settings; with `look` the target is asked what they mean there, and nothing is changed.
   * Absent: they say nothing of that. What the target does not answer is said, never thrown.
   */
  survey?(name: string, settings: Settings, how: Surveying): Promise<Survey>
  /** Who can write or administer at the target for good, as it says itself. Absent: it cannot be asked. Changes nothing. */
  standing?(name: string, settings: Settings): Promise<StandingFound>
  /** Whether the ledger is the target: an end that is written down there has taken effect, whoever writes it. */
  endsInLedger?: true
}

/** `look`: the target is asked. `enrolled`: every access repository that the deployment names. */
export type Surveying = { look: boolean; enrolled: readonly number[]; openLending?: OpenLending }

/** What needs no store. */
export type PartsAlone = Omit<
  PostgresConnectorOptions & RedisConnectorOptions & WebhookConnectorOptions,
  'name' | 'settings'
>

export type Kinds<Parts> = Readonly<Record<string, Kind<Parts>>>

export type ConnectorParts = Omit<TokenConnectorOptions, 'name' | 'settings'> &
  Omit<OpaConnectorOptions, 'name' | 'settings'> &
  Omit<PostgresConnectorOptions, 'name' | 'settings'> &
  Omit<WebhookConnectorOptions, 'name' | 'settings'> &
  Omit<RedisConnectorOptions, 'name' | 'settings'> &
  Omit<GitHubConnectorOptions, 'name' | 'settings'>

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
  postgres: {
    terms: (settings, _fetch, now) => postgresTerms(settings, now),
    create: (parts, name, settings) => createPostgresConnector({ ...parts, name, settings }),
    createAlone: (parts, name, settings) => createPostgresConnector({ ...parts, name, settings }),
    setUp: (settings) => setUpScript(settings),
    survey: (name, settings, { look }) => surveyPostgres(name, settings, look),
    standing: (name, settings) => standingRoles(name, settings),
    // Nobody ends or proves anything there without its address: such a grant waits.
  },
  redis: {
    terms: (settings) => redisTerms(settings),
    create: (parts, name, settings) => createRedisConnector({ ...parts, name, settings }),
    createAlone: (parts, name, settings) => createRedisConnector({ ...parts, name, settings }),
  },
  webhook: {
    terms: (settings, fetch) => webhookTerms(settings, fetch),
    create: (parts, name, settings) => createWebhookConnector({ ...parts, name, settings }),
    createAlone: (parts, name, settings) => createWebhookConnector({ ...parts, name, settings }),
  },
  github: {
    terms: (settings, _fetch, _now, openLending) => githubTerms(settings, openLending),
    create: (parts, name, settings) => createGitHubConnector({ ...parts, name, settings }),
    survey: (name, settings, how) => surveyGitHub(name, settings, how),
  },
} satisfies { [Type in Settings['type']]: Kind<ConnectorParts, Extract<Settings, { type: Type }>> }
