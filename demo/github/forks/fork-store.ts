import { asObject, type JsonObject } from '../json.ts'
import type { Account } from '../people/directory.ts'
import type { Repository } from '../repositories/repository.ts'

/** A person's copy of a repository. Its objects lie with those of the repository, as on GitHub; its branches are its own. */
export type Fork = {
  id: number
  owner: Account
  name: string
  fullName: string
  base: Repository
  /** Where each branch points. */
  branches: Map<string, string>
  profile: JsonObject
}

/** All forks; `emulate` would copy the objects. */
export class Forks {
  #forks: Fork[] = []
  #nextId = 880_000_001

  add(owner: Account, base: Repository, branches: Map<string, string>): Fork {
    const fullName = `${owner.login}/${base.name}`
    const [id, node] = [this.#nextId, Buffer.from(`0:Repository${this.#nextId}`).toString('base64').replace(/=+$/, '')]
    this.#nextId += 1
    // Every address in it has the name.
    const copied = JSON.stringify(base.profile).replaceAll(base.fullName, fullName)
    const profile = { ...asObject(JSON.parse(copied)), id, node_id: node, owner: owner.profile, fork: true }
    const fork = { id, owner, name: base.name, fullName, base, branches, profile }
    this.#forks.push(fork)
    return fork
  }

  /** By the owner and the name, in any case. */
  at(fullName: string): Fork | undefined {
    return this.#forks.find((fork) => fork.fullName.toLowerCase() === fullName.toLowerCase())
  }

  /** Somebody's fork of a repository. */
  of(owner: string, base: Repository): Fork | undefined {
    return this.#forks.find((fork) => fork.base === base && fork.owner.login.toLowerCase() === owner.toLowerCase())
  }

  has(fork: Fork): boolean {
    return this.#forks.includes(fork)
  }

  remove(fork: Fork): void {
    this.#forks = this.#forks.filter((one) => one !== fork)
  }
}
