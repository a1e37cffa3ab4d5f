import { DaypassError } from '../../core/error.ts'
import { type Deposit, isSamePlace, placeWords, type SecretPlace } from '../../core/lending/secret-place.ts'
import { secretForeign, secretTaken } from '../../core/lending/secret-taken.ts'
import type { Sealable } from '../../core/unsigned-payload.ts'
import { asked } from './asking-github.ts'
import type { DepositPorts } from './deposit-ports.ts'

/** Throws CONNECTOR_FAILED where the deployment file names another secret than the one that people have seen. */
export function checkApproved(approved: Deposit | undefined, place: SecretPlace | undefined): void {
  if (isSamePlace(approved, place)) return
  const seen = approved ? placeWords(approved, approved.name) : 'the SSH keys of the requester'
  const message = `By the deployment file the credential goes elsewhere now than it was decided: that was ${seen}. Its operator puts \`deliver_to\` back, or the requester takes this back and asks anew.`
  throw new DaypassError('CONNECTOR_FAILED', message)
}

/** Before anything is decided on: whether the secret is free. `grant`: whose it may be already. Throws SECRET_TAKEN. */
export async function mayTake({ deposits }: DepositPorts, place: SecretPlace, grant?: string): Promise<void> {
  const holder = await deposits.holderOf(place)
  if (holder && holder.grant !== grant) throw secretTaken(place, holder)
}

/** Before the lease begins: takes the secret, and sees that nobody else's is there. Throws SECRET_TAKEN, SECRET_FOREIGN, CONNECTOR_*, GRANT_ENDED. */
export async function takeSecret(ports: DepositPorts, grant: string, place: Deposit): Promise<void> {
  const taken = await ports.deposits.take(grant, place, ports.now())
  // What is there after an intent of ours is ours.
  if (taken.intended !== null) return
  const found = await asked(() => ports.secretsOf(place.github).find(place))
  if (found === 'absent') return
  if (found !== 'gone') throw secretForeign(place, place.name)
  throw new DaypassError(
    'CONNECTOR_FAILED',
    `There is no environment for ${placeWords(place, place.name)}. Its owners make it.`,
  )
}

/**
 * Puts the credential there: intent, effect, evidence. Again: written over. Whoever ends the grant meanwhile finds the intent, and what comes
 * after that is cleared again. Throws CONNECTOR_*, GRANT_ENDED.
 */
export async function putSecret(ports: DepositPorts, payload: Sealable, place: Deposit): Promise<void> {
  const { deposits, sealer, grants, now } = ports
  const { grant } = payload
  const secrets = ports.secretsOf(place.github)
  const key = await asked(() => secrets.keyOf(place))
  const sealed = await sealer.sealForSecret(payload, key.key)
  await deposits.intend(grant, now())
  const at = await asked(() => secrets.put(place, key, sealed))
  await deposits.put(grant, now(), at?.toISOString() ?? null)
  if ((await grants.find(grant))?.ended === null) return
  throw new DaypassError('GRANT_ENDED', `grant ${grant} was ended while its secret was put: it is cleared, too`)
}
