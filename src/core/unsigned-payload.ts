import type { Credential, SealedPayload } from '../generated/sealed-payload.ts'
import type { Secret } from './secret.ts'

export type { Credential, SealedPayload }

/** What is signed: the sealed payload without its signature. */
export type UnsignedPayload = Omit<SealedPayload, 'signature'>

/** What is handed over to be sealed: nobody but who seals it looks at the credential. */
export type Sealable = Omit<UnsignedPayload, 'credential'> & { credential: Secret<Credential> }

/** Fingerprints of the SSH keys that a payload says it is sealed to; version 1 names one. */
export function recipientsOf({ recipient }: Pick<SealedPayload, 'recipient'>): readonly string[] {
  return 'keys' in recipient ? recipient.keys : [recipient.key]
}

/** The `typ` of the signature over a sealed payload; no other signature of Daypass carries it. */
export const deliveryType = 'daypass-delivery+jws'
