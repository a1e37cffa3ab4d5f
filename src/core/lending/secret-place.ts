import type { RequestRecord } from '../record.ts'

/** A secret of GitHub Actions: of a repository, or of one of its environments. Ids stay where names change hands. */
export type SecretPlace = {
  /** The connector whose App writes there. */
  readonly github: string
  readonly repository: number
  readonly environment?: string | undefined
  readonly secret: string
}

/** Where a request's credential goes, and what became of it there. */
export type Deposit = NonNullable<RequestRecord['deposit']>

/** The same text for the same secret, whoever writes there: GitHub tells neither environments nor secrets apart by capitals. */
export function placeKey({ repository, environment, secret }: SecretPlace): string {
  const where = environment === undefined ? 'repository' : `environment:${environment.toLowerCase()}`
  return `${repository}/${where}/${secret.toUpperCase()}`
}

export function isSamePlace(one: SecretPlace | undefined, other: SecretPlace | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return one.github === other.github && placeKey(one) === placeKey(other)
}

/** For errors and logs, as in `the secret DB_URL of acme/orders, environment production`. `name`: of the repository. */
export function placeWords({ repository, environment, secret }: SecretPlace, name?: string): string {
  const within = environment === undefined ? '' : `, environment ${environment}`
  return `the secret ${secret} of ${name ?? `repository ${repository}`}${within}`
}
