import { DaypassError } from '../error.ts'
import { howToMakeKey, parseSshPublicKey, type SshKeyType } from './public-key.ts'

/**
 * A key as GitHub lists it: the line, and when it was added (RFC 3339) where GitHub says so. `seenSince`: when Daypass saw it first on
 * this account, which counts where GitHub does not say.
 */
export type ListedKey = { key: string; createdAt?: string; seenSince?: Date }

/** The key that a credential will be sealed to. `line` is type and base64, without the comment. */
export type ChosenKey = { line: string; type: SshKeyType; fingerprint: string; createdAt?: string }

/** `addedAt`: in seconds, for the order. `isOld`: whether it was there before the request. */
type Candidate = ChosenKey & { addedAt: number; isOld: boolean }

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** Whole seconds since 1970: GitHub's instants have no finer grain, so neither has the comparison. */
const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

/** What names a key that can be sealed to; undefined: it cannot. */
export function fingerprintOf(line: string): string | undefined {
  const key = parseSshPublicKey(line)
  return key.usable ? key.fingerprint : undefined
}

function candidateOf(listed: ListedKey, requestedAt: Date): Candidate | string {
  const key = parseSshPublicKey(listed.key)
  if (!key.usable) return `${key.type}: ${key.reason}`
  const { type, fingerprint, blob } = key
  const chosen = { line: `${type} ${blob.toString('base64')}`, type, fingerprint }
  // Absent means that GitHub does not say. A key of unknown age is new, unless it was seen before the request.
  if (listed.createdAt === undefined) {
    const isOld = listed.seenSince !== undefined && listed.seenSince.getTime() < requestedAt.getTime()
    return { ...chosen, addedAt: Number.POSITIVE_INFINITY, isOld }
  }
  const addedAt = rfc3339.test(listed.createdAt) ? seconds(Date.parse(listed.createdAt)) : Number.NaN
  if (Number.isNaN(addedAt)) return `${type}: when it was added cannot be read`
  return { ...chosen, createdAt: listed.createdAt, addedAt, isOld: addedAt <= seconds(requestedAt.getTime()) }
}

function tooNew(usable: readonly Candidate[]): DaypassError {
  const isUnknown = usable.some(({ createdAt }) => createdAt === undefined)
  const list = usable.map(({ fingerprint, type, createdAt }) => {
    const when = createdAt === undefined ? 'of unknown age, first seen with this request' : `added ${createdAt}`
    return `- ${fingerprint} (${type}), ${when}`
  })
  const what = isUnknown
    ? 'No SSH key of yours that can be sealed to is known to have been there before you asked; GitHub does not say when it was added:'
    : 'Every SSH key of yours that can be sealed to was added after you asked:'
  const todo = isUnknown
    ? 'If it is yours, ask again in a new request: by then it is known. If not, remove it and secure your account.'
    : 'If you added it yourself, ask again in a new request. If not, remove it and secure your account.'
  return new DaypassError('KEY_TOO_NEW', `${what}\n${list.join('\n')}\n${todo}`)
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
 * could add his own and ask; in the second of the request it still counts. So is one of which GitHub does not say when it was added,
 * until it was seen before the request.
 *
 * Throws KEY_NONE without any key, KEY_UNUSABLE when none can be sealed to, KEY_TOO_NEW when all that could came later.
 */
export function chooseKey(keys: readonly ListedKey[], requestedAt: Date): ChosenKey {
  if (Number.isNaN(requestedAt.getTime())) throw new TypeError('the instant of the request is not an instant')
  if (keys.length === 0) {
    throw new DaypassError(
      'KEY_NONE',
      `There is no SSH key on your GitHub account to seal the credential to. ${howToMakeKey}`,
    )
  }
  const read = keys.map((key) => candidateOf(key, requestedAt))
  const usable = read.filter((key) => typeof key !== 'string').sort(byPreference)
  if (usable.length === 0) {
    const found = read.map((reason) => `- ${reason}`).join('\n')
    throw new DaypassError(
      'KEY_UNUSABLE',
      `None of your SSH keys on GitHub can be sealed to:\n${found}\n${howToMakeKey}`,
    )
  }
  const chosen = usable.find(({ isOld }) => isOld)
  if (chosen === undefined) throw tooNew(usable)
  const { addedAt: _, isOld: __, ...key } = chosen
  return key
}
