import type { ErrorCode } from '../error-codes.ts'
import { hiddenText } from '../hidden-text.ts'

/** Bytes. */
export const longestReason = 4096

/**
 * What is wrong with a reason, wherever it was written: form, file, or command. Empty: nothing. Codes: REQUEST_FIELD_EMPTY,
 * REQUEST_TOO_LONG, REQUEST_HIDDEN_TEXT.
 */
export function reasonFlaws(reason: string): { code: ErrorCode; message: string }[] {
  if (reason.trim() === '')
    return [{ code: 'REQUEST_FIELD_EMPTY', message: 'There is no reason. Say in a few words what it is for.' }]
  const bytes = Buffer.byteLength(reason)
  if (bytes > longestReason) {
    const message = `The reason has ${bytes} bytes; at most ${longestReason} are read. Shorten it.`
    return [{ code: 'REQUEST_TOO_LONG', message }]
  }
  const [hidden] = hiddenText(reason.split('\n'))
  return hidden ? [{ code: hidden.code, message: hidden.message }] : []
}
