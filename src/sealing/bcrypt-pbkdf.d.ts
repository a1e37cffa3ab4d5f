/** bcrypt-pbkdf ships no types. */
declare module 'bcrypt-pbkdf' {
  /** Fills `key`; returns 0, or -1 when an argument is out of range. */
  export function pbkdf(
    passphrase: Uint8Array,
    passphraseLength: number,
    salt: Uint8Array,
    saltLength: number,
    key: Uint8Array,
    keyLength: number,
    rounds: number,
  ): number
}
