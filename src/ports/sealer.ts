import type { Sealable } from '../core/unsigned-payload.ts'

/**
 * Signs what is about to be sealed, with the key kept for deliveries alone.
 * Returns a detached JWS (RFC 7515, appendix F): ES256, protected header of exactly `alg`, `kid` and
 * `typ: daypass-delivery+jws`, over the bytes as they are given.
 */
export interface DeliverySigner {
  signDetached(bytes: Uint8Array): Promise<string>
}

/**
 * Turns a credential into text that only one person can read and that proves who wrote it.
 *
 * `payload.recipient` must name exactly the fingerprints of `keyLines`, usable OpenSSH public key lines (core/ssh/recipient-keys.ts picks
 * them): any of these keys opens it. Returns an armored age file with a final newline, which the stock `age -d -i <private key>`
 * opens too. Two calls never return the same text. Nothing of the payload is logged, stored or put into an error: the credential
 * comes as a `Secret`, and only here it is revealed.
 *
 * Throws KEY_UNUSABLE for a key that cannot be sealed to, SEALED_MALFORMED when payload or signature break the contract,
 * and whatever the signer throws.
 */
export interface Sealer {
  seal(payload: Sealable, keyLines: readonly string[]): Promise<string>
  /**
   * What a secret of GitHub Actions holds of it (core/lending/job-credential.ts), as base64 of a sealed box to this public key of GitHub's. `payload.recipient`
   * is not looked at. Throws CONNECTOR_FAILED for a key that is none, SEALED_MALFORMED for what does not fit into one text.
   */
  sealForSecret(payload: Sealable, publicKey: string): Promise<string>
}
