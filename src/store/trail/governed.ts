import type { Transaction } from 'kysely'
import type { NewEvent } from '../../core/trail/entry.ts'
import type { Tables } from '../database/tables.ts'
import { holdStated, noteStated, statedOf } from './stated.ts'

/** A decision, by which governed files it was made, in the order of their saving. */
export type DecidedUnder = { repository: number; at: string; digest: string; commit: string | undefined }

/**
 * The events by which chains say that other governed files than before decide, by the place of the first decision under them in the list. Who
 * changed them, and who agreed, is not known here.
 */
export async function governedNow(
  trx: Transaction<Tables>,
  decisions: readonly DecidedUnder[],
): Promise<Map<number, NewEvent>> {
  const repositories = decisions.map(({ repository }) => repository)
  const before = await statedOf(trx, 'governed', repositories)
  const isOther = decisions.filter(({ repository, digest }) => before.get(repository) !== digest)
  if (isOther.length === 0) return new Map()
  const last = await holdStated(trx, 'governed', repositories)
  const events = new Map<number, NewEvent>()
  for (const [index, { repository, at, digest, commit }] of decisions.entries()) {
    const from = last.get(repository) ?? ''
    if (from === digest) continue
    last.set(repository, digest)
    const facts = {
      verdict: 'in-force',
      from: from === '' ? null : from,
      to: digest,
      commit: commit ?? null,
      pull: null,
    }
    events.set(index, { at, kind: 'governed', actor: { kind: 'daypass' }, facts: { ...facts, approvers: [] } })
    await noteStated(trx, { repository, kind: 'governed', what: digest })
  }
  return events
}
