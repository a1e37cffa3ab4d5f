import { parseArgs } from 'node:util'
import type { Finding } from './finding.ts'
import { table } from './table.ts'

/** Says how far a bench is; `of` is how much there is in all. */
export type Progress = (done: number, of: number) => void

/** Measures one thing, ours and the rival in turns. Throws when it cannot be measured. */
export type Bench = (progress: Progress) => Promise<Finding[]>

export type Output = {
  /** The result. */
  print: (text: string) => void
  /** What happens meanwhile; not part of the result. */
  tell: (text: string) => void
}

/**
 * Runs the benches that the arguments name, or all, one after another. Returns the exit code: 0 when every goal is met, 1 when
 * one is not, or could not be measured, 2 for arguments that cannot be understood.
 */
export async function runBenches(
  args: string[],
  benches: Readonly<Record<string, Bench>>,
  { print, tell }: Output,
): Promise<0 | 1 | 2> {
  const asked = read(args, Object.keys(benches))
  if ('problem' in asked) {
    tell(`${asked.problem}\n${usage(Object.keys(benches))}`)
    return 2
  }
  if (asked.help) {
    print(usage(Object.keys(benches)))
    return 0
  }
  const findings: (Finding & { bench: string })[] = []
  const failures: { bench: string; message: string }[] = []
  for (const [bench, measure] of Object.entries(benches)) {
    if (!asked.names.includes(bench)) continue
    tell(bench)
    try {
      const found = await measure((done, of) => tell(`${bench}: ${Math.round((done / of) * 100)} %`))
      findings.push(...found.map((finding) => ({ bench, ...finding })))
    } catch (error) {
      // One that cannot be measured must not hide what the others found.
      failures.push({ bench, message: error instanceof Error ? error.message : String(error) })
    }
  }
  const met = findings.filter((finding) => finding.met).length
  const ok = failures.length === 0 && met === findings.length
  print(asked.json ? JSON.stringify({ ok, findings, failures }, undefined, 2) : report(findings, failures, met))
  return ok ? 0 : 1
}

function report(findings: readonly Finding[], failures: readonly { bench: string; message: string }[], met: number) {
  return [
    ...(findings.length > 0 ? [table(findings), ''] : []),
    ...failures.map(({ bench, message }) => `FAIL ${bench} could not be measured: ${message}`),
    `${met} of ${findings.length} goals met`,
  ].join('\n')
}

type Asked = { names: string[]; json: boolean; help: boolean }

function read(args: string[], known: string[]): Asked | { problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    })
    const unknown = positionals.filter((name) => !known.includes(name))
    if (unknown.length > 0) return { problem: `There is no bench called ${unknown.join(', ')}.` }
    return { ...values, names: positionals.length > 0 ? positionals : known }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

function usage(known: string[]): string {
  return `npm run bench [-- [--json] [name …]], where a name is one of: ${known.join(', ')}`
}
