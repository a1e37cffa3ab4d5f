/**
 * A connection that could not be made, or was given up. Its message says why and what its reader should do, in whole sentences that
 * follow "… cannot be reached."; `cause` is what was thrown.
 */
export class NoConnection extends Error {
  /** Whether it is certain that nothing reached the other side. */
  readonly nothingSent: boolean

  constructor(message: string, options: { cause: unknown; nothingSent: boolean }) {
    super(message, { cause: options.cause })
    this.name = 'NoConnection'
    this.nothingSent = options.nothingSent
  }
}

/** Whatever was thrown and what caused it, outermost first. */
export function* chainOf(thrown: unknown): Generator<object> {
  let one = thrown
  // Nobody nests errors deeper, and a cause may be its own.
  for (let depth = 0; depth < 10 && typeof one === 'object' && one !== null; depth++) {
    yield one
    one = (one as { cause?: unknown }).cause
  }
}

/** The connection that could not be made below an error of some library; undefined: it was something else. */
export function noConnectionIn(thrown: unknown): NoConnection | undefined {
  for (const one of chainOf(thrown)) if (one instanceof NoConnection) return one
  return undefined
}
