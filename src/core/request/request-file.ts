import type { CanonicalRequest } from '../../generated/request.ts'
import type { RequestFile } from '../../generated/request-file.ts'
import { isCanonicalRequest, isRequestFile } from '../../generated/validators.js'
import { formatDuration } from '../duration.ts'
import type { Finding } from '../record.ts'
import { schemaProblems } from '../schema-problems.ts'

/** Where an approved request lies on the `requests` branch. */
export function requestPath(request: CanonicalRequest, digest: string): string {
  check(request, digest)
  return `requests/${request.resource}/${digest}.yml`
}

/**
 * The file of an approved request: the same text for the same request, without its reason. `after`: it was reviewed after it had begun. Every text is quoted, since YAML
 * would read a resource called `no`, or a digest of digits, as something else.
 */
export function requestFile(request: CanonicalRequest, digest: string, after = false): string {
  check(request, digest)
  const lines = [
    `resource: "${request.resource}"`,
    'actions:',
    ...request.actions.map((action) => `  - "${action}"`),
    `duration: "${formatDuration(request.duration)}"`,
    `requester: ${request.requester}`,
    `issue: ${request.issue}`,
    ...(request.urgency === undefined ? [] : [`urgency: ${request.urgency}`]),
    ...operationLines(request),
    ...(after ? ['after: true'] : []),
    `digest: "${digest}"`,
  ]
  return `${lines.join('\n')}\n`
}

/** By numbers: names change hands, and the same request makes the same file. */
function operationLines({ operation }: CanonicalRequest): string[] {
  if (!operation) return []
  const members =
    'commit' in operation
      ? ['  commit:', `    repository: ${operation.commit.repository}`, `    sha: "${operation.commit.sha}"`]
      : [
          '  run:',
          `    repository: ${operation.run.repository}`,
          `    id: ${operation.run.id}`,
          `    attempt: ${operation.run.attempt}`,
        ]
  return ['operation:', ...members]
}

/** A request that breaks its schema could break out of the quotes, or out of the directory. */
function check(request: CanonicalRequest, digest: string): void {
  if (!isCanonicalRequest(request) || !/^[0-9a-f]{64}$/.test(digest)) {
    throw new TypeError('only a canonical request with its digest becomes a file')
  }
}

export type RequestFileReading = { ok: true; file: RequestFile } | { ok: false; findings: Finding[] }

/**
 * Checks the shape of what was read from such a file (`where` names it in findings). Says nothing about whether resource, actions and
 * person exist, nor which of the optional members must be there. Findings have the code REQUEST_FIELD_INVALID.
 */
export function readRequestFile(data: unknown, where: string): RequestFileReading {
  if (isRequestFile(data)) return { ok: true, file: data }
  return { ok: false, findings: schemaProblems(isRequestFile, where, 'REQUEST_FIELD_INVALID') }
}
