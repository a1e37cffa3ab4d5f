import { DaypassError } from '../core/error.ts'

/** Far above anything GitHub sends, far below what would make parsing slow or its result large. */
const limits = { depth: 64, members: 200_000, items: 1_000_000 }

/** Parses the body of a delivery. Throws DELIVERY_MALFORMED for anything but one JSON object of ordinary size, in UTF-8. */
export function parseDelivery(bytes: Buffer): { text: string; payload: object } {
  if (!isOrdinary(bytes)) throw malformed('is nested or filled beyond what GitHub sends')
  const text = decode(bytes)
  const payload = parse(text)
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw malformed('is not a JSON object')
  return { text, payload }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw malformed('is not UTF-8', cause)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw malformed("is not JSON; set the webhook's content type to application/json", cause)
  }
}

function malformed(what: string, cause?: unknown): DaypassError {
  return new DaypassError('DELIVERY_MALFORMED', `the delivery's body ${what}`, { cause })
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
/** Setting this bit makes `[` of `{`'s kind and `]` of `}`'s, so that two tests do for four brackets. */
const bracketBit = 0x20
const opening = 0x7b
const closing = 0x7d

/** Counts brackets, commas and colons outside of strings, before anything is built from them. */
function isOrdinary(bytes: Buffer): boolean {
  let depth = 0
  let commas = 0
  let colons = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === quote) at = endOfString(bytes, at)
    else if (byte === comma) commas += 1
    else if (byte === colon) colons += 1
    else if ((byte | bracketBit) === opening) depth += 1
    else if ((byte | bracketBit) === closing) depth -= 1
    if (depth > limits.depth || colons > limits.members || commas > limits.items) return false
  }
  return true
}

function endOfString(bytes: Buffer, start: number): number {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return at
}
