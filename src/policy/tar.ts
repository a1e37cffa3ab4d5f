import { DaypassError } from '../core/error.ts'

const BLOCK = 512

/**
 * The regular files of a tar archive in memory, by name without a leading slash. Only what opa writes is understood: plain
 * ustar headers with short names.
 *
 * @throws DaypassError POLICY_INVALID when the archive is cut off or holds anything else
 */
export function readTar(archive: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let at = 0
  while (at + BLOCK <= archive.length) {
    const header = archive.subarray(at, at + BLOCK)
    if (header[0] === 0) return files
    const size = Number.parseInt(text(header, 124, 12).trim(), 8)
    const kind = text(header, 156, 1)
    const start = at + BLOCK
    if (!Number.isSafeInteger(size) || start + size > archive.length) break
    if (kind === '0' || kind === '')
      files.set(text(header, 0, 100).replace(/^\/+/, ''), archive.subarray(start, start + size))
    at = start + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new DaypassError(
    'POLICY_INVALID',
    'opa wrote a bundle that cannot be read: check that DAYPASS_OPA is an opa binary.',
  )
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end))
}
