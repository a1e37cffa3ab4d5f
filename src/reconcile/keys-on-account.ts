import { parseSshPublicKey } from '../core/ssh/public-key.ts'
import { type KeyRule, type KeySet, keySet } from '../core/ssh/recipient-keys.ts'
import type { Directory } from '../ports/directory.ts'
import type { SeenKeys } from '../ports/seen-keys.ts'

export type KeyPorts = { directory: Pick<Directory, 'sshKeys'>; seenKeys: SeenKeys; now(): Date }

/**
 * The usable SSH keys on somebody's account as they are now, each with since when it is known to be there; `rule`: which of them count;
 * `among`: none but these, by fingerprint. Takes note of them all. Throws GITHUB_*, STORE_UNAVAILABLE.
 */
export async function keysOnAccount(
  { directory, seenKeys, ...ports }: KeyPorts,
  repository: number,
  person: { id: number; login: string },
  { rule = {}, among }: { rule?: KeyRule; among?: ReadonlySet<string> | undefined } = {},
): Promise<KeySet> {
  const listed = await directory.sshKeys(repository, person)
  const named = listed.map((one) => {
    const read = parseSshPublicKey(one.key)
    return { ...one, read, fingerprint: read.usable ? read.fingerprint : undefined }
  })
  // Noted after GitHub has answered, so that a key is never taken for older than it is.
  const noted = named.flatMap(({ fingerprint }) => fingerprint ?? [])
  const now = ports.now()
  const since = await seenKeys.noted(person.id, noted, now)
  const asked = named.filter(({ fingerprint }) => !among || (fingerprint !== undefined && among.has(fingerprint)))
  const keys = asked.map(({ fingerprint, ...one }) => {
    const seenSince = fingerprint === undefined ? undefined : since.get(fingerprint)
    return seenSince === undefined ? one : { ...one, seenSince }
  })
  return keySet(keys, rule, now)
}
