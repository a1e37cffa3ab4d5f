import { DaypassError } from '../../core/error.ts'
import { readJobCredential } from '../../core/lending/job-credential.ts'
import type { RenewalCredential } from '../../generated/sealed-payload.ts'
import type { CliDeps } from '../deps.ts'
import type { GrantInHand } from './grant-in-hand.ts'

/** Where a job of GitHub Actions puts the secret that its credential lies in. */
export const jobVariable = 'DAYPASS_CREDENTIAL'

/**
 * The grant of a credential that lies in the environment, as in a job: whoever set the variable is trusted with it, and it is sent to nobody but
 * the issuer that it names. Undefined: there is no such variable. Throws NOTHING_TO_OPEN, CREDENTIAL_INVALID.
 */
export function jobGrant({
  env,
}: Pick<CliDeps, 'env'>): { grant: GrantInHand; credential: RenewalCredential } | undefined {
  const text = env[jobVariable]
  if (text === undefined) return undefined
  if (text.trim() === '') {
    const message =
      'It is empty: there is no secret of that name, or it was removed because the access has ended. Ask for access again.'
    throw new DaypassError('NOTHING_TO_OPEN', message, { where: jobVariable })
  }
  const found = readJobCredential(text)
  if (!found) {
    const message =
      'It holds no credential for tokens. Pass the secret on as it is; an address of a database is used without Daypass, as in `psql "$DATABASE_URL"`.'
    throw new DaypassError('CREDENTIAL_INVALID', message, { where: jobVariable })
  }
  const { issuer, request, resource, ends, token_endpoint, refresh_token } = found
  return {
    grant: { issuer, payload: { request, resource, ends } },
    credential: { type: 'refresh_token', token_endpoint, refresh_token },
  }
}
