import { isDaypassError } from '../../../core/error.ts'
import type { KeyChoice } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import { fingerprintOf } from '../../../core/ssh/choose-key.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'

/** The requester's key on GitHub, chosen now: keys come and go between request and grant. */
export async function usableKey(ports: Ports, record: RequestRecord, issue: Issue): Promise<KeyChoice> {
  const listed = await ports.directory.sshKeys(record.key.repository, issue.author)
  const named = listed.map((one) => ({ ...one, fingerprint: fingerprintOf(one.key) }))
  // Noted after GitHub has answered, so that a key is never taken for older than it is.
  const noted = named.flatMap(({ fingerprint }) => fingerprint ?? [])
  const since = await ports.seenKeys.noted(issue.author.id, noted, ports.now())
  const keys = named.map(({ fingerprint, ...one }) => {
    const seenSince = fingerprint === undefined ? undefined : since.get(fingerprint)
    return seenSince === undefined ? one : { ...one, seenSince }
  })
  try {
    const chosen = ports.chooseKey(keys, record.submittedAt ?? issue.createdAt)
    return { ok: true, line: chosen.line, fingerprint: chosen.fingerprint, type: chosen.type }
  } catch (error) {
    if (!isDaypassError(error) || !error.code.startsWith('KEY_')) throw error
    return { ok: false, finding: { code: error.code, message: error.message } }
  }
}
