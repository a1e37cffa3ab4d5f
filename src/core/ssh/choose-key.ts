import { DaypassError } from '../error.ts'
import { howToMakeKey, parseSshPublicKey, type SshKeyType } from './public-key.ts'

/** A key as GitHub lists it: the line, and when it was added (RFC 3339) where GitHub says so. */
export type ListedKey = { key: string; createdAt?: string }

/** The key that a credential will be sealed to. `line` is type and base64, without the comment. */
export type ChosenKey = { line: string; type: SshKeyType; fingerprint: string; createdAt?: string }

type Candidate = ChosenKey & { addedAt: number }

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** Whole seconds since 1970: GitHub's instants have no finer grain, so neither has the comparison. */
const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

function candidateOf(listed: ListedKey): Candidate | string {
  const key = parseSshPublicKey(listed.key)
  if (!key.usable) return `${key.type}: ${key.reason}`
  const { type, fingerprint, blob } = key
  const chosen = { line: `${type} ${blob.toString('base64')}`, type, fingerprint }
  // Absent means that GitHub does not say; unreadable does not, and a key of unknown age must not pass for an old one.
  if (listed.createdAt === undefined) return { ...chosen, addedAt: Number.POSITIVE_INFINITY }
  const addedAt = rfc3339.test(listed.createdAt) ? seconds(Date.parse(listed.createdAt)) : Number.NaN
  if (Number.isNaN(addedAt)) return `${type}: when it was added cannot be read`
  return { ...chosen, createdAt: listed.createdAt, addedAt }
}

/** Ed25519 first, then the one added first; those of unknown date last. Sorting is stable, so list order decides the rest. */
function byPreference(a: Candidate, b: Candidate): number {
  if (a.type !== b.type) return a.type === 'ssh-ed25519' ? -1 : 1
  if (a.addedAt === b.addedAt) return 0
  return a.addedAt < b.addedAt ? -1 : 1
}

/**
 * Picks the key to seal to among those that a person has on GitHub: ssh-ed25519, else ssh-rsa, of these the one added
 * first, else the first in the list. A key added after the request is passed over, for whoever got hold of an account
 * could add his own and ask; in the second of the request it still counts.
 *
 * Throws KEY_NONE without any key, KEY_UNUSABLE when none can be sealed to, KEY_TOO_NEW when all that could came later.
 */
export function chooseKey(keys: readonly ListedKey[], requestedAt: Date): ChosenKey {
  const deadline = seconds(requestedAt.getTime())
  if (Number.isNaN(deadline)) throw new TypeError('the instant of the request is not an instant')
  if (keys.length === 0) {
    throw new DaypassError(
      'KEY_NONE',
      `There is no SSH key on your GitHub account to seal the credential to. ${howToMakeKey}`,
    )
  }
  const read = keys.map(candidateOf)
  const usable = read.filter((key) => typeof key !== 'string').sort(byPreference)
  if (usable.length === 0) {
    const found = read.map((reason) => `- ${reason}`).join('\n')
    throw new DaypassError(
      'KEY_UNUSABLE',
      `None of your SSH keys on GitHub can be sealed to:\n${found}\n${howToMakeKey}`,
    )
  }
  const chosen = usable.find((key) => key.addedAt === Number.POSITIVE_INFINITY || key.addedAt <= deadline)
  if (chosen === undefined) {
    const found = usable.map((key) => `- ${key.fingerprint} (${key.type}), added ${key.createdAt ?? ''}`).join('\n')
    throw new DaypassError(
      'KEY_TOO_NEW',
      `Every SSH key of yours that can be sealed to was added after you asked:\n${found}\n` +
        'If you added it yourself, ask again in a new request. If not, remove it and secure your account.',
    )
  }
  const { addedAt: _, ...key } = chosen
  return key
}
