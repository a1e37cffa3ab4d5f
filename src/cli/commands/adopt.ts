import { DaypassError } from '../../core/error.ts'
import { openRecords } from '../audit/verify.ts'
import type { CliDeps } from '../deps.ts'

export type AdoptOptions = { store: string; json?: boolean }

/**
 * `daypass adopt --store <id>`: says that another store of this app is lost, and that this one ends what it began. Its own id is what
 * it began itself and has forgotten, as after an older copy was put back. Nothing is granted by this. Throws USAGE, STORE_LOCKED while a server has the embedded store open.
 */
export async function adopt(deps: CliDeps, { store, json }: AdoptOptions): Promise<void> {
  const { stdout } = deps.machine
  if (!/^[\w-]{22}$/.test(store)) {
    const message = 'This is no id of a store. The log, `daypass doctor` and /readyz name it where it is needed.'
    throw new DaypassError('USAGE', message, { where: 'adopt --store' })
  }
  const records = await openRecords(deps)
  try {
    const known = (await records.foreign()).filter((one) => one.store === store).map(({ issue }) => issue)
    await records.adopt(store)
    if (json) stdout.write(`${JSON.stringify({ store, requests: known }, null, 2)}\n`)
    else stdout.write(`Adopted: ${store}. ${words(known)} A server on this store does so at its next look.\n`)
  } finally {
    await records.close()
  }
}

function words(issues: readonly number[]): string {
  if (issues.length === 0) return 'Whatever it looks after on GitHub is ended and closed.'
  return `What it gave in ${issues.map((issue) => `#${issue}`).join(', ')}, and wherever else it is found, is ended and closed.`
}
