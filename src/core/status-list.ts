/**
 * The bytes of a token status list with one bit a place (draft-ietf-oauth-status-list, section 4.1): 0 is VALID, 1 is
 * INVALID, the lowest bit of the first byte is place 0. Compression and signature belong to the shell.
 */
export type PlaceStatus = 'valid' | 'invalid'

/**
 * Every place in `valid` reads valid, all others invalid: a place that was never given out must not look like a live grant.
 * `size` is the number of places, a multiple of 8. Throws RangeError for a place outside the list.
 */
export function encodeStatusList(valid: Iterable<number>, size: number): Uint8Array {
  if (!Number.isSafeInteger(size) || size <= 0 || size % 8 !== 0) throw new RangeError('the size is no multiple of 8')
  const bytes = new Uint8Array(size / 8).fill(0xff)
  for (const index of valid) write(bytes, index, 'valid')
  return bytes
}

/** What the list says about a place. Throws RangeError for a place outside the list: that is neither valid nor invalid. */
export function statusAt(bytes: Uint8Array, index: number): PlaceStatus {
  return ((byteOf(bytes, index) >> (index & 7)) & 1) === 0 ? 'valid' : 'invalid'
}

/** A copy of the list in which one place reads differently. Throws RangeError for a place outside the list. */
export function withStatus(bytes: Uint8Array, index: number, status: PlaceStatus): Uint8Array {
  const copy = bytes.slice()
  write(copy, index, status)
  return copy
}

function write(bytes: Uint8Array, index: number, status: PlaceStatus): void {
  const byte = byteOf(bytes, index)
  const bit = 1 << (index & 7)
  bytes[Math.floor(index / 8)] = status === 'valid' ? byte & ~bit : byte | bit
}

function byteOf(bytes: Uint8Array, index: number): number {
  const byte = Number.isSafeInteger(index) && index >= 0 ? bytes[Math.floor(index / 8)] : undefined
  if (byte === undefined) throw new RangeError(`place ${index} is outside the list`)
  return byte
}
