import type { Value } from './value.ts'

/**
 * A built-in that the host provides: pure, total, without any I/O. It answers undefined where OPA's own raises an error: Rego then
 * treats the call as undefined.
 */
export type Builtin = (...given: Value[]) => Value | undefined

/** Ends the evaluation, so that the request stays undecided: what OPA itself would answer is not known here. */
export class Unequal extends Error {
  constructor(what: string, instead: string) {
    super(`${what} is not answered here: ${instead}`)
  }
}
