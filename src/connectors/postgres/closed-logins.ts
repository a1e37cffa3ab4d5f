/** How many passwords are kept: whoever ends more at once sets some of them twice. */
const most = 5_000

export type ClosedLogins = {
  /** The password that a role's login was closed with, which only its end knows. */
  keep(role: { oid: number }, password: string): void
  /** The same, once. Undefined: another process has closed the login, or long ago. */
  take(role: { oid: number }): string | undefined
}

/**
 * Passwords of logins that this process has closed: what proves an end tries one, and need not set another first. It is no knowledge that
 * anything rests on. One that is lost is set anew, and one that is no longer right proves nothing.
 */
export function createClosedLogins(): ClosedLogins {
  const passwords = new Map<number, string>()
  return {
    keep({ oid }, password) {
      passwords.delete(oid)
      passwords.set(oid, password)
      const [oldest] = passwords.keys()
      if (passwords.size > most && oldest !== undefined) passwords.delete(oldest)
    },
    take({ oid }) {
      const password = passwords.get(oid)
      passwords.delete(oid)
      return password
    },
  }
}
