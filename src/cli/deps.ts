import type { Survey } from '../core/catalog/offered.ts'
import type { Judgement } from '../core/lint/judgement.ts'
import type { StandingFound } from '../core/standing/standing-rights.ts'
import type { VerifySignature } from '../core/trail/check-entry.ts'
import type { ReadYaml } from '../ports/access-repository.ts'
import type { AuditRecords } from '../ports/audit-records.ts'
import type { CatalogText } from '../ports/catalog-text.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'
import type { OpaSupply } from '../ports/opa.ts'
import type { Opener } from '../ports/opener.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'
import type { PolicyReplay } from '../ports/policy-replay.ts'
import type { Releasing } from '../ports/releasing.ts'
import type { Whose } from '../ports/traces.ts'
import type { ContactInspection, DoctorInspection } from './doctor/inspection.ts'
import type { CheckResult, DoctorCheck } from './doctor/report.ts'
import type { UserGitHub } from './github/reader.ts'
import type { SetupGitHub } from './github/setup-github.ts'
import type { StandingGitHub } from './github/standing-github.ts'
import type { AppFile } from './setup/app-file.ts'
import type { JwkSet } from './trust/issuer.ts'

export type Output = { write(text: string): unknown }

/** A program that was started with our own standard input and output. */
export type Running = {
  /** Its exit code; 128 and the signal's number when a signal ended it. Throws USAGE when there is no such program. */
  ended: Promise<number>
  signal(name: NodeJS.Signals): void
}

/** The computer on which the command line runs. `machine.ts` has the real one. */
export type Machine = {
  home: string
  /** Directory for short-lived files. */
  temporary: string
  stdout: Output
  stderr: Output
  /** Asks at the terminal without showing what is typed. Undefined: there is no terminal. */
  askHidden: ((question: string) => Promise<string>) | undefined
  /** Asks at the terminal. Undefined: there is no terminal. */
  ask: ((question: string) => Promise<string>) | undefined
  /** One line of standard input, whether it is a terminal or not; undefined: it ended, or nobody waits for it any more. */
  line(until: AbortSignal): Promise<string | undefined>
  /** Shows an address in the person's browser; false: there is none that could be started here. */
  browse(address: string, env: CliDeps['env']): Promise<boolean>
  /** Standard output of a program that ended with code 0; undefined: it is not there or it failed. */
  capture(program: string, args: readonly string[]): Promise<string | undefined>
  start(program: string, args: readonly string[], env: Record<string, string | undefined>): Running
  /** Calls `hear` for each signal that asks this process to end. Returns how to stop listening. */
  onSignal(hear: (name: NodeJS.Signals) => void): () => void
  /** Runs `act` once, later. Returns how to call it off. */
  after(milliseconds: number, act: () => void): () => void
}

/** What operators ask of one connector. */
export type ConnectorDesk = {
  /** What is run at the target of a connector of this kind, so that it has what the connector needs. Throws USAGE. */
  setUp(type: string, name: string | undefined): string
  /** What a connector of this kind could offer in a catalog, by its roles; `look`: its target is asked what they mean there. Throws USAGE. */
  survey(type: string, name: string | undefined, look: boolean): Promise<{ survey: Survey; connector: string }>
  /** Who can write or administer at its target for good. Throws USAGE for a kind that cannot be asked. */
  standing(name: string): Promise<StandingFound>
  /** How it is: its target is asked, and where it can be, a lease that is nobody's is begun and ended there. Throws USAGE. */
  look(name: string): Promise<readonly CheckResult[]>
}

/** `close` when no more is asked. */
export type OpenLockdowns = Lockdowns & { close(): Promise<void> }

/** `close` when no more is asked. */
export type OpenReleasing = Releasing & { close(): Promise<void> }

/** `close` when no more is asked. */
export type OpenWhose = Whose & { close(): Promise<void> }

/** Everything that commands need of the outside; src/main.ts puts it together. */
export type CliDeps = {
  env: Readonly<Record<string, string | undefined>>
  version: string
  /** Directory of this package, where `policies/` lies. */
  packageRoot: string
  /** What `opa --capabilities` is given: the built-ins that a policy may call, as JSON text. */
  capabilities(): Promise<string>
  now: () => Date
  machine: Machine
  fetch: typeof fetch
  /** Runs the server until it is stopped. */
  serve(): Promise<void>
  /** What `daypass doctor` looks at, in this order; `rehearse`: also does what every approval does, once. */
  doctorChecks(options: { rehearse: boolean }): Promise<readonly DoctorCheck[]> | readonly DoctorCheck[]
  /** What the doctor asks, of a server with this environment and no other. */
  looksIn(environment: Readonly<Record<string, string>>): Promise<DoctorInspection>
  /** What app.yml of this package says. */
  appFile(): Promise<AppFile>
  /** Asked of the deployment file alone. Throws CONFIG_*, YAML_INVALID. */
  connectorDesk(): Promise<ConnectorDesk>
  /** Sends a trial to a place for notices. Throws CONFIG_*, USAGE, NOTICE_UNDELIVERED. */
  tryPlace(name: string): Promise<string>
  /** What `daypass doctor --first-contact` asks. Throws CONFIG_*. */
  firstContact(): Promise<ContactInspection>
  /** A fresh JWK set with a private signing key for each purpose. */
  generateKeys(): Promise<{ keys: readonly object[] }>
  /**
   * Judges the access repository that is checked out in a folder, as it would be in force. `deep`: also looks for rules that change
   * nothing; `lent`: teams, as @organisation/team, that must have no say. Throws OPA_*, POLICY_TIMEOUT, CONFIG_UNREADABLE, USAGE.
   */
  checkPolicy(folder: string, how: { deep: boolean; lent?: readonly string[] }): Promise<Judgement>
  /** How its policy is written, and what its tests say. Throws the same. */
  testPolicy(folder: string): Promise<Judgement>
  /** Asks recorded decisions again, with the opa of this machine. Throws OPA_*. */
  openReplay(): Promise<PolicyReplay>
  /** The files of a policy below a folder. Throws POLICY_MISSING, POLICY_FORBIDDEN. */
  readPolicies(folder: string): Promise<PolicyFiles>
  /** The opa of this machine, with DAYPASS_OPA. */
  opa(): Promise<OpaSupply>
  opener: Opener
  /** Checks a detached JWS of a delivery with these public keys alone. Throws SEALED_NOT_AUTHENTIC. */
  verifyDelivery(keys: JwkSet, signature: string, bytes: Uint8Array): Promise<void>
  /** How to check trail signatures with these public keys alone. */
  trailVerifier(keys: readonly object[]): VerifySignature
  /** Opens the store that a server with this environment would use. Throws CONFIG_*, SIGNING_KEY_*, STORE_*. */
  openRecords(): Promise<AuditRecords>
  /** The lockdowns of the server that runs here, or of the store that one would use. Throws CONFIG_*, SIGNING_KEY_*, STORE_*. */
  openLockdowns(): Promise<OpenLockdowns>
  /** What is in force and what is held, of the same. Throws the same. */
  openReleasing(): Promise<OpenReleasing>
  /** Whose access left something somewhere, of the same. Throws the same. */
  openWhose(): Promise<OpenWhose>
  /** `apiUrl` without a slash at the end. */
  github(token: string, apiUrl: string): UserGitHub
  /** The same, for whoever sets a Daypass up. */
  setupGitHub(token: string, apiUrl: string): SetupGitHub
  /** The same, for whoever looks who has rights there for good. */
  standingGitHub(token: string, apiUrl: string): StandingGitHub
  readYaml: ReadYaml
  catalogText(): Promise<CatalogText>
}
