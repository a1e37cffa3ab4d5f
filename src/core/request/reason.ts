import type { ErrorCode } from '../error-codes.ts'
import { withoutDebris } from '../hidden-text.ts'
import { hiddenText } from './shown-text.ts'

/** Bytes. */
export const longestReason = 4096

/**
 * The reason as it is frozen: letters composed (Unicode NFC), without what a clipboard left in it where nobody sees it, without blanks at
 * its ends. What has neither comes back as it is.
 */
export function frozenReason(text: string): string {
  return withoutDebris(text.replaceAll('\r\n', '\n')).normalize('NFC').trim()
}

/**
 * What is wrong with a reason, wherever it was written: form, file, or command. Empty: nothing. Both are looked at: what was written,
 * since GitHub shows that; and what would be frozen, so that it reads the same again. Codes: REQUEST_FIELD_EMPTY, REQUEST_TOO_LONG,
 * REQUEST_HIDDEN_TEXT.
 */
export function reasonFlaws(reason: string): { code: ErrorCode; message: string }[] {
  const frozen = frozenReason(reason)
  if (frozen === '')
    return [{ code: 'REQUEST_FIELD_EMPTY', message: 'There is no reason. Say in a few words what it is for.' }]
  const bytes = Buffer.byteLength(frozen)
  if (bytes > longestReason) {
    const message = `The reason has ${bytes} bytes; at most ${longestReason} are read. Shorten it.`
    return [{ code: 'REQUEST_TOO_LONG', message }]
  }
  const [hidden] = [reason.replaceAll('\r\n', '\n'), frozen].flatMap((text) => hiddenText(text.split('\n')))
  return hidden ? [{ code: hidden.code, message: hidden.message }] : []
}
