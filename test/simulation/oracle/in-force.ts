// What is in force, as the oracle sees it: what the product has put there, each of which is checked when it is put.
import type { RequestRecord } from '../../../src/core/record.ts'
import type { Settings } from '../../../src/generated/config.ts'
import { contentsOf, type Files, rulesIn } from '../world/governed-files.ts'
import type { Subject } from './subject.ts'

type Grant = NonNullable<RequestRecord['grant']>

/** All by which was decided at some instant since then; before anything was put in force that is what stood on the default branch. */
export function decisive({ observation: { inForce }, world }: Subject, since: number): Files[] {
  const last = inForce.findLastIndex(({ at }) => at <= since)
  const put = inForce.slice(Math.max(0, last)).map(({ files }) => files)
  return last < 0 ? [...world.main.filesSince(since), ...put] : put
}

export const settingsIn = (files: Files): Settings => contentsOf(files).settings ?? {}

/** Whether these rules would not give access for what is left of its time, or, where the repository wants that, would ask for more than it has. */
export function isRefusedBy(files: Files, grant: Grant, record: RequestRecord | undefined, at: number): boolean {
  const rules = rulesIn(files)
  // Nothing was in force yet, and what came first cannot be used: an error ends nothing.
  if (!rules) return false
  const said = rules[grant.resource]
  const left = (grant.ends.getTime() - at) / 60_000
  const isListed = contentsOf(files).resources?.some(({ id }) => id === grant.resource)
  if (!isListed || !said || said.outcome === 'deny' || (said.most !== undefined && left > said.most)) return true
  const isMore = said.outcome === 'review' && record?.decision?.output.outcome === 'allow'
  return isMore && settingsIn(files).policy?.on_stricter === 'end'
}

/** Whether all that was in force since then refuses it. */
export function isRefusedSince(subject: Subject, grant: Grant, record: RequestRecord, since: number): boolean {
  return decisive(subject, since).every((files) => isRefusedBy(files, grant, record, subject.clock))
}
