/** A payload as GitHub sent it; nothing of it is trusted beyond being a hint that it is worth looking. */
export type Payload = Readonly<Record<string, unknown>>

/** The parts of an event's payload that are looked at; what is not there is empty. */
export function parts(payload: Payload) {
  return {
    issue: object(payload.issue),
    comment: object(payload.comment),
    pull: object(payload.pull_request),
    repository: object(payload.repository),
    installation: object(payload.installation),
    sender: object(payload.sender),
    changes: object(payload.changes),
  }
}

/** Empty for whatever is no object. */
export function object(value: unknown): Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : {}
}

/** Empty for whatever is no text. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Undefined for whatever is no positive whole number, or none that can be told from its neighbour. */
export function number(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined
}
