import { fileURLToPath } from 'node:url'
import { type DaypassError, isDaypassError } from '../../core/error.ts'
import type { Coverage, Judgement, TestResults } from '../../core/lint/judgement.ts'
import { firstDifference } from '../../core/policy/governed-findings.ts'
import { type PolicyFinding, placeIn } from '../../core/policy/policy-finding.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { capabilitiesPath } from '../capabilities.ts'
import { noPolicy, tidy } from '../compile.ts'
import { compiledFiles, testedFiles } from '../files.ts'
import { refuseForbidden } from '../forbidden.ts'
import type { OpaBinary } from '../opa/opa-binary.ts'
import { runOpa } from '../opa/run-opa.ts'
import { explained } from '../opa-words.ts'
import { withPolicyFolder } from '../policy-folder.ts'
import { type ParsedFile, parsePlaced, parseRego } from '../syntax.ts'
import { templateFindings } from '../syntax-findings.ts'
import { hasLateTests, readCoverage, readErrors, readTests } from './opa-report.ts'

// One file types `input` wherever it stands; a folder of schemas would type nothing.
const inputSchema = fileURLToPath(new URL('../../../schemas/policy-input.schema.json', import.meta.url))
/** Reports are longer than what people read of opa; and who asks for access meanwhile is not to wait for a core. */
const report = { outputLength: 16 * 1024 * 1024, threads: 1 }
/** Of so many files it is said where they differ from what `opa fmt` writes. */
const mostFormatted = 10

export type FormOptions = {
  /** The least share of lines that tests reach, in percent, for each file by its path below `policies/`. */
  coverage: (path: string) => number
}

/**
 * Whether the policy is written as it should be: what opa says of types, names and syntax, with the schema of the input; how it is
 * formatted; its tests, and which lines they reach. A step whose result would follow from an error before it is left out. Takes all
 * files below `policies/`, tests and tables with them.
 *
 * @throws DaypassError POLICY_TIMEOUT, OPA_MISSING: then it could not be judged
 */
export async function checkForm(
  opa: Pick<OpaBinary, 'path'>,
  files: PolicyFiles,
  options: FormOptions,
): Promise<Judgement> {
  try {
    const chosen = testedFiles(files)
    if (![...chosen.keys()].some((path) => path.endsWith('.rego') && !path.endsWith('_test.rego'))) throw noPolicy()
    refuseForbidden(chosen)
    const templates = await findTemplates(opa, files)
    return await withPolicyFolder(chosen, async (dir) => {
      const run = { opa: opa.path, dir, files: chosen }
      const wrong = await findErrors(run)
      if (wrong.length > 0) return { findings: wrong }
      const before = [...templates, ...(await findUnformatted(run))]
      const { findings, ...tested } = await runTests(run, options)
      return { findings: [...before, ...findings], ...tested }
    })
  } catch (thrown) {
    return { findings: [findingOfRefusal(thrown)] }
  }
}

/** What compiling refuses, as a finding where it stands. Throws everything else again, what may pass by itself included. */
export function findingOfRefusal(thrown: unknown): PolicyFinding {
  if (!isDaypassError(thrown) || thrown.failure !== 'finding') throw thrown
  const { code, message } = thrown
  const place = placeOfRefusal(thrown)
  return { ...place, severity: 'error', code, message: message.replace(`${thrown.where}: `, '') }
}

function placeOfRefusal({ where = 'policies' }: DaypassError): ReturnType<typeof placeIn> {
  return placeIn(where.startsWith('policies') ? where : `policies/${where.replaceAll('"', '')}`)
}

async function findTemplates({ path: opa }: Pick<OpaBinary, 'path'>, files: PolicyFiles): Promise<PolicyFinding[]> {
  const chosen = compiledFiles(files)
  const parsed = await parseRego(opa, chosen)
  const without = templateFindings(parsed)
  // Where they stand costs a run of opa for each file, and most policies have none.
  const paths = new Set(without.map(({ where }) => where.slice('policies/'.length)))
  const withPlaces: ParsedFile[] = []
  for (const file of parsed)
    withPlaces.push((paths.has(file.path) ? await parsePlaced(opa, chosen, file.path) : undefined) ?? file)
  return (without.length === 0 ? [] : templateFindings(withPlaces)).map(({ where, message }) => ({
    ...placeIn(where),
    severity: 'notice',
    code: 'POLICY_TEMPLATE',
    message,
  }))
}

type Run = { opa: string; dir: string; files: PolicyFiles }

const ask = ({ opa, dir }: Run, ...args: string[]) => runOpa(opa, args, dir, report)

async function findErrors(run: Run): Promise<PolicyFinding[]> {
  const args = ['--strict', '-f', 'json', '--capabilities', capabilitiesPath, '--schema', inputSchema]
  const { code, output } = await ask(run, 'check', ...args, 'policies')
  const found = code === 0 ? [] : (readErrors(output) ?? [unreadable(output, run)])
  return found.map((one) => ({ ...one, line: Math.min(one.line, linesOf(run.files, one.path)) }))
}

/** How many lines a file has; opa finds that something is missing behind the last. */
function linesOf(files: PolicyFiles, path: string): number {
  const lines = files.get(path.slice('policies/'.length))?.split('\n') ?? []
  return Math.max(1, lines.at(-1) === '' ? lines.length - 1 : lines.length)
}

/** What opa says in words of its own, where a report was asked for. */
function unreadable(output: string, { dir }: Run): PolicyFinding {
  const text = tidy(output, dir)
  const [where = 'policies'] = /policies\/(?:(?!policies\/)[^\s:])+:\d+/.exec(text) ?? []
  const message = `opa does not accept the policy: ${explained(text)}`
  return { ...placeIn(where), severity: 'error', code: 'POLICY_INVALID', message }
}

async function findUnformatted(run: Run): Promise<PolicyFinding[]> {
  const { code, output } = await ask(run, 'fmt', '--list', 'policies')
  if (code !== 0) return [unreadable(output, run)]
  const paths = output.split('\n').filter((path) => path.endsWith('.rego'))
  const found: PolicyFinding[] = []
  for (const [index, path] of paths.entries()) {
    const text = run.files.get(path.slice('policies/'.length)) ?? ''
    const line = index < mostFormatted ? firstDifference(text, (await ask(run, 'fmt', path)).output) : 1
    const message = 'This is not as `opa fmt` writes it: run `opa fmt --write policies/`.'
    found.push({ path, line, column: 1, severity: 'warning', code: 'POLICY_UNFORMATTED', message })
  }
  return found
}

async function runTests(run: Run, { coverage: least }: FormOptions): Promise<Judgement> {
  const args = ['-f', 'json', '--capabilities', capabilitiesPath, 'policies']
  const first = await ask(run, 'test', ...args)
  const output = hasLateTests(first.output) ? await patiently(run, args, first.output) : first.output
  const tests = readTests(output)
  if (tests === undefined) return { findings: [unreadable(output, run)] }
  // With a test that fails, opa prints no report of what is reached.
  if (tests.failed > 0) return { findings: tests.findings, tests }
  const reached = await ask(run, 'test', '--coverage', '--timeout', patience, ...args)
  const coverage = readCoverage(reached.output)
  if (coverage === undefined) return { findings: [unreadable(reached.output, run)], tests }
  return { findings: uncovered(tests, coverage, least), tests, coverage }
}

/** opa ends a test by the clock, 5 s where nothing is said; the whole run ends by its CPU time. */
const patience = '25s'

/** Tests that were late once more: on a busy machine that is not their fault. One that goes on for ever is told by its name, as at first. */
async function patiently(run: Run, args: readonly string[], before: string): Promise<string> {
  const again = await ask(run, 'test', '--timeout', patience, ...args).catch((thrown: unknown) => {
    if (isDaypassError(thrown, 'POLICY_INVALID')) return undefined
    throw thrown
  })
  return again?.output ?? before
}

function uncovered(tests: TestResults, coverage: readonly Coverage[], least: FormOptions['coverage']): PolicyFinding[] {
  const short = coverage.filter(({ path, percent }) => percent < least(path.slice('policies/'.length)))
  const finding = (path: string, line: number, message: string): PolicyFinding => {
    return { path, line, column: 1, severity: 'error', code: 'POLICY_UNTESTED', message }
  }
  const [first] = short
  if (first && tests.passed === 0) {
    const message = 'No test says what this policy is meant to do: write the first into policies/<name>_test.rego.'
    return [finding(first.path, 1, message)]
  }
  return short.map(({ path, percent, missing }) => {
    const stretches = missing.slice(0, 10).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
    const lines = `${stretches.join(', ')}${missing.length > stretches.length ? ' and more' : ''}`
    const wanted = least(path.slice('policies/'.length))
    const message = `Tests reach ${rounded(percent)} % of its lines, and ${wanted} % are asked for: add tests for the lines ${lines}.`
    return finding(path, missing[0]?.[0] ?? 1, message)
  })
}

/** Down, so that what is too little never reads as enough. */
const rounded = (percent: number): number => Math.floor(percent * 10) / 10
