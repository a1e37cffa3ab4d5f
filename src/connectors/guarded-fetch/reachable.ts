import ipaddr from 'ipaddr.js'
import { isLoopback } from '../../core/address.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Private ranges, which lead into somebody's own network: reached where the operator says so, by `allow_private` or by writing the address itself. */
const privateRanges = new Set(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal'])

/**
 * Where clouds tell any process who it is and what its secrets are, though these lie in ranges that may be allowed or are public. What is
 * link-local, as 169.254.169.254 is, needs no place here.
 */
const metadata = ['168.63.129.16/32', '100.100.100.200/32', 'fd00:ec2::/32', 'fd20:ce::/32'].map((range) =>
  ipaddr.parseCIDR(range),
)
const global = ipaddr.parseCIDR('2000::/3')

/** The address that a text is, in its plain form: of an IPv4 address in IPv6 clothes (mapped, NAT64) that itself. Undefined: it is none. */
function readAddress(text: string): Address | undefined {
  const [bare = ''] = text.replace(/^\[|\]$/g, '').split('%')
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return undefined
  const address = ipaddr.process(bare)
  const isNat64 = address.kind() === 'ipv6' && isIn(address, nat64)
  return isNat64 ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address
}

const nat64 = ipaddr.parseCIDR('64:ff9b::/96')

function isIn(address: Address, [network, bits]: [Address, number]): boolean {
  return address.kind() === network.kind() && address.match([network, bits] as never)
}

/** What kind of place an address is: `never` is asked for nobody. */
function placeOf(address: Address): 'public' | 'private' | 'never' {
  if (metadata.some((range) => isIn(address, range))) return 'never'
  const range = address.range()
  if (privateRanges.has(range)) return 'private'
  return range === 'unicast' && (address.kind() === 'ipv4' || isIn(address, global)) ? 'public' : 'never'
}

/** Which addresses a connection may lead to, and why another is refused, in a sentence without its subject. */
export type Reachable = (address: string) => string | undefined

/**
 * Where a connection to this host of a URL may lead. A name: to public addresses, and to private ones of `allowPrivate` (CIDRs). An address,
 * or a name that can only be this machine: there alone, since whoever wrote the URL meant it. To link-local, multicast, reserved
 * addresses and those of clouds' metadata: never.
 */
export function reachableFrom(hostname: string, allowPrivate: readonly string[] = []): Reachable {
  const written = readAddress(hostname)
  const allowed = allowPrivate.map((range) => ipaddr.parseCIDR(range) as [Address, number])
  return (text) => {
    const address = readAddress(text)
    if (!address) return 'is no address'
    const place = placeOf(address)
    if (place === 'never')
      return 'is an address that no target has: link-local, reserved, multicast or of a cloud’s metadata'
    if (written) return `${written}` === `${address}` ? undefined : 'is another address than was asked for'
    if (isLoopback(hostname)) return address.range() === 'loopback' ? undefined : 'is not this machine'
    if (place === 'public' || allowed.some((range) => isIn(address, range))) return undefined
    return 'is a private address, and `allow_private` of the connector does not name it'
  }
}
