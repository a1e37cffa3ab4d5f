/**
 * Whom a connection's address is counted as, so that nobody takes more by having many: an IPv4 address, also one written as IPv6, or the
 * 2^64 addresses beside an IPv6 one, which come together. `''` where there is none.
 */
export function senderOf(address = ''): string {
  const plain = (address.split('%')[0] ?? '').toLowerCase()
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(plain)?.[1]
  if (mapped !== undefined || !plain.includes(':')) return mapped ?? plain
  const [head = '', tail] = plain.split('::')
  const parts = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 8 - parts.length - (tail === '' ? 0 : tail.split(':').length)
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const all = [...parts, ...Array.from({ length: missing }, () => '0'), ...rest]
  return `${all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}
