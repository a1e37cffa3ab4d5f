import { once } from 'node:events'
import { DaypassError } from '../../core/error.ts'
import type { AuditRecords } from '../../ports/audit-records.ts'
import type { CliDeps, Output } from '../deps.ts'
import { columns, csvRow, entryRow } from './csv.ts'
import { decisionLines } from './decision-lines.ts'
import { exportLines } from './export-lines.ts'
import { progressOn } from './progress-line.ts'
import { openRecords } from './verify.ts'
import { entriesOf } from './verify-store.ts'

export type ExportOptions = { repository?: string; csv?: boolean; json?: boolean; decisions?: boolean }

/**
 * `daypass audit export`: the whole trail as JSON lines, with checkpoints and public keys, so that it can be verified anywhere; or as
 * CSV for a spreadsheet, with the names that are known. A checkpoint of what is exported is cut first. With `decisions`, also all that
 * decisions were made of, so that they can be made again anywhere.
 */
export async function exportTrail(deps: CliDeps, options: ExportOptions): Promise<void> {
  const only = repositoryOf(options.repository)
  const where = 'audit export'
  if (options.csv && options.json)
    throw new DaypassError('USAGE', 'One of --json and --csv is enough. Leave the other out.', { where })
  if (options.csv && options.decisions)
    throw new DaypassError('USAGE', 'Decisions are JSON lines and no rows: leave out --csv or --decisions.', { where })
  const records = await openRecords(deps)
  try {
    if (only !== undefined && !(await records.chains()).some(({ repository }) => repository === only))
      throw new DaypassError('TRAIL_MISSING', 'There is no trail of this repository here.', { where: String(only) })
    await records.cut()
    const progress = progressOn(deps.machine.stderr, deps.now)
    let done = 0
    for await (const text of options.csv
      ? rows(records, only)
      : lines(records, deps.now(), options.decisions === true, only)) {
      await written(deps.machine.stdout, text)
      done += 1
      progress(done, undefined)
    }
  } finally {
    await records.close()
  }
}

function repositoryOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text)
  throw new DaypassError(
    'USAGE',
    'A repository is named by its number, as `daypass audit verify --store --json` shows it.',
    {
      where: text,
    },
  )
}

async function* lines(
  records: AuditRecords,
  now: Date,
  withDecisions: boolean,
  only: number | undefined,
): AsyncGenerator<string> {
  for await (const line of exportLines(records, now, only)) yield `${line}\n`
  if (withDecisions) for await (const line of decisionLines(records, only)) yield `${line}\n`
}

async function* rows(records: AuditRecords, only: number | undefined): AsyncGenerator<string> {
  const [chains, people, known] = await Promise.all([records.chains(), records.people(), records.repositories()])
  const logins = new Map(people.map(({ ref, id, login }) => [ref, login ?? `person ${id}`]))
  yield csvRow(columns)
  for (const { repository } of chains) {
    if (only !== undefined && repository !== only) continue
    const place = known.find(({ id }) => id === repository)
    const name = place ? `${place.owner}/${place.name}` : String(repository)
    for await (const entry of entriesOf(records, repository)) yield entryRow(entry, name, (ref) => logins.get(ref))
  }
}

/** Waits where the reader is slower than the store: an export must not pile up in memory. */
async function written(stdout: Output, text: string): Promise<void> {
  if (stdout.write(text) === false && 'once' in stdout) await once(stdout as unknown as NodeJS.WriteStream, 'drain')
}
