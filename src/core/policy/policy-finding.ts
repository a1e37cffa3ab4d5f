import type { ErrorCode } from '../error-codes.ts'

/** `error`: must not come into force. `warning`: look at it before. `notice`: worth knowing. */
export type Severity = 'error' | 'warning' | 'notice'

/** Where something stands, as editors count: the first line and the first column are 1. `path` is from the top of the access repository. */
export type Place = { path: string; line: number; column: number }

/** One thing that was found in the files that govern an access repository, at the place where it is to be mended. */
export type PolicyFinding = Place & { severity: Severity; code: ErrorCode; message: string }

const rank: Record<Severity, number> = { error: 0, warning: 1, notice: 2 }

/** Errors first, then by place; what says the same of the same place stands there once. */
export function inOrder(findings: readonly PolicyFinding[]): PolicyFinding[] {
  const once = new Map(findings.map((one) => [JSON.stringify([placeText(one), one.code, one.message]), one]))
  return [...once.values()].sort(
    (a, b) =>
      rank[a.severity] - rank[b.severity] ||
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column,
  )
}

/** Whether nothing keeps these files from coming into force. */
export function isAcceptable(findings: readonly PolicyFinding[]): boolean {
  return !findings.some(({ severity }) => severity === 'error')
}

/** `policies/decision.rego:12:3`, which editors and terminals follow. */
export function placeText({ path, line, column }: Place): string {
  return `${path}:${line}:${column}`
}

/** The place that a problem names as `path:line` or `path:line: …`; the beginning of the file where it names no line. */
export function placeIn(where: string): Place {
  const [path = '', line = ''] = where.split(':')
  return { path, line: /^\d{1,7}$/.test(line) ? Number(line) : 1, column: 1 }
}

/**
 * Where something stands in a YAML text: `resources[0].actions.read`, or `orders-db.actions.read` by the `id` of an entry. The
 * nearest that is there; the beginning, where the text is no YAML.
 */
export type PlaceInYaml = (text: string, what: string) => { line: number; column: number }
