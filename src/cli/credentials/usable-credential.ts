/** Variables and files that a program finds while it runs. `release`: nothing of them is left afterwards. */
export type Held = { variables: Readonly<Record<string, string>>; release(): Promise<void> }

export type HoldOptions = {
  /** Says something to the user. */
  say(sentence: string): void
  /** Also the whole of it in one variable, where that is not the default: environments leak. */
  url: boolean
}

/** How people and programs use a credential that was opened, whatever its kind. */
export type UsableCredential = {
  /** When access ends, as far as this machine knows (RFC 3339). */
  ends: string
  /** What it is, below the facts of the grant, for a terminal. */
  lines: readonly string[]
  /** Members of `daypass open --json` beside what was sealed. */
  json: Readonly<Record<string, unknown>>
  /** Variables of `daypass open --env`. */
  environment: Readonly<Record<string, string>>
  /** Puts it where a program finds it. */
  hold(options: HoldOptions): Promise<Held>
}
