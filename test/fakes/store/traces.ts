import { formatKey } from '../../../src/core/request-key.ts'
import type { Whose } from '../../../src/ports/traces.ts'
import type { MemoryTables } from './database/parts.ts'
import { recordOfRow } from './requests/record-of-row.ts'

/** Which grants left a trace. */
export function createWhose({ grants, requests, people }: MemoryTables): Whose {
  const hasKey = (key: string, fingerprint: string): boolean => {
    const row = requests.get(key)
    return row !== undefined && (recordOfRow(row, null).keys?.keys ?? []).some((one) => one.fingerprint === fingerprint)
  }
  return {
    whose: async (trace, at) =>
      grants
        .where((row) => ('grant' in trace ? row.id === trace.grant : hasKey(formatKey(row), trace.fingerprint)))
        .filter(({ begins, ended }) => !at || (begins <= at && (ended === null || at < ended)))
        .sort((a, b) => b.begins.getTime() - a.begins.getTime() || (a.id < b.id ? -1 : 1))
        .map(
          ({ id, request_url: request, requester, installation, connector, resource, scope, begins, ends, ended }) => ({
            ...{ grant: id, request, connector, resource, scope, begins, ends, ended },
            requester: { id: requester, login: people.get(`${installation} ${requester}`)?.login ?? null },
          }),
        ),
  }
}
