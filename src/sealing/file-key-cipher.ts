import { createCipheriv, createDecipheriv } from 'node:crypto'

/** age wraps the file key with ChaCha20-Poly1305 under a key that is used once, so the nonce is all zero. Node takes whole tags alone. */
const nonce = Buffer.alloc(12)
const tagLength = 16

export const fileKeyLength = 16
export const wrappedLength = fileKeyLength + tagLength

export function wrapFileKey(fileKey: Uint8Array, key: Uint8Array): Uint8Array {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce)
  // age-encryption's base64 takes a plain Uint8Array, not a Buffer.
  return new Uint8Array(Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]))
}

/** The file key, or undefined when `wrapped` was not made under this key. */
export function unwrapFileKey(wrapped: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce)
  decipher.setAuthTag(wrapped.subarray(fileKeyLength))
  const fileKey = decipher.update(wrapped.subarray(0, fileKeyLength))
  try {
    decipher.final()
  } catch {
    return undefined
  }
  return new Uint8Array(fileKey)
}
