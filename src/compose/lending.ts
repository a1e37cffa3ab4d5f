// How connectors get their hands on GitHub: each by an App of its own.
import type { Logger } from 'pino'
import { readPrivateKey } from '../config/private-key.ts'
import { DaypassError } from '../core/error.ts'
import type { Lendable } from '../core/lending/loans.ts'
import type { Deployment } from '../generated/deployment.ts'
import { createActionsSecrets } from '../github/lending/actions-secrets.ts'
import { createLending } from '../github/lending/open-lending.ts'
import type { ActionsSecrets } from '../ports/actions-secrets.ts'
import type { GrantStore } from '../ports/grants.ts'
import type { LendingApp, OpenLending } from '../ports/lending.ts'
import type { Owners } from '../ports/owners.ts'
import type { TeamTree } from '../ports/team-tree.ts'
import { createOwnersWithoutBorrowers } from '../reconcile/owners-without-borrowers.ts'

type Outside = {
  baseUrl: string
  version: string
  fetch: typeof globalThis.fetch
  log: Logger
  now: () => Date
}

/** Throws CONFIG_INVALID for a key that is none; the deployment file was checked for that. */
export function lendingOver({ version, ...outside }: Outside): OpenLending {
  return (app) => createLending(readApp(app), { ...outside, userAgent: `daypass/${version}` })
}

function readApp(app: LendingApp): LendingApp {
  const read = readPrivateKey(app.private_key)
  if ('refused' in read) throw new DaypassError('CONFIG_INVALID', `The key of a lending App ${read.refused}.`)
  return { ...app, private_key: read.value.reveal() }
}

/** The secrets of GitHub Actions, by the App of each connector that names repositories for them, made once. Throws CONNECTOR_GONE. */
export function secretsOver(
  { connectors }: Pick<Deployment, 'connectors'>,
  { version, ...outside }: Outside,
): (github: string) => ActionsSecrets {
  const known = new Map<string, ActionsSecrets>()
  return (github) => {
    const app = Object.hasOwn(connectors, github) ? connectors[github] : undefined
    if (app?.type !== 'github') {
      const message = `The deployment has no connector \`${github}\` of the type \`github\`, whose App writes a secret. Whoever operates Daypass puts it back into the deployment file.`
      throw new DaypassError('CONNECTOR_GONE', message)
    }
    const made =
      known.get(github) ?? createActionsSecrets(readApp(app), { ...outside, userAgent: `daypass/${version}` })
    known.set(github, made)
    return made
  }
}

/** GitHub, where whoever has borrowed their way into a team has no say. */
export function withoutBorrowers<GitHub extends { owners: Owners; teams: TeamTree }>(
  github: GitHub,
  ledger: Pick<GrantStore, 'unsettledOf'>,
): GitHub {
  return { ...github, owners: createOwnersWithoutBorrowers(github.owners, ledger, github.teams) }
}

/** All that any connector of the deployment may lend. */
export function lentBy({ connectors }: Deployment): Lendable[] {
  return Object.values(connectors)
    .flatMap((one) => (one?.type === 'github' ? Object.values(one.roles ?? {}) : []))
    .flatMap((what) => what ?? [])
}
