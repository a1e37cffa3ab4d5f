import { canonicalJson } from '../../core/canonical-json.ts'
import { checkpointLine } from '../../core/trail/checkpoint.ts'
import { entryLine, type TrailPosition } from '../../core/trail/entry.ts'
import type { AuditRecords } from '../../ports/audit-records.ts'
import { entriesOf } from './verify-store.ts'

/** The first line of an export: what is in it, where each chain ends, and with which keys it can be checked. */
export type ExportHeader = {
  daypass: 'trail-export'
  version: 1
  at: string
  issuer: string
  keys: readonly object[]
  repositories: readonly (TrailPosition & { id: number; name: string })[]
}

/** `only`: one repository's chain. Everything as JSON, a line each: header, checkpoints, entries. */
export async function* exportLines(records: AuditRecords, now: Date, only?: number): AsyncGenerator<string> {
  const [chains, checkpoints, known] = await Promise.all([
    records.chains(),
    records.checkpoints(),
    records.repositories(),
  ])
  const wanted = chains.filter(({ repository }) => only === undefined || repository === only)
  const names = new Map(known.map(({ id, owner, name }) => [id, `${owner}/${name}`]))
  const header: ExportHeader = {
    daypass: 'trail-export',
    version: 1,
    at: now.toISOString(),
    issuer: records.issuer,
    keys: records.keys,
    repositories: wanted.map(({ repository: id, seq, hash }) => ({ id, name: names.get(id) ?? '', seq, hash })),
  }
  yield canonicalJson(header)
  const ids = new Set(wanted.map(({ repository }) => repository))
  const lines = checkpoints.filter(({ checkpoint }) => ids.has(checkpoint.repository)).map(checkpointLine)
  yield* new Set(lines)
  for (const { repository, seq } of wanted)
    for await (const entry of entriesOf(records, repository)) {
      // What came after the header was written would be beyond the ends that it names.
      if (entry.event.seq <= seq) yield entryLine(entry)
    }
}

export function readHeader(line: string): ExportHeader | undefined {
  try {
    const header = JSON.parse(line) as Partial<ExportHeader> | null
    const { daypass, version, issuer, keys, repositories } = header ?? {}
    const isHeader = daypass === 'trail-export' && version === 1 && typeof issuer === 'string'
    return isHeader && Array.isArray(keys) && Array.isArray(repositories) && repositories.every(isChain)
      ? (header as ExportHeader)
      : undefined
  } catch {
    return undefined
  }
}

function isChain(value: unknown): boolean {
  const { id, name, seq, hash } = (value ?? {}) as Record<string, unknown>
  return Number.isSafeInteger(id) && typeof name === 'string' && Number.isSafeInteger(seq) && typeof hash === 'string'
}
