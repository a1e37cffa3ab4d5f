import { readdirSync, readFileSync } from 'node:fs'
import { Secret } from '../../../src/core/secret.ts'
import { wireString } from '../../../src/core/ssh/wire.ts'
import { readSshPrivateKey, type SshPrivateKey } from '../../../src/sealing/ssh-private-key.ts'

export const keysFolder = new URL('../../fixtures/keys/', import.meta.url)
export const passphrase = 'correct-horse'

export function fixture(name: string): string {
  return readFileSync(new URL(name, keysFolder), 'utf8')
}

/** The public key line of a fixture, as GitHub lists it: without comment. */
export function publicLine(name: string): string {
  return fixture(`${name}.pub`).split(' ').slice(0, 2).join(' ')
}

export function privateKey(name: string): SshPrivateKey {
  return readSshPrivateKey(fixture(name)).unlock(new Secret(passphrase))
}

/** What `ssh-keygen -lf` printed, by fixture. */
export const fingerprints: ReadonlyMap<string, string> = new Map(
  fixture('fingerprints.txt')
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', , fingerprint = ''] = line.split(' ')
      return [name, fingerprint]
    }),
)

export const fixtureNames = readdirSync(keysFolder)

/** A public key line made of parts in SSH's encoding. */
export function lineOf(type: string, ...parts: (Uint8Array | string)[]): string {
  return `${type} ${Buffer.concat([type, ...parts].map((part) => wireString(part))).toString('base64')}`
}
