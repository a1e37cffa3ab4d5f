/** What a key signs. A key is used for one purpose; what one purpose signed is never accepted for another. */
export const purposes = ['token', 'status', 'trail', 'delivery', 'bundle'] as const
export type Purpose = (typeof purposes)[number]

/** `daypass` names the purpose; absent: the key serves every purpose that no other key names. */
export type PublicKey = {
  kid: string
  kty: string
  alg: string
  use: 'sig'
  daypass?: string
  [member: string]: unknown
}

/** Holds the signing keys; a KMS fits behind it. ES256 (RFC 7518) throughout. */
export interface Signer {
  /** A compact JWS (RFC 7515) over a JSON payload; the header names the key and this `typ`. */
  signJwt(purpose: Purpose, typ: string, claims: Record<string, unknown>): Promise<string>
  /** A detached JWS (RFC 7515, appendix F) over these bytes. */
  signDetached(purpose: Purpose, typ: string, bytes: Uint8Array): Promise<string>
  /** Checks such a signature with the signer's own keys. Throws SEALED_NOT_AUTHENTIC. */
  verifyDetached(purpose: Purpose, typ: string, signature: string, bytes: Uint8Array): Promise<void>
  /** Every public key, as published. */
  publicKeys(): PublicKey[]
}
