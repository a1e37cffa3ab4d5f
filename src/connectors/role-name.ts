/** Of every name of ours, and of nothing else. */
export const roleNames = /^jit_[a-z2-7]{26}$/

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * The name of a grant's role: `jit_` and the 128 bits of its id in base32 (RFC 4648, section 6, in small letters, without padding), so that it needs
 * no quoting and whoever has lost everything else finds it again.
 */
export function roleName(grant: string): string {
  const bytes = Buffer.from(grant, 'base64url')
  if (bytes.length !== 16) throw new TypeError('a grant has an id of 128 bits')
  let [name, bits, held] = ['jit_', 0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      name += alphabet[(held >> bits) & 31]
      held &= (1 << bits) - 1
    }
  }
  return name + alphabet[(held << (5 - bits)) & 31]
}
