import { canonicalJson } from '../../core/canonical-json.ts'
import { object } from '../../core/payload.ts'
import { isDecisionReceipt } from '../../generated/validators.js'
import type { DecisionArchive, KeptDecision } from '../../ports/decision-archive.ts'

const pageSize = 1_000

/** The texts of a policy, as [path, text] in the order of the paths. */
export type KeptTexts = { digest: string; files: [path: string, text: string][] }

/** What stands in an export behind the entries: a decision, or the texts of a policy before the first decision that it made. */
export type DecisionLine = { decision: KeptDecision } | { policy: KeptTexts }

/** Decisions with inputs, answers and receipts, the newest first, and the texts that made them; `only`: of one repository. A line each. */
export async function* decisionLines(records: DecisionArchive, only?: number): AsyncGenerator<string> {
  const written = new Set<string>()
  for await (const kept of decisionsOf(records, { repository: only })) {
    const { policy: digest } = kept
    if (digest !== null && !written.has(digest)) {
      written.add(digest)
      const files = await records.policyTexts(digest)
      if (files) yield canonicalJson({ policy: { digest, files } })
    }
    const { key, ...rest } = kept
    yield canonicalJson({ decision: { ...key, ...rest, at: kept.at?.toISOString() ?? null } })
  }
}

/** Decisions page by page, the newest first, at most `last` of them. */
export async function* decisionsOf(
  records: DecisionArchive,
  { last = Number.POSITIVE_INFINITY, repository }: { last?: number | undefined; repository?: number | undefined },
): AsyncGenerator<KeptDecision> {
  let before: number | undefined
  for (let left = last; left > 0; ) {
    const page = await records.decisionsBefore(before, Math.min(left, pageSize), repository)
    yield* page
    before = page.at(-1)?.id
    left -= page.length
    if (page.length < pageSize) return
  }
}

/** Whether a line of an export is one of these, and no entry of the trail. */
export function isDecisionLine(line: string): boolean {
  return line.startsWith('{"decision":') || line.startsWith('{"policy":')
}

/** What such a line says; undefined: nothing of the agreed shape. */
export function readDecisionLine(line: string): DecisionLine | undefined {
  try {
    const { decision, policy } = object(JSON.parse(line))
    return decision === undefined ? textsIn(object(policy)) : decisionIn(object(decision))
  } catch {
    return undefined
  }
}

function textsIn({ digest, files }: Readonly<Record<string, unknown>>): DecisionLine | undefined {
  const isFile = (file: unknown) =>
    Array.isArray(file) && file.length === 2 && file.every((one) => typeof one === 'string')
  if (typeof digest !== 'string' || !Array.isArray(files) || !files.every(isFile)) return undefined
  return { policy: { digest, files } }
}

function decisionIn(given: Readonly<Record<string, unknown>>): DecisionLine | undefined {
  const { id, repository, issue, input, decision, at, why, policy, receipt } = given
  const isText = (value: unknown): value is string | null => value === null || typeof value === 'string'
  const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)
  if (!isNumber(id) || !isNumber(repository) || !isNumber(issue)) return undefined
  if (!isText(at) || !isText(why) || !isText(policy) || (at !== null && Number.isNaN(Date.parse(at)))) return undefined
  if (receipt !== null && !isDecisionReceipt(receipt)) return undefined
  const when = at === null ? null : new Date(at)
  return { decision: { id, key: { repository, issue }, input, decision, at: when, why, policy, receipt } }
}
