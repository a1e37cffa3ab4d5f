import { armor, Encrypter } from 'age-encryption'
import { DaypassError } from '../core/error.ts'
import { secretText } from '../core/lending/job-credential.ts'
import { recipientsOf, type Sealable, type UnsignedPayload } from '../core/unsigned-payload.ts'
import type { DeliverySigner, Sealer } from '../ports/sealer.ts'
import { sshRecipient } from './age-recipient.ts'
import { signatureFlaw, signedBytes } from './delivery-signature.ts'
import { longestPayload, payloadOf } from './payload-shape.ts'
import { sealBox } from './sealed-box.ts'

function malformed(what: string, cause?: unknown): DaypassError {
  const message = `The credential was not sealed: ${what}. This is a fault of Daypass: report it.`
  return new DaypassError('SEALED_MALFORMED', message, { cause })
}

/**
 * Signs a payload and encrypts it to OpenSSH public keys, as an armored age file. Inside is the payload as JSON, indented
 * by two, with `signature` as its last member. Errors as the Sealer port says.
 */
export async function seal(
  { credential, ...open }: Sealable,
  keyLines: readonly string[],
  sign: (bytes: Uint8Array) => Promise<string>,
): Promise<string> {
  // The only place where a credential is looked at, between the connector that makes it and the cipher.
  const payload: UnsignedPayload = { ...open, credential: credential.reveal() }
  const recipients = await Promise.all(keyLines.map(sshRecipient))
  const named = [...recipientsOf(payload)].sort()
  const isNamed =
    recipients.length > 0 &&
    named.join() ===
      recipients
        .map((one) => one.fingerprint)
        .sort()
        .join()
  if (!isNamed) throw malformed('it names other keys than those it is for')
  const signature = await sign(bytesToSign(payload))
  const flaw = signatureFlaw(signature)
  if (flaw !== undefined) throw malformed(`its signature is unfit, ${flaw}`)
  const sealed = payloadOf({ ...payload, signature })
  if (typeof sealed === 'string') throw malformed(`its content breaks the schema at ${sealed}`)
  const text = new TextEncoder().encode(`${JSON.stringify(sealed, null, 2)}\n`)
  if (text.length > longestPayload) throw malformed(`it is longer than ${longestPayload} bytes`)
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return armor.encode(await encrypter.encrypt(text))
}

function bytesToSign(payload: UnsignedPayload): Uint8Array {
  try {
    return signedBytes(payload)
  } catch (cause) {
    throw malformed('it holds text that JSON cannot carry', cause)
  }
}

/** What GitHub takes as a secret, in bytes. */
const longestSecret = 48 * 1024

/** The Sealer of this deployment. `signer` holds the key for deliveries alone. */
export function createSealer(signer: DeliverySigner): Sealer {
  return {
    seal: (payload, keyLines) => seal(payload, keyLines, (bytes) => signer.signDetached(bytes)),
    sealForSecret: async ({ credential, ...open }, publicKey) => {
      const text = secretText(open, credential.reveal())
      if (text === undefined || Buffer.byteLength(text) > longestSecret)
        throw malformed('it does not fit into one secret')
      return sealBox(text, publicKey)
    },
  }
}
