import { readRedisAddress } from '../core/targets/redis-address.ts'

/** What is wrong with the addresses of a connector's nodes, by the key that has it; `written`: the same as they stand in the file. */
export function redisFlaws(urls: readonly string[], written: unknown): [key: string, message: string][] {
  return urls.flatMap((url, index): [string, string][] => {
    const read = readRedisAddress(url)
    const key = `urls[${index}]`
    if (typeof read === 'string') return [[key, read]]
    const text: unknown = Array.isArray(written) ? written[index] : undefined
    const isReference = typeof text === 'string' && /^\$\{[^${}]*\}$|:\$\{[^${}]*\}@/.test(text)
    if (read.password === undefined || isReference) return []
    return [[key, `holds a password that is written out. Put it into a variable, and write \${NAME} here.`]]
  })
}
