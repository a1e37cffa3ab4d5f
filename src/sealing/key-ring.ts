import type { Identity, Stanza } from 'age-encryption'
import { DaypassError } from '../core/error.ts'
import { fileKeyFrom, isFor } from './age-identity.ts'
import type { SshIdentity, SshPrivateKey } from './ssh-private-key.ts'

/** A key to try: `unlock` is called only when `identity` fits or is unknown, and may return nothing to be passed over. */
export type Candidate = { identity: SshIdentity | undefined; unlock(): Promise<SshPrivateKey | undefined> }

/** An age identity over several keys that remembers which one opened the file. */
export type KeyRing = Identity & {
  /** Whether it was asked at all: if not, the file had no readable header. */
  asked: boolean
  openedBy: string | undefined
}

/** Keys are tried one after the other, so that never two passphrases are asked for at once. */
export function createKeyRing(candidates: readonly Candidate[]): KeyRing {
  const ring: KeyRing = {
    asked: false,
    openedBy: undefined,
    async unwrapFileKey(stanzas) {
      ring.asked = true
      const stanza = onlyStanza(stanzas)
      for (const { identity, unlock } of candidates) {
        if (identity !== undefined && !isFor(stanza, identity)) continue
        const key = await unlock()
        const fileKey = key && fileKeyFrom(stanza, key)
        if (key === undefined || fileKey === undefined) continue
        ring.openedBy = key.fingerprint
        return fileKey
      }
      return null
    },
  }
  return ring
}

/** A credential is for one person: a second recipient means that we did not make the file. */
function onlyStanza(stanzas: readonly Stanza[]): Stanza {
  const [stanza] = stanzas
  if (stanza === undefined || stanzas.length !== 1) {
    throw new DaypassError(
      'SEALED_MALFORMED',
      `A sealed credential has one recipient, this text has ${stanzas.length}.`,
    )
  }
  return stanza
}
