import type { Account } from '../people/directory.ts'

/** An installation token that was given out, and the one of `emulate` behind it. */
export type Token = {
  permissions: Readonly<Record<string, string>>
  /** The numeric ids of the repositories it is for; undefined for all. */
  repositories: ReadonlySet<number> | undefined
  expiresAt: Date
  request: unknown
  inner: string
  calls: number
  /** It is of the second app. */
  lends?: true
}

/** Who makes a call, by the token that came with it. */
export type Actor =
  | { by: 'anonymous' }
  | { by: 'user'; account: Account }
  /** `lends`: the second app. */
  | { by: 'app'; as: 'app'; lends?: true }
  | { by: 'app'; as: 'installation'; name: string; token: Token }
