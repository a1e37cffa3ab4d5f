/** Bytes of each of the two numbers of an ES256 signature. */
const size = 32
const sequence = 0x30
const integer = 0x02

/** An ES256 signature as OpenSSL takes it (DER), from its 64 bytes as JWS holds it (RFC 7518, section 3.4). */
export function derSignature(raw: Uint8Array): Buffer {
  const der = Buffer.alloc(2 * (size + 3) + 2)
  const end = write(der, write(der, 2, raw, 0), raw, size)
  der[0] = sequence
  der[1] = end - 2
  return der.subarray(0, end)
}

/** The shortest form of the number at `from`, not negative; returns where it ends. */
function write(der: Buffer, at: number, raw: Uint8Array, from: number): number {
  let first = from
  while (first < from + size - 1 && raw[first] === 0) first += 1
  const length = from + size - first
  const sign = (raw[first] ?? 0) > 0x7f ? 1 : 0
  der[at] = integer
  der[at + 1] = length + sign
  der.set(raw.subarray(first, from + size), at + 2 + sign)
  return at + 2 + sign + length
}
