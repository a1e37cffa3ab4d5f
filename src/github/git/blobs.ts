import { createHash } from 'node:crypto'
import { DaypassError } from '../../core/error.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'

const mostBytes = 32 * 1024 * 1024
const atOnce = 6

/** Contents of files by their git hash. What a hash names never changes, so it is read once and kept, the least used forgotten first. */
export class Blobs {
  readonly #repositories: Repositories
  readonly #kept = new Map<string, Buffer>()
  #bytes = 0

  constructor(repositories: Repositories) {
    this.#repositories = repositories
  }

  /** The contents in the order of the hashes. Throws REPOSITORY_UNREADABLE when one does not fit its hash, GITHUB_*. */
  async read(repository: number, hashes: readonly string[]): Promise<Buffer[]> {
    const found: Buffer[] = []
    let next = 0
    const worker = async () => {
      for (let i = next++; i < hashes.length; i = next++) found[i] = await this.#one(repository, hashes[i] ?? '')
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, hashes.length) }, worker))
    return found
  }

  async #one(repository: number, sha: string): Promise<Buffer> {
    // By repository too: what one tenant may read says nothing about another.
    const key = `${repository}/${sha}`
    const kept = this.#kept.get(key)
    if (kept) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    const { data } = await this.#repositories.call(repository, 'blob', { file_sha: sha })
    const blob = new ResponseFields(data, 'the file')
    const content =
      blob.text('encoding') === 'base64'
        ? Buffer.from(blob.text('content'), 'base64')
        : Buffer.from(blob.text('content'))
    if (gitHash(content, sha.length === 64 ? 'sha256' : 'sha1') !== sha) {
      throw new DaypassError(
        'REPOSITORY_UNREADABLE',
        "GitHub's answer holds other contents than the tree names. It is read again later.",
      )
    }
    this.#keep(key, content)
    return content
  }

  #keep(key: string, content: Buffer): void {
    this.#kept.set(key, content)
    this.#bytes += content.length
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= mostBytes) return
      this.#kept.delete(oldest)
      this.#bytes -= length
    }
  }
}

/** How git names a blob. */
export function gitHash(content: Buffer, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex')
}
