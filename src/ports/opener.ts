import type { SealedPayload } from '../core/unsigned-payload.ts'

/**
 * A private key file as it was read. `file` is named in errors; `passphrase` is asked at most once, and only if needed; `publicLine` lies
 * beside it, and may tell that it need not be asked.
 */
export type KeyFile = { file: string; text: string; publicLine?: string; passphrase?: () => Promise<string> }

/**
 * Resolves when `signature`, a detached JWS, is the issuer's over exactly `bytes`; throws in every other case. Header and
 * `typ` have been checked before it is called.
 */
export type VerifyDelivery = (signature: string, bytes: Uint8Array) => Promise<void>

/**
 * Opens what a Sealer sealed, on the recipient's machine, and returns it only if the issuer signed it for the very key
 * that opened it. Whether the grant still lives is the caller's to judge.
 *
 * Keys are tried in order; those whose public part shows that the text is not for them are not unlocked. Throws
 * SEALED_NOT_FOR_YOU when no key fits, KEY_PASSPHRASE when the fitting key needs another passphrase, SEALED_MALFORMED,
 * SEALED_NOT_AUTHENTIC, or what `verify` throws if that is a DaypassError. With one key file alone, its own fault
 * (KEY_MALFORMED, KEY_UNUSABLE) is what is thrown.
 */
export interface Opener {
  open(armored: string, identities: readonly KeyFile[], verify: VerifyDelivery): Promise<SealedPayload>
}
