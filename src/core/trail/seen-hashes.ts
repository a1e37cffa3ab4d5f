import type { TrailPosition } from './entry.ts'

/** The hashes of entries with consecutive numbers, 32 bytes each: a map of texts would take five times as much. */
export type SeenHashes = {
  /** The number after which they begin. */
  readonly first: number
  add(hash: string): void
  /** Undefined: that number was not among them. */
  at(seq: number): string | undefined
}

const size = 32

export function seenHashes(from: TrailPosition): SeenHashes {
  let bytes = Buffer.alloc(size * 64)
  let count = 0
  return {
    first: from.seq,
    add(hash) {
      if ((count + 1) * size > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
      bytes.write(hash, count * size, 'hex')
      count += 1
    },
    at(seq) {
      if (seq === from.seq) return from.hash
      const position = seq - from.seq - 1
      return position < 0 || position >= count
        ? undefined
        : bytes.toString('hex', position * size, (position + 1) * size)
    },
  }
}
