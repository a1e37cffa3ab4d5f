import sodium from 'libsodium-wrappers'
import { wholeSeconds } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'

export type KeptSecret = { name: string; value: string; created: string; updated: string }

/** The secrets of a repository, or of one environment, with the key that they are sealed to: GitHub never shows a value again, jobs get it. */
export type SecretShelf = {
  key: { id: string; publicKey: Uint8Array; privateKey: Uint8Array }
  kept: Map<string, KeptSecret>
}

/** Names are not told apart by capitals, of secrets as little as of environments. */
export class Secrets {
  readonly #shelves = new Map<string, SecretShelf>()
  readonly now: () => Date
  #made = 568_250_167_242_549_743n

  constructor(now: () => Date) {
    this.now = now
  }

  /** Undefined: there is no such environment. Every repository has a shelf of its own. */
  async shelf({ id }: Pick<Repository, 'id'>, environment?: string): Promise<SecretShelf | undefined> {
    return environment === undefined ? this.#make(`${id}`) : this.#shelves.get(`${id} ${environment.toLowerCase()}`)
  }

  async makeEnvironment({ id }: Pick<Repository, 'id'>, environment: string): Promise<void> {
    await this.#make(`${id} ${environment.toLowerCase()}`)
  }

  /** With all its secrets. */
  dropEnvironment({ id }: Pick<Repository, 'id'>, environment: string): void {
    this.#shelves.delete(`${id} ${environment.toLowerCase()}`)
  }

  /** Says whether it was there before. */
  put(shelf: SecretShelf, name: string, value: string, when = this.now()): boolean {
    const at = wholeSeconds(when)
    const before = shelf.kept.get(name.toUpperCase())
    shelf.kept.set(name.toUpperCase(), { name: name.toUpperCase(), value, created: before?.created ?? at, updated: at })
    return before !== undefined
  }

  async #make(place: string): Promise<SecretShelf> {
    await sodium.ready
    const known = this.#shelves.get(place)
    if (known) return known
    const { publicKey, privateKey } = sodium.crypto_box_keypair()
    this.#made += 1n
    const shelf = { key: { id: String(this.#made), publicKey, privateKey }, kept: new Map() }
    this.#shelves.set(place, shelf)
    return shelf
  }
}

/** What a box holds; undefined: this key does not open it. */
export function openBox({ key }: SecretShelf, sealed: string): string | undefined {
  try {
    const box = sodium.from_base64(sealed, sodium.base64_variants.ORIGINAL)
    return sodium.to_string(sodium.crypto_box_seal_open(box, key.publicKey, key.privateKey))
  } catch {
    return undefined
  }
}

export function publicKeyOf({ key }: SecretShelf): string {
  return sodium.to_base64(key.publicKey, sodium.base64_variants.ORIGINAL)
}
