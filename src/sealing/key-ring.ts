import type { Identity, Stanza } from 'age-encryption'
import { DaypassError } from '../core/error.ts'
import { mostRecipients } from '../core/ssh/recipient-keys.ts'
import { fileKeyFrom, isFor } from './age-identity.ts'
import type { SshIdentity, SshPrivateKey } from './ssh-private-key.ts'

/** A key to try: `unlock` is called only when `identity` fits or is unknown, and may return nothing to be passed over. */
export type Candidate = { identity: SshIdentity | undefined; unlock(): Promise<SshPrivateKey | undefined> }

/** An age identity over several keys that remembers which one opened the file, and whose tags it names. */
export type KeyRing = Identity & {
  /** Whether it was asked at all: if not, the file had no readable header. */
  asked: boolean
  openedBy: string | undefined
  /** The tag of each key that the file can be opened with. */
  tags: readonly string[]
}

/** Keys are tried one after the other, so that never two passphrases are asked for at once. */
export function createKeyRing(candidates: readonly Candidate[]): KeyRing {
  const ring: KeyRing = {
    asked: false,
    openedBy: undefined,
    tags: [],
    async unwrapFileKey(stanzas) {
      ring.asked = true
      if (stanzas.length === 0 || stanzas.length > mostRecipients) throw tooMany(stanzas.length)
      ring.tags = stanzas.flatMap(({ args }) => args.slice(1, 2))
      for (const { identity, unlock } of candidates) {
        if (identity !== undefined && !stanzas.some((stanza) => isFor(stanza, identity))) continue
        const key = await unlock()
        if (key === undefined) continue
        const fileKey = firstFileKey(stanzas, key)
        if (fileKey === undefined) continue
        ring.openedBy = key.fingerprint
        return fileKey
      }
      return null
    },
  }
  return ring
}

function firstFileKey(stanzas: readonly Stanza[], key: SshPrivateKey): Uint8Array | undefined {
  for (const stanza of stanzas) {
    const fileKey = fileKeyFrom(stanza, key)
    if (fileKey !== undefined) return fileKey
  }
  return undefined
}

/** A credential is for one person and their keys: more recipients mean that we did not make the file. */
function tooMany(count: number): DaypassError {
  const message = `A sealed credential has 1 to ${mostRecipients} recipients, this text has ${count}.`
  return new DaypassError('SEALED_MALFORMED', message)
}
