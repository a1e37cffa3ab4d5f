import type { VerifySignature } from '../../core/trail/check-entry.ts'
import type { TrailFault } from '../../core/trail/fault.ts'
import type { AuditRecords } from '../../ports/audit-records.ts'
import type { Found } from './verdict.ts'
import { addSighting, readChain, type Seen, sightingsOf } from './verify-chains.ts'

const pageSize = 5_000

export type StoreFinding =
  | { ok: true; found: Found[] }
  | { ok: false; fault: TrailFault; where: string; repository?: number }

/** Everything that a store holds of trails; `seen` are further sightings, such as what an issue shows. */
export type StoreCheck = {
  records: AuditRecords
  verify: VerifySignature
  seen: Seen
  progress: (done: number, all: number | undefined) => void
}

/** Checks every chain of a store against its checkpoints and whatever else was seen of it. The first thing wrong ends it. */
export async function verifyStore({ records, verify, seen, progress }: StoreCheck): Promise<StoreFinding> {
  const [chains, checkpoints, repositories] = await Promise.all([
    records.chains(),
    records.checkpoints(),
    records.repositories(),
  ])
  const sightings = sightingsOf(checkpoints, verify)
  if (!(sightings instanceof Map)) return { ok: false, fault: sightings, where: 'checkpoints' }
  const further = seen(verify)
  if (!(further instanceof Map)) return { ok: false, ...further }
  for (const { repository, ...head } of chains) addSighting(sightings, repository, head)
  for (const [repository, positions] of further)
    for (const position of positions) addSighting(sightings, repository, position)
  const all = chains.reduce((sum, chain) => sum + chain.seq, 0)
  const found: Found[] = []
  let done = 0
  for (const [repository, positions] of [...sightings].toSorted(([a], [b]) => a - b)) {
    const known = repositories.find(({ id }) => id === repository)
    const where = known ? `${known.owner}/${known.name}` : `repository ${repository}`
    const reading = readChain(repository, where, positions, verify)
    for await (const entry of entriesOf(records, repository)) {
      if (!reading.take(entry)) break
      done += 1
      progress(done, all)
    }
    const finding = reading.finish()
    if ('ok' in finding) return { ok: false, fault: finding, where, repository }
    found.push(finding)
  }
  return { ok: true, found }
}

/** A chain in order, a page at a time. */
export async function* entriesOf(records: AuditRecords, repository: number) {
  let after = 0
  for (;;) {
    const page = await records.trail(repository, after, pageSize)
    yield* page
    const last = page.at(-1)?.event.seq
    if (last === undefined || page.length < pageSize) return
    after = last
  }
}
