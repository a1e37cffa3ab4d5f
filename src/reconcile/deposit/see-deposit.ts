import type { Deposit } from '../../core/lending/secret-place.ts'
import { isDeposited } from '../../core/lifecycle/decide-deposit.ts'
import type { SeenDeposit } from '../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../core/record.ts'
import type { Connector } from '../../ports/connector.ts'
import { asked } from './asking-github.ts'
import type { DepositPorts } from './deposit-ports.ts'

/** Where the credential of this connector goes, with the name that people know: who approves reads it. Throws CONNECTOR_*. */
export async function depositOf(
  { secretsOf }: Pick<DepositPorts, 'secretsOf'>,
  { depositsTo: place }: Pick<Connector, 'depositsTo'>,
): Promise<Deposit | undefined> {
  if (!place) return undefined
  const { github, repository, environment, secret } = place
  const name = await asked(() => secretsOf(github).nameOf(repository))
  return { github, repository, ...(environment === undefined ? {} : { environment }), secret, name }
}

/** What the store says of a secret that is to be cleared. Undefined: there is none. Asks no GitHub. */
export async function seeDeposit(
  { deposits }: Pick<DepositPorts, 'deposits'>,
  record: RequestRecord,
): Promise<SeenDeposit | undefined> {
  if (!isDeposited(record)) return undefined
  const found = record.grant && (await deposits.find(record.grant.id))
  if (!found) return 'none'
  return { ...(found.why === null ? {} : { why: found.why }), ...(found.over ? { over: found.over } : {}) }
}
