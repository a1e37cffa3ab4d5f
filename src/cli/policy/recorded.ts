import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { RequestKey } from '../../core/request-key.ts'
import { readLine } from '../../core/trail/entries-in-comment.ts'
import type { TrailEntry } from '../../core/trail/entry.ts'
import type { ReceiptEvidence } from '../../core/trail/receipt-of-decision.ts'
import type { AuditRecords } from '../../ports/audit-records.ts'
import type { KeptDecision } from '../../ports/decision-archive.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { type DecisionLine, decisionsOf, isDecisionLine, readDecisionLine } from '../audit/decision-lines.ts'
import { type ExportHeader, readHeader } from '../audit/export-lines.ts'
import type { CliDeps } from '../deps.ts'

export type Repository = { id: number; name: string }

/** Decisions as a store or an export of it keeps them. */
export type Recorded = {
  /** Access repositories, as `owner/name`. */
  repositories: readonly Repository[]
  /** The newest first. */
  decisions(which: { last?: number | undefined; repository?: number | undefined }): AsyncIterable<KeptDecision>
  /** The decisions of a request, oldest first, and what the trail says of it. */
  of(key: RequestKey): Promise<{ decisions: KeptDecision[]; entries: TrailEntry[] }>
  /** The texts of a policy; of an export, those that stand above what was read. Undefined: they are not kept. */
  texts(digest: string): Promise<PolicyFiles | undefined>
  /** The input under its requester's secret; undefined: there are no secrets here. */
  keyedInput(key: RequestKey, digest: string): Promise<ReceiptEvidence['input']>
  close(): Promise<void>
}

/** Opens what `--from` names: `store`, or the path of an export. Throws USAGE, CONFIG_*, SIGNING_KEY_*, STORE_*. */
export async function openRecorded(deps: CliDeps, from: string): Promise<Recorded> {
  if (from !== 'store') return readExport(from)
  try {
    return await recordedIn(await deps.openRecords())
  } catch (cause) {
    if (!isDaypassError(cause, 'STORE_LOCKED')) throw cause
    const message =
      'A running Daypass holds this store. Stop it for as long as this takes, or name an export of it: `daypass audit export --decisions > trail.jsonl`, then `--from trail.jsonl`.'
    throw new DaypassError('STORE_LOCKED', message, { cause, ...(cause.where ? { where: cause.where } : {}) })
  }
}

async function recordedIn(records: AuditRecords): Promise<Recorded> {
  const repositories = (await records.repositories()).map(({ id, owner, name }) => ({ id, name: `${owner}/${name}` }))
  return {
    repositories,
    decisions: (which) => decisionsOf(records, which),
    async of(key) {
      const [decisions, entries] = await Promise.all([records.decisions(key), records.trailOf(key)])
      return { decisions, entries }
    },
    texts: async (digest) => filesOf(await records.policyTexts(digest)),
    keyedInput: async (key, digest) => (await records.keyedInput(key, digest)) ?? 'forgotten',
    close: () => records.close(),
  }
}

const filesOf = (files: [string, string][] | undefined): PolicyFiles | undefined => files && new Map(files)

/** Nothing of it is believed beyond its shape: whether its trail is genuine, `daypass audit verify --export` says. */
async function readExport(file: string): Promise<Recorded> {
  const texts = new Map<string, PolicyFiles>()
  const { repositories } = await headerOf(file)
  const keep = (line: DecisionLine): KeptDecision | undefined => {
    if ('decision' in line) return line.decision
    texts.set(line.policy.digest, new Map(line.policy.files))
    return undefined
  }
  return {
    repositories: repositories.map(({ id, name }) => ({ id, name })),
    async *decisions({ last = Number.POSITIVE_INFINITY, repository }) {
      let left = last
      for await (const line of decisionLinesIn(file)) {
        const kept = keep(line)
        if (!kept || (repository !== undefined && kept.key.repository !== repository)) continue
        if (left-- <= 0) return
        yield kept
      }
    },
    async of(key) {
      const isOurs = (one: RequestKey) => one.repository === key.repository && one.issue === key.issue
      const decisions: KeptDecision[] = []
      const entries: TrailEntry[] = []
      for await (const text of linesOf(file)) {
        const line = isDecisionLine(text) ? decisionIn(text, file) : undefined
        const kept = line && keep(line)
        if (kept && isOurs(kept.key)) decisions.push(kept)
        const entry = line ? undefined : (readLine(text) as Partial<TrailEntry>)
        if (entry?.event && isOurs(entry.event)) entries.push(entry as TrailEntry)
      }
      return { decisions: decisions.reverse(), entries }
    },
    texts: async (digest) => texts.get(digest),
    keyedInput: async () => undefined,
    close: async () => undefined,
  }
}

async function* decisionLinesIn(file: string): AsyncGenerator<DecisionLine> {
  let some = false
  for await (const line of linesOf(file)) {
    if (!isDecisionLine(line)) continue
    some = true
    yield decisionIn(line, file)
  }
  if (!some)
    throw new DaypassError('USAGE', 'No decisions are in it. Make one with `daypass audit export --decisions`.', {
      where: file,
    })
}

function decisionIn(line: string, file: string): DecisionLine {
  const read = readDecisionLine(line)
  if (read) return read
  throw new DaypassError('USAGE', 'A line of it is no decision, although it begins like one: it was cut or changed.', {
    where: file,
  })
}

async function headerOf(file: string): Promise<ExportHeader> {
  for await (const line of linesOf(file)) {
    const header = readHeader(line)
    if (header) return header
    break
  }
  throw new DaypassError(
    'USAGE',
    'That is not an export of a trail. Make one with `daypass audit export --decisions`.',
    {
      where: file,
    },
  )
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8')
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  try {
    yield* lines
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined || cause instanceof DaypassError) throw cause
    throw new DaypassError('USAGE', 'The file cannot be read.', { cause, where: file })
  } finally {
    lines.close()
    input.destroy()
  }
}
