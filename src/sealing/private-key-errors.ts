import { DaypassError } from '../core/error.ts'

/** The text is no private key, or a broken one. */
export function damagedKey(what: string, cause?: unknown): DaypassError {
  return new DaypassError(
    'KEY_MALFORMED',
    `This private key file cannot be read: ${what}. Check it with \`ssh-keygen -y -f\`.`,
    {
      cause,
    },
  )
}

/** A key that is sound, but not for this. */
export function unsupportedKey(what: string): DaypassError {
  return new DaypassError('KEY_UNUSABLE', `This private key cannot open sealed credentials: ${what}.`)
}

export function missingPassphrase(): DaypassError {
  return new DaypassError('KEY_PASSPHRASE', 'This private key is encrypted: give its passphrase.')
}

export function wrongPassphrase(cause?: unknown): DaypassError {
  return new DaypassError('KEY_PASSPHRASE', 'The passphrase does not fit this private key: try again.', { cause })
}
