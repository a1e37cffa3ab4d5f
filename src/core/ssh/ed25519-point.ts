import { modularPower } from './modular-power.ts'
import { bigEndian } from './wire.ts'

/** The field and the curve constant of edwards25519 (RFC 8032, section 5.1). */
const p = 2n ** 255n - 19n
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n

/**
 * Why these bytes cannot stand for anybody's ed25519 public key, or undefined when they can. A point of low order would
 * make the key agreement predictable for everyone; a second spelling of a point would give one key two fingerprints.
 */
export function ed25519Flaw(point: Uint8Array): string | undefined {
  if (point.length !== 32) return 'its ed25519 point is not 32 bytes long'
  const y = bigEndian(Buffer.from(point).reverse()) & (2n ** 255n - 1n)
  if (y >= p) return 'its ed25519 point is not in canonical form'
  const y2 = (y * y) % p
  // Order 1, 2 and 4 have y = 1, -1, 0. Order 8 doubles to y = 0, which is x² = -y² on the curve: dy⁴ + 2y² - 1 = 0.
  const lowOrder = y === 0n || y2 === 1n || (d * y2 * y2 + 2n * y2 - 1n) % p === 0n
  if (lowOrder) return 'its ed25519 point is of low order: anybody could open what is sealed to it'
  // x² = (y² - 1) / (dy² + 1) must be a square; multiplying by (dy² + 1)² does not change whether it is (Euler).
  const square = modularPower((y2 + p - 1n) * (d * y2 + 1n), (p - 1n) / 2n, p)
  return square === 1n ? undefined : 'its ed25519 point is not on the curve'
}
