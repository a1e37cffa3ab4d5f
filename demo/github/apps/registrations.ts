import { randomBytes } from 'node:crypto'
import type { Account } from '../people/directory.ts'

/** What a manifest asks for, as far as it matters here. */
export type AskedApp = {
  name: string
  hookUrl: string
  redirect: string
  permissions: Readonly<Record<string, string>>
  events: readonly string[]
}

/** A manifest that somebody has brought and not confirmed yet; `state` is given back as it came. */
type Pending = { asked: AskedApp; state: string; by?: Account }

/** GitHub keeps a code for one hour. */
const codeLivesMs = 3_600_000

/** Manifests on their way to an app, and the codes by which it is handed out once. */
export class Registrations {
  readonly #taken: ReadonlySet<string>
  readonly #now: () => Date
  readonly #pending = new Map<string, Pending>()
  #codes = new Map<string, number>()
  handedOut: { clientSecret: string; webhookSecret: string } | undefined

  /** `taken`: slugs of names that others have. */
  constructor(taken: readonly string[], now: () => Date) {
    this.#taken = new Set(taken.map(slugOf))
    this.#now = now
  }

  /** Keeps a manifest; what the page's form has to bring back. */
  bring(pending: Pending): string {
    const token = randomBytes(12).toString('hex')
    this.#pending.set(token, pending)
    return token
  }

  /** What somebody is shown of it, and confirms then. */
  show(token: string, by: Account): Pending | undefined {
    const found = this.#pending.get(token)
    if (found) found.by ??= by
    return this.pending(token, by)
  }

  pending(token: string, by: Account): Pending | undefined {
    const found = this.#pending.get(token)
    return found?.by === by ? found : undefined
  }

  isTaken(name: string): boolean {
    return this.#taken.has(slugOf(name))
  }

  /** The app is made: a code for whoever takes it over. */
  register(token: string): string {
    this.#pending.delete(token)
    const secret = () => randomBytes(20).toString('hex')
    this.handedOut = { clientSecret: secret(), webhookSecret: secret() }
    const code = secret()
    this.#codes.set(code, this.#now().getTime() + codeLivesMs)
    return code
  }

  /** Whether the code is good; it is not any more afterwards. */
  use(code: string): boolean {
    const until = this.#codes.get(code)
    this.#codes.delete(code)
    return until !== undefined && this.#now().getTime() < until
  }

  forget(): void {
    this.#codes = new Map()
    this.handedOut = undefined
  }
}

/** How GitHub makes an address of a name. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
