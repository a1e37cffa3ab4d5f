import { DaypassError } from '../../core/error.ts'
import type { AuditRecords } from '../../ports/audit-records.ts'
import { openRecords } from '../audit/verify.ts'
import type { CliDeps } from '../deps.ts'

export type AdoptOptions = { store?: string; trail?: string; json?: boolean }

/**
 * `daypass adopt --store <id>`: says that another store of this app is lost, and that this one ends what it began. Its own id is what
 * it began itself and has forgotten, as after an older copy was put back. `--trail <repository>`: says that what was seen elsewhere of
 * this repository's trail is lost, and that the trail of this store goes on. Nothing is granted by either. Throws USAGE, STORE_LOCKED
 * while a server has the embedded store open.
 */
export async function adopt(deps: CliDeps, { store, trail, json }: AdoptOptions): Promise<void> {
  const { stdout } = deps.machine
  if ((store === undefined) === (trail === undefined)) {
    const message = 'Say what is lost: a store by --store <id>, or the end of a trail by --trail <repository>.'
    throw new DaypassError('USAGE', message, { where: 'adopt' })
  }
  const said = store === undefined ? await giveUpTrail(deps, trail ?? '') : await adoptStore(deps, store)
  stdout.write(json ? `${JSON.stringify(said.facts, null, 2)}\n` : said.text)
}

type Said = { facts: object; text: string }

async function adoptStore(deps: CliDeps, store: string): Promise<Said> {
  if (!/^[\w-]{22}$/.test(store)) {
    const message = 'This is no id of a store. The log, `daypass doctor` and /readyz name it where it is needed.'
    throw new DaypassError('USAGE', message, { where: 'adopt --store' })
  }
  return withRecords(deps, async (records) => {
    const known = (await records.foreign()).filter((one) => one.store === store).map(({ issue }) => issue)
    await records.adopt(store)
    const text = `Adopted: ${store}. ${words(known)} A server on this store does so at its next look.\n`
    return { facts: { store, requests: known }, text }
  })
}

async function giveUpTrail(deps: CliDeps, trail: string): Promise<Said> {
  const repository = /^[1-9]\d{0,15}$/.test(trail) ? Number(trail) : Number.NaN
  if (!Number.isSafeInteger(repository)) {
    const message = 'This is no number of a repository. The log and `daypass doctor` name it where it is needed.'
    throw new DaypassError('USAGE', message, { where: 'adopt --trail' })
  }
  return withRecords(deps, async (records) => {
    const lost = await records.giveUp(repository)
    const facts = { repository, lost: lost.map(({ place, seq, hash }) => ({ place, seq, hash })) }
    if (lost.length === 0) return { facts, text: `Nothing is ahead of the trail of repository ${repository}.\n` }
    const which = lost.map(({ place, seq }) => `entry ${seq} on ${place}`).join(', ')
    const text = `Given up: ${which}. The trail of repository ${repository} goes on without. What was placed stays there, so that every \`daypass audit verify --checkpoints\` will name what is lost: keep a note of why.\n`
    return { facts, text }
  })
}

async function withRecords(deps: CliDeps, work: (records: AuditRecords) => Promise<Said>): Promise<Said> {
  const records = await openRecords(deps)
  try {
    return await work(records)
  } finally {
    await records.close()
  }
}

function words(issues: readonly number[]): string {
  if (issues.length === 0) return 'Whatever it looks after on GitHub is ended and closed.'
  return `What it gave in ${issues.map((issue) => `#${issue}`).join(', ')}, and wherever else it is found, is ended and closed.`
}
