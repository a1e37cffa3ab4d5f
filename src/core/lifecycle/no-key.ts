import type { Finding } from '../record.ts'
import { howToMakeKey } from '../ssh/public-key.ts'
import type { KeySet } from '../ssh/recipient-keys.ts'

/** Why there is no key to seal to, and what to do now: KEY_NONE without any, KEY_TOO_NEW where only their age is against them, else KEY_UNUSABLE. */
export function noKey({ left }: KeySet): Finding {
  if (left.length === 0)
    return {
      code: 'KEY_NONE',
      message: `There is no SSH key on your GitHub account to seal the credential to. ${howToMakeKey} ${thenRetry}`,
    }
  const list = left.map(({ fingerprint, type, why }) => `- ${fingerprint ? `${fingerprint} (${type})` : type}: ${why}`)
  if (left.some(({ cause }) => cause === 'young'))
    return {
      code: 'KEY_TOO_NEW',
      message: `Every SSH key of yours that could be sealed to is too new:\n${list.join('\n')}\nIf you added it yourself, comment \`/retry\` when it is old enough. If not, remove it and secure your account.`,
    }
  return {
    code: 'KEY_UNUSABLE',
    message: `None of your SSH keys on GitHub can be sealed to:\n${list.join('\n')}\n${howToMakeKey} ${thenRetry}`,
  }
}

const thenRetry = 'Then comment `/retry`.'

/** Why nothing can be sealed any more, although there were keys when it was asked for; `begun`: the grant has begun, and can only end. */
export function keysGone(begun: boolean): Finding {
  const todo = begun
    ? 'Comment `/done` and ask again.'
    : 'Comment `/retry`: your keys of now count then, and it is approved anew.'
  const message = `None of the SSH keys that this request was made with is on your GitHub account any more. ${todo}`
  return { code: 'KEY_NONE', message }
}
