// What a server says of itself in the trail of every repository that it serves.
import type { Signer } from '../ports/signer.ts'
import { kidsByPurpose } from '../signing/kids.ts'
import type { SelfStatement } from '../store/trail/self-statement.ts'
import type { Deployment } from './deployment.ts'

/** Its version, what its deployment file says, and which keys sign. */
export function selfStatementOf(
  { version, configuration }: Deployment & { version: string },
  signer: Signer,
): SelfStatement {
  const started = { version, configuration: configuration.digest }
  return { started, keys: kidsByPurpose(signer.publicKeys()) }
}
