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
  for (const place of valid) write(bytes, place, 'valid')
  return bytes
}

/** What the list says about a place. Throws RangeError for a place outside the list: that is neither valid nor invalid. */
export function statusAt(bytes: Uint8Array, place: number): PlaceStatus {
  return ((byteOf(bytes, place) >> (place & 7)) & 1) === 0 ? 'valid' : 'invalid'
}

/** A copy of the list in which one place reads differently. Throws RangeError for a place outside the list. */
export function withStatus(bytes: Uint8Array, place: number, status: PlaceStatus): Uint8Array {
  const copy = bytes.slice()
  write(copy, place, status)
  return copy
}

function write(bytes: Uint8Array, place: number, status: PlaceStatus): void {
  const byte = byteOf(bytes, place)
  const bit = 1 << (place & 7)
  bytes[Math.floor(place / 8)] = status === 'valid' ? byte & ~bit : byte | bit
}

function byteOf(bytes: Uint8Array, place: number): number {
  const byte = Number.isSafeInteger(place) && place >= 0 ? bytes[Math.floor(place / 8)] : undefined
  if (byte === undefined) throw new RangeError(`place ${place} is outside the list`)
  return byte
}
