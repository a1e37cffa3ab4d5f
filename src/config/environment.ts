import { isIP } from 'node:net'
import { readAddress } from '../core/address.ts'
import { ProblemsError } from '../core/error.ts'
import { Secret } from '../core/secret.ts'
import { type MetricsListener, readMetricsListener } from './metrics-listener.ts'
import { readPrivateKey } from './private-key.ts'
import type { Environment, ReadFile } from './secret-source.ts'
import { unquoted, withoutQuotes } from './unwrapped.ts'
import { type Parsed, Variables } from './variables.ts'
import { readWebhookSecrets } from './webhook-secrets.ts'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** What a server needs to know, read once at its start. Addresses have no slash at the end. */
export type Config = {
  appId: number
  /** PEM, with a final newline. */
  privateKey: Secret
  /** At least one; a delivery signed with any of them is accepted. */
  webhookSecrets: readonly Secret[]
  githubApiUrl: string
  /** Also the issuer of every token. */
  publicUrl: string
  host: string
  /** 0: any free port. */
  port: number
  adminPort: number
  /** Undefined: metrics are served by the admin server alone. */
  metrics: MetricsListener | undefined
  /** Undefined: the embedded database in `dataDirectory`. */
  databaseUrl: Secret | undefined
  dataDirectory: string
  /** Path of the deployment file. */
  deploymentFile: string
  /** Path of an opa binary of one's own. */
  opa: string | undefined
  logLevel: LogLevel
  /** Whether GitHub brings deliveries, or Daypass fetches them, since nobody can reach it. */
  deliveries: 'push' | 'pull'
  /** How comments name the command line: one line that cannot become anything but text in Markdown. */
  cli: string
  /** A JWK set as JSON text; undefined: keys lie in `dataDirectory`. */
  signingKeys: Secret | undefined
}

const text = (value: string): Parsed<string> => ({ value })

function readAppId(value: string): Parsed<number> {
  if (/^[1-9]\d{0,14}$/.test(value)) return { value: Number(value) }
  return { refused: 'is not a number above zero. It is the "App ID" in the settings of the GitHub App' }
}

function readPort(value: string): Parsed<number> {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return { value: Number(value) }
  return { refused: 'is not a port. Give a whole number from 0 (any free port) to 65535' }
}

function readUrl(value: string): Parsed<string> {
  const read = readAddress(value)
  return 'refused' in read ? read : { value: read.address }
}

/** On github.com and its kin the API has a host of its own; who gives the web site gets pages for answers. */
function readApiUrl(value: string): Parsed<string> {
  const read = readUrl(value)
  if ('refused' in read) return read
  const { hostname } = new URL(read.value)
  const instead = /^(?:www\.)?github\.com$/.test(hostname)
    ? 'https://api.github.com, or remove the variable'
    : /^(?!api\.)[a-z0-9-]+\.ghe\.com$/.test(hostname)
      ? `https://api.${hostname}`
      : undefined
  return instead === undefined ? read : { refused: `is the web site of GitHub, not its API. Give ${instead}` }
}

/** An address with a port would be looked up as a name: the port has a variable of its own. */
function readHost(value: string): Parsed<string> {
  if (/^[A-Za-z0-9._-]{1,253}$/.test(value) || isIP(value) === 6) return { value }
  return { refused: 'is not a host name or IP address. Give the address to listen on, such as 127.0.0.1 or 0.0.0.0' }
}

function readDatabaseUrl(given: string): Parsed<Secret> {
  const value = unquoted(given)
  if (/^postgres(?:ql)?:\/\/.+$/.test(value) && URL.canParse(value)) return { value: new Secret(value) }
  return { refused: 'is not the address of a PostgreSQL database. Write it as postgres://user:password@host:5432/name' }
}

function readLogLevel(value: string): Parsed<LogLevel> {
  const level = logLevels.find((known) => known === value)
  return level ? { value: level } : { refused: `is not a log level. Use one of ${logLevels.join(', ')}` }
}

function readDeliveries(value: string): Parsed<Config['deliveries']> {
  if (value === 'push' || value === 'pull') return { value }
  return {
    refused: 'is neither push (GitHub delivers to PUBLIC_URL) nor pull (Daypass fetches what GitHub would deliver)',
  }
}

/** A list of what is allowed, not of what breaks out: no backtick, no line break, no markup, nothing that a reader cannot see. */
function readCli(value: string): Parsed<string> {
  if (/^[\w @%+=:,./~\\'"-]{1,200}$/.test(value)) return { value }
  return {
    refused: `cannot stand in a comment as a command. Write one line of letters, digits, spaces and @%+=:,./~\\'"-_, such as daypass`,
  }
}

/** Only the outline is checked here; what the keys are worth is for those who sign with them to say. */
function readSigningKeys(given: string): Parsed<Secret> {
  const value = unquotedJson(given)
  const refused = 'is not a JWK set with private keys: {"keys":[{"kty":"EC","d":…}, …]}. See docs/operating.md'
  try {
    const set = JSON.parse(value) as { keys?: unknown } | null
    if (!Array.isArray(set?.keys) || set.keys.length === 0) return { refused }
    const complete = set.keys.every((key: unknown) => typeof key === 'object' && key !== null && 'd' in key)
    return complete ? { value: new Secret(value) } : { refused }
  } catch {
    return { refused }
  }
}

/** JSON without quotes around the whole; in such quotes its own may be escaped. */
function unquotedJson(given: string): string {
  const bare = withoutQuotes(given)
  return bare.startsWith('{\\"') ? bare.replace(/\\(["\\])/g, '$1') : bare
}

/**
 * The settings of the server from its environment. Nothing that is secret has a default.
 * Throws a ProblemsError CONFIG_INVALID that lists everything that is wrong, each with its variable; no value is repeated.
 */
export function readEnvironment(env: Environment, readFile: ReadFile): Config {
  const v = new Variables(env, readFile)
  const signingKeys = v.optionalSecret('DAYPASS_SIGNING_KEYS', readSigningKeys)
  const databaseUrl = v.optionalSecret('DATABASE_URL', readDatabaseUrl)
  if (v.isGiven('DATABASE_URL') && !v.isGiven('DAYPASS_SIGNING_KEYS')) {
    v.missing(
      'DAYPASS_SIGNING_KEYS',
      'DATABASE_URL requires it, for all replicas sign with the same keys. Give a JWK set.',
    )
  }
  const config = {
    appId: v.required('APP_ID', 'It is the "App ID" in the settings of the GitHub App.', readAppId),
    privateKey: v.requiredSecret(
      'PRIVATE_KEY',
      'Set PRIVATE_KEY_PATH to the .pem file that GitHub gave you for the app, or PRIVATE_KEY to its text.',
      readPrivateKey,
    ),
    webhookSecrets: v.requiredSecret(
      'WEBHOOK_SECRET',
      'Make one with `openssl rand -hex 32` and set the same in the GitHub App.',
      readWebhookSecrets,
    ),
    githubApiUrl: v.optional('GITHUB_API_URL', 'https://api.github.com', readApiUrl),
    publicUrl: v.required(
      'PUBLIC_URL',
      'It is the address under which people and applications reach this server.',
      readUrl,
    ),
    host: v.optional('HOST', '127.0.0.1', readHost),
    port: v.optional('PORT', 3000, readPort),
    adminPort: v.optional('DAYPASS_ADMIN_PORT', 9090, readPort),
    dataDirectory: v.optional('DAYPASS_DATA_DIR', './data', text),
    deploymentFile: v.optional('DAYPASS_CONFIG', './daypass.config.yml', text),
    logLevel: v.optional('LOG_LEVEL', 'info' as const, readLogLevel),
    deliveries: v.optional('DAYPASS_DELIVERIES', 'push' as const, readDeliveries),
    // A path with blanks in it needs its quotes.
    cli: v.optional('DAYPASS_CLI', 'daypass', readCli, (given) => given),
  }
  const opa = v.optional('DAYPASS_OPA', undefined, text)
  if (config.port !== undefined && config.port !== 0 && config.port === config.adminPort) {
    v.refuse('DAYPASS_ADMIN_PORT', 'is the same port as PORT. Metrics are not public: choose another')
  }
  const metrics = readMetricsListener(v, readPort, config)
  if (!isComplete(config) || v.problems.length > 0) {
    throw new ProblemsError('CONFIG_INVALID', 'Daypass cannot start: its environment is not right.', v.problems)
  }
  return { ...config, databaseUrl, opa, signingKeys, metrics }
}

type Complete<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Every member was read; each that was not has left a problem behind. */
function isComplete<T extends object>(settings: T): settings is T & Complete<T> {
  return Object.values(settings).every((value) => value !== undefined)
}
