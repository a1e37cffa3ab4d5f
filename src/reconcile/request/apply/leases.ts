import { DaypassError } from '../../../core/error.ts'
import type { Grant } from '../../../core/record.ts'
import type { RequestKey } from '../../../core/request-key.ts'
import type { Secret } from '../../../core/secret.ts'
import type { Credential } from '../../../core/unsigned-payload.ts'
import type { Connector, Ended, ProbeResult } from '../../../ports/connector.ts'
import type { Ports } from '../ports.ts'

// The ledger around the target: what begins stands in the ledger before it is in the target, and what ends has ended in the ledger first.
// So nobody begins what somebody else ends, and whatever a crash leaves in a target is known.

export type LeasePorts = Pick<Ports, 'grants' | 'connectorFor' | 'connectorOf' | 'now'>

/**
 * Opens the grant, keeps what the connector notes of its target, and begins the lease. Again: the credential before is replaced. Throws
 * GRANT_ENDED, GRANT_CONFLICT, REPOSITORY_NOT_ENROLLED, LOCKDOWN, CONNECTOR_FAILED.
 */
export async function beginLease(
  { grants, now }: Pick<LeasePorts, 'grants' | 'now'>,
  connector: Connector,
  key: RequestKey,
  grant: Grant,
): Promise<Secret<Credential> | undefined> {
  const opened = await grants.open(key, grant)
  // What it noted at first is what was there: by now the target may show what this grant has changed in it.
  const lease = opened.lease ?? (await grants.keepLease(grant.id, await connector.prepare(grant)))
  let credential: Secret<Credential> | undefined
  try {
    credential = await connector.begin(grant, lease)
  } catch (error) {
    // A target that was told of the end already begins nothing; and one whose answer is lost may have begun.
    if ((await grants.find(grant.id))?.ended === null) throw error
  }
  // Whoever ended it meanwhile has looked at the target before this was there.
  if ((await grants.find(grant.id))?.ended === null) return credential
  await connector.end(grant, lease, now())
  throw new DaypassError('GRANT_ENDED', `grant ${grant.id} was ended while it began: its lease is ended, too`)
}

/** Lets a lease that lives end later: first in the ledger, which refuses what has ended. Throws GRANT_ENDED, LOCKDOWN, CONNECTOR_*. */
export async function extendLease(
  { grants, connectorFor }: Pick<LeasePorts, 'grants' | 'connectorFor'>,
  repository: number,
  grant: Grant,
): Promise<void> {
  const connector = connectorFor(repository, grant.connector, grant.connectorType)
  const { ends, digest, policy } = grant
  await grants.extend(grant.id, { ends, digest, policy })
  await connector.extend?.(grant, (await grants.find(grant.id))?.lease ?? null)
}

/**
 * Ends the grant in the ledger, which waits for no target, and then its lease. Throws CONNECTOR_GONE, CONNECTOR_FAILED: the ledger has
 * ended it all the same.
 */
export async function endLease(
  { grants, connectorOf, now }: Pick<LeasePorts, 'grants' | 'connectorOf' | 'now'>,
  key: RequestKey,
  grant: Grant,
): Promise<Ended> {
  // A crash kept it from being begun. It is put down to be ended all the same, so that whoever was about to begin it finds it ended.
  if ((await grants.find(grant.id)) === undefined) await grants.open(key, grant, 'to-end')
  const { lease } = await grants.end(grant.id, now())
  return connectorOf(grant).end(grant, lease, now())
}

/** Tries to show that the lease has ended. Throws CONNECTOR_GONE, CONNECTOR_FAILED. */
export async function probeLease(
  { grants, connectorOf, now }: Pick<LeasePorts, 'grants' | 'connectorOf' | 'now'>,
  grant: Grant,
): Promise<ProbeResult> {
  const connector = connectorOf(grant)
  return connector.probe(grant, (await grants.find(grant.id))?.lease ?? null, now())
}
