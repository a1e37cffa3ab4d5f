import { armor, Decrypter } from 'age-encryption'
import sodium from 'libsodium-wrappers'
import { DaypassError, isDaypassError } from '../core/error.ts'
import { howToOpen } from '../core/ssh/public-key.ts'
import { recipientsOf, type SealedPayload } from '../core/unsigned-payload.ts'
import type { VerifyDelivery } from '../ports/opener.ts'
import { signatureFlaw, signedBytes } from './delivery-signature.ts'
import { type Candidate, createKeyRing } from './key-ring.ts'
import { longestPayload, payloadOf } from './payload-shape.ts'
import { tagOfFingerprint } from './ssh-agreement.ts'
import type { SshPrivateKey } from './ssh-private-key.ts'
import { parseStrictJson } from './strict-json.ts'

/** Base64 of the longest payload with room for header, authentication tags and line ends. */
const longestArmor = 98_304

function malformed(what: string, cause?: unknown): DaypassError {
  const message = `This is not a sealed credential that can be read: ${what}. Copy the whole block from the comment again.`
  return new DaypassError('SEALED_MALFORMED', message, { cause })
}

function notAuthentic(what: string, cause?: unknown): DaypassError {
  const message = `This credential must not be used: ${what}. Tell the owners of the access repository.`
  return new DaypassError('SEALED_NOT_AUTHENTIC', message, { cause })
}

/**
 * Opens an armored age file with private keys that are unlocked already. `verify` checks the detached JWS over the RFC 8785
 * JSON of everything but the signature. Throws SEALED_NOT_FOR_YOU, SEALED_MALFORMED, SEALED_NOT_AUTHENTIC.
 */
export function unseal(
  armored: string,
  identities: readonly SshPrivateKey[],
  verify: VerifyDelivery,
): Promise<SealedPayload> {
  const candidates = identities.map((key) => ({ identity: key, unlock: () => Promise.resolve(key) }))
  return unsealWith(armored, candidates, verify)
}

/** As `unseal`, with keys that are unlocked only when they are needed; what their `unlock` throws is passed on. */
export async function unsealWith(
  armored: string,
  candidates: readonly Candidate[],
  verify: VerifyDelivery,
): Promise<SealedPayload> {
  await sodium.ready
  const { text, openedBy, tags } = await decrypt(armored, candidates)
  const payload = readPayload(text)
  const { signature, ...signed } = payload
  const flaw = signatureFlaw(signature)
  if (flaw !== undefined) throw notAuthentic(`its signature is not one of Daypass, ${flaw}`)
  try {
    await verify(signature, signedBytes(signed))
  } catch (cause) {
    if (isDaypassError(cause)) throw cause
    throw notAuthentic('its signature is not by the issuer that you trust', cause)
  }
  // age does not say who sealed: somebody who was sent a signed payload could seal it again, to another key.
  const named = recipientsOf(payload)
  if (!named.some((one) => one === openedBy))
    throw notAuthentic('it was made for another key than the one that opened it')
  if (named.map(tagOfFingerprint).sort().join() !== [...tags].sort().join())
    throw notAuthentic('others can open it than the keys it was made for')
  return payload
}

async function decrypt(
  armored: string,
  candidates: readonly Candidate[],
): Promise<{ text: Uint8Array; openedBy: string | undefined; tags: readonly string[] }> {
  if (armored.length > longestArmor) throw malformed('it is too long')
  const ring = createKeyRing(candidates)
  const decrypter = new Decrypter()
  decrypter.addIdentity(ring)
  try {
    const text = await decrypter.decrypt(armor.decode(armored))
    if (text.length > longestPayload) throw malformed('its content is too long')
    return { text, openedBy: ring.openedBy, tags: ring.tags }
  } catch (cause) {
    if (isDaypassError(cause)) throw cause
    if (!ring.asked || ring.openedBy !== undefined) throw malformed('it is damaged', cause)
    const message = `None of your private keys opens this credential: name the file of one whose fingerprint the comment shows with -i. ${howToOpen}`
    throw new DaypassError('SEALED_NOT_FOR_YOU', message, { cause })
  }
}

function readPayload(text: Uint8Array): SealedPayload {
  let value: unknown
  try {
    value = parseStrictJson(text)
  } catch {
    // No cause: the parser's message quotes what it read, and that may be the credential.
    throw malformed('its content is not JSON')
  }
  const payload = payloadOf(value)
  if (typeof payload === 'string') throw malformed(`its content breaks the schema at ${payload}`)
  return payload
}
