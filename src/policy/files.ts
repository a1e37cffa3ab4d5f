import { sha256 } from '../core/digest.ts'
import { DaypassError } from '../core/error.ts'
import { type PolicyFileKind, policyFileKind } from '../core/policy/policy-file.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'

const LIMITS = { files: 200, bytes: 1024 * 1024, path: 200, depth: 6 }

// No leading dot, so neither `..` nor a hidden file; no backslash, colon or leading slash either.
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/

/** The files that make up the policy, sorted by path: Rego without its tests, and data. Throws POLICY_FORBIDDEN. */
export function compiledFiles(files: PolicyFiles): PolicyFiles {
  return select(files, ['rego', 'data'])
}

/** The same with the tests and the tables of cases that they read. */
export function testedFiles(files: PolicyFiles): PolicyFiles {
  return select(files, ['rego', 'data', 'test', 'case'])
}

/** SHA-256 over paths and texts, in the order of the paths. JSON marks where each ends, so that no two sets read alike. */
export function policyDigest(files: PolicyFiles): string {
  const entries = [...compiledFiles(files)]
  return sha256(`daypass-policy-v1\n${JSON.stringify(entries)}`)
}

function select(files: PolicyFiles, wanted: readonly PolicyFileKind[]): PolicyFiles {
  const chosen = new Map<string, string>()
  const taken = new Set<string>()
  let bytes = 0
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kind = policyFileKind(path)
    if (kind === 'note') continue
    checkPath(path)
    if (typeof kind === 'object') throw refused(path, kind.refused)
    if (!wanted.includes(kind)) continue
    // Two names that differ only in case would be one file on some machines, and another policy.
    const name = path.toLowerCase()
    if (taken.has(name)) throw forbidden(path, 'differs from another file only in upper and lower case')
    if (folders(name).some((folder) => taken.has(folder))) throw forbidden(path, 'lies below another file')
    if (!text.isWellFormed()) throw forbidden(path, 'is not valid Unicode')
    taken.add(name)
    bytes += Buffer.byteLength(text)
    chosen.set(path, text)
  }
  if (chosen.size > LIMITS.files) throw forbidden('policies/', `holds more than ${LIMITS.files} files`)
  if (bytes > LIMITS.bytes) throw forbidden('policies/', 'holds more than 1 MiB')
  return chosen
}

/** Everything above a path: a/b/c → a, a/b. A file is listed before what would lie below it. */
function folders(path: string): string[] {
  const segments = path.split('/')
  return segments.slice(1).map((_segment, index) => segments.slice(0, index + 1).join('/'))
}

function checkPath(path: string): void {
  const segments = path.split('/')
  if (segments.length > LIMITS.depth && path.length <= LIMITS.path)
    throw forbidden(JSON.stringify(path), `lies more than ${LIMITS.depth - 1} folders deep`)
  if (path.length > LIMITS.path || !segments.every((s) => SEGMENT.test(s))) {
    throw forbidden(
      JSON.stringify(path.slice(0, LIMITS.path)),
      'is not a plain relative path of letters, digits, _, - and .',
    )
  }
}

function refused(path: string, why: string): DaypassError {
  const where = `policies/${path}`
  return new DaypassError('POLICY_FORBIDDEN', `${where} is not read: ${why}.`, { where })
}

function forbidden(path: string, what: string): DaypassError {
  return new DaypassError('POLICY_FORBIDDEN', `${path} ${what}: rename or remove it.`, { where: path })
}
