import { BlockList, isIP } from 'node:net'

/** What `allow_private` may open: this machine, the networks of RFC 1918 and RFC 4193, and those of carriers (RFC 6598). */
const ranges = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '::1/128', 'fc00::/7']

type Range = { network: string; bits: number; family: 'ipv4' | 'ipv6' }

function readRange(text: string): Range | undefined {
  const [network = '', length = ''] = text.split('/')
  const family = isIP(network)
  const bits = Number(length)
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return undefined
  return { network, bits, family: family === 4 ? 'ipv4' : 'ipv6' }
}

/** What is wrong with a range that a connector's target may lie in; undefined: nothing. Beyond these ranges it would open nothing. */
export function privateRangeFlaw(text: string): string | undefined {
  const range = readRange(text)
  if (!range) return 'is no range of addresses. Write one such as 10.2.0.0/16.'
  const lies = ranges.some((one) => {
    const outer = readRange(one)
    if (!outer || outer.family !== range.family || range.bits < outer.bits) return false
    const list = new BlockList()
    list.addSubnet(outer.network, outer.bits, outer.family)
    return list.check(range.network, range.family)
  })
  return lies ? undefined : `opens nothing: it does not lie within ${ranges.join(', ')}, and no other range is private.`
}
