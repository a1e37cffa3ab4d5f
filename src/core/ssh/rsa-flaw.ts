import { bigEndian } from './wire.ts'

const smallestBits = 3072
/** OpenSSH's own limit; a longer modulus only costs us time. */
const largestBits = 16_384

const smallPrimes = [
  3n,
  5n,
  7n,
  11n,
  13n,
  17n,
  19n,
  23n,
  29n,
  31n,
  37n,
  41n,
  43n,
  47n,
  53n,
  59n,
  61n,
  67n,
  71n,
  73n,
  79n,
  83n,
  89n,
  97n,
  101n,
  103n,
  107n,
  109n,
  113n,
  127n,
  131n,
  137n,
  139n,
  149n,
  151n,
  157n,
  163n,
  167n,
]

/** Whether `residue` is a power of 65537 modulo a small prime. */
function isPowerOf65537(residue: bigint, prime: bigint): boolean {
  let power = 1n
  do {
    if (power === residue) return true
    power = (power * 65_537n) % prime
  } while (power !== 1n)
  return false
}

/**
 * Why an RSA public key is too weak to be sealed to, or undefined when nothing speaks against it. Numbers are big-endian.
 * Beyond size and exponent it finds moduli with a small factor and those of the ROCA generator (CVE-2017-15361), which
 * are powers of 65537 modulo every small prime; an innocent modulus is so for all of these less than once in 10⁸.
 */
export function rsaFlaw(modulus: Uint8Array, exponent: Uint8Array): string | undefined {
  const n = bigEndian(modulus)
  const e = bigEndian(exponent)
  const bits = n.toString(2).length
  if (bits < smallestBits) return `its RSA modulus has ${bits} bits, and at least ${smallestBits} are needed`
  if (bits > largestBits) return `its RSA modulus has ${bits} bits, and at most ${largestBits} are accepted`
  if (e < 65_537n) return 'its RSA exponent is smaller than 65537'
  if (e % 2n === 0n) return 'its RSA exponent is even'
  // golang.org/x/crypto/ssh, and so the stock age, reads no exponent beyond 24 bits.
  if (e >= 2n ** 24n) return 'its RSA exponent is longer than 24 bits, which the stock age cannot read'
  if (n % 2n === 0n || smallPrimes.some((prime) => n % prime === 0n)) return 'its RSA modulus has a small factor'
  if (smallPrimes.every((prime) => isPowerOf65537(n % prime, prime))) {
    return 'its RSA modulus comes from a generator known to be broken (ROCA, CVE-2017-15361)'
  }
  return undefined
}
